import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Flat, histories } from "../../../../test/support/chronicles.ts";
import { catalogue } from "../../../events/catalogue/catalogue.ts";
import type { ChronicleEvent } from "../../../events/envelope.ts";
import type { EventLog, RecordedEvent } from "../../../log/eventLog.ts";
import { memoryLog } from "../../../log/memory.ts";
import { type Amended, applyAmendments } from "../../../timelines/amendments.ts";
import { readTimeline } from "../../../timelines/readTimeline.ts";
import { loadCanon } from "../../text/load/loadCanon.ts";
import type { LoadedCanon } from "../../text/statements/loadedCanon.ts";
import { chronicleOf } from "../record/readCanon.ts";
import { importCanon } from "./importCanon.ts";
import { rehearsalLog } from "./rehearsal.ts";
import { syncCanon } from "./syncCanon.ts";

const newLog = () => memoryLog({ now: () => 0 });
const ndjson = (flat: readonly Flat[]): LoadedCanon =>
  loadCanon([{ path: "canon.ndjson", text: flat.map((fields) => JSON.stringify(fields)).join("\n") }]);
const yaml = (...texts: string[]): LoadedCanon => loadCanon(texts.map((text, i) => ({ path: `${i}.yaml`, text })));

const withoutRecorded = ({ recorded: _recorded, ...event }: RecordedEvent): ChronicleEvent => event;
const byId = (a: ChronicleEvent, b: ChronicleEvent): number => (a.id < b.id ? -1 : 1);
const amendedIn = async (log: EventLog, timeline = "canon"): Promise<Amended> =>
  applyAmendments(await readTimeline(log, timeline, { catalogue }), catalogue);
const eventsIn = async (log: EventLog, timeline?: string): Promise<ChronicleEvent[]> =>
  (await amendedIn(log, timeline)).events.map(withoutRecorded).sort(byId);
async function eventsOf(loaded: LoadedCanon, timeline = "canon"): Promise<ChronicleEvent[]> {
  const { recorded } = await chronicleOf(loaded, { timeline });
  return applyAmendments(recorded, catalogue).events.map(withoutRecorded).sort(byId);
}
const changesOf = async (loaded: LoadedCanon, log: EventLog): Promise<string[]> =>
  (await syncCanon(loaded, log)).flatMap(({ changes }) => changes.map(({ kind, target }) => `${kind} ${target}`));

/** One edit of a canon: what a person might do to an event in an editor. */
type Edit = (events: readonly Flat[]) => readonly Flat[];
const edit: fc.Arbitrary<Edit> = fc
  .tuple(
    fc.constantFrom("remove", "title", "untitle", "date", "retype", "retract", "amend", "move"),
    fc.nat(),
    fc.nat(9),
  )
  .map(([what, at, n]): Edit => {
    return (events) => {
      const index = at % Math.max(1, events.length);
      const event = events[index];
      if (event === undefined) return events;
      const { title: _title, ...untitled } = event;
      const isAmendment = event["type"] === "EventRetracted" || event["type"] === "EventAmended";
      const target = event["id"];
      const rest = events.filter((_, i) => i !== index);
      const id = `edit-${n}`;
      const others = events.filter((other) => other["id"] !== id);
      if (what === "remove") return rest;
      if (what === "move") return [...rest, event];
      if (what === "retract" && target !== id)
        return [...others, { id, type: "EventRetracted", target, reason: "because" }];
      if (isAmendment) return events;
      if (what === "amend" && target !== id)
        return [...others, { id, type: "EventAmended", target, set: { title: `amended ${n}` }, reason: "because" }];
      if (what === "title") return events.with(index, { ...event, title: `title ${n}` });
      if (what === "untitle") return events.with(index, untitled);
      if (what === "date") return events.with(index, { ...event, at: 2000 + n });
      return events.with(index, {
        id: target,
        type: n < 5 ? "Noted" : "Unheard",
        at: 2001,
        about: "alpha",
        title: "retyped",
      });
    };
  });

/** A canon, and how it looks after each time that somebody worked on it. */
const drafts: fc.Arbitrary<readonly (readonly Flat[])[]> = fc
  .tuple(histories, fc.array(fc.array(edit, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 }))
  .map(([first, sessions]) => {
    const all = [first];
    for (const edits of sessions) all.push(edits.reduce((events, change) => change(events), all.at(-1) ?? first));
    // A canon that was there before comes back: everything that was undone is done again.
    return [...all, first];
  });

describe("sync", () => {
  test("after each, the log resolves to what the files say, and there is nothing left to sync", async () => {
    await fc.assert(
      fc.asyncProperty(drafts, async (canons) => {
        const log = newLog();
        for (const canon of canons) {
          const loaded = ndjson(canon);
          if (loaded.timelines[0]?.events.length === 0) continue;
          await syncCanon(loaded, log);
          expect(await eventsIn(log)).toEqual(await eventsOf(loaded));
          expect(await changesOf(loaded, log)).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  });

  test("finds what an import recorded, amendments among it, and changes nothing", async () => {
    await fc.assert(
      fc.asyncProperty(drafts, async (canons) => {
        for (const canon of canons) {
          const log = newLog();
          await importCanon(ndjson(canon), log);
          expect(await changesOf(ndjson(canon), log)).toEqual([]);
        }
      }),
      { numRuns: 50 },
    );
  });

  const A = "{ id: a, type: Noted, at: 2001, about: x }";
  const B = "{ id: b, type: Noted, at: 2002, about: x }";
  const canon = (...events: string[]) => yaml(`events: [${events.join(", ")}]`);

  test("adds, amends field by field, retracts and restores, each with a reason", async () => {
    const log = newLog();
    expect(await changesOf(canon(A, B), log)).toEqual(["add a", "add b"]);
    const [synced] = await syncCanon(canon("{ id: a, type: Noted, at: 2003, about: x, title: A }"), log);
    expect(synced?.changes).toMatchObject([
      {
        kind: "amend",
        target: "a",
        before: { at: 2001 },
        event: { id: "amend-a", data: { target: "a", set: { at: 2003, title: "A" }, reason: expect.any(String) } },
      },
      { kind: "retract", target: "b", event: { id: "retract-b", data: { target: "b", reason: expect.any(String) } } },
    ]);
    const [undone] = await syncCanon(canon(A, B), log, { reason: "The first draft was better." });
    expect(undone?.changes.map(({ event }) => event)).toMatchObject([
      { id: "amend-a-2", data: { set: { at: 2001, title: null }, reason: "The first draft was better." } },
      { type: "EventRetracted", data: { target: "retract-b" } },
    ]);
    expect(await eventsIn(log)).toEqual(await eventsOf(canon(A, B)));
  });

  test("a retraction in a file is one in the log, with its reason, and dates by it stay", async () => {
    const loaded = yaml(
      `events: [${A}, { id: b, type: Noted, at: { after: a }, about: x }]\nretract: [{ event: a, reason: it never was }]`,
    );
    const log = newLog();
    expect(await changesOf(loaded, log)).toEqual(["add a", "add b", "retract a"]);
    const { retracted } = await amendedIn(log);
    expect(retracted.get("a")?.retraction).toEqual({ by: "retract-a", reason: "it never was" });
  });

  test("a branch file forks, and says what differs; canon is not its business", async () => {
    const log = newLog();
    const branch = "branch: { name: what-if/x, of: canon }\nretract: [{ event: b, reason: what if not }]";
    await syncCanon(canon(A, B), log);
    expect(await changesOf(yaml(branch), log)).toEqual(["retract b"]);
    expect(await log.timeline("what-if/x")).toEqual({
      name: "what-if/x",
      head: 3,
      branch: { parent: "canon", sequence: 2 },
    });
    expect((await eventsIn(log)).map(({ id }) => id)).toEqual(["a", "b"]);
    expect((await eventsIn(log, "what-if/x")).map(({ id }) => id)).toEqual(["a"]);
    expect(await changesOf(yaml(branch), log)).toEqual([]);
    await syncCanon(canon(A, B, "{ id: c, type: Noted, at: 2003, about: x }"), log);
    expect(await syncCanon(yaml(branch), log)).toMatchObject([{ changes: [], behind: true }]);
  });

  test("a branch with another cut than the log's is refused before anything is appended", async () => {
    const log = newLog();
    const branch = (cut: number) =>
      `branch: { name: what-if/x, of: canon, cut: ${cut} }\nevents: [{ id: c, type: Noted, at: 2003, about: x }]`;
    await syncCanon(yaml(`events: [${A}]`, branch(2001)), log);
    await expect(syncCanon(yaml(`events: [${B}]`, branch(2002)), log)).rejects.toMatchObject({ code: "sync/branch" });
    expect((await log.timeline("canon"))?.head).toBe(1);
  });

  test("files without events are not taken for a canon of which nothing is left", async () => {
    const log = newLog();
    await syncCanon(canon(A), log);
    await expect(syncCanon(yaml("canon: x"), log)).rejects.toMatchObject({ code: "sync/empty" });
  });

  test("an event that takes the id of a recorded amendment is refused", async () => {
    const log = newLog();
    await syncCanon(canon(A, B), log);
    await syncCanon(canon(A), log);
    const taken = canon(A, "{ id: retract-b, type: Noted, at: 2001, about: x }");
    await expect(syncCanon(taken, log)).rejects.toMatchObject({ code: "sync/id-taken" });
  });

  test("recorded times are kept in order: an earlier one counts as the head's", async () => {
    const log = newLog();
    await log.append("canon", [{ id: "z", type: "Noted", version: 1, at: 1999, data: { about: "x" } }], {
      recordedAt: 500,
    });
    const Z = "{ id: z, type: Noted, at: 1999, about: x }";
    const [synced] = await syncCanon(canon(A, B, Z), log, {
      recordedTimes: async (changes) => new Map(changes.map((change) => [change, change.target === "a" ? 700 : 300])),
    });
    expect(synced?.raised).toBe(1);
    const recorded = await readTimeline(log, "canon");
    expect(recorded.map(({ id, recorded: { recordedAt } }) => [id, recordedAt])).toEqual([
      ["z", 500],
      ["b", 500],
      ["a", 700],
    ]);
  });

  test("that broke off goes on when it is run again", async () => {
    const flat = Array.from({ length: 2500 }, (_, i) => ({ id: `e${i}`, type: "Noted", at: 2001, about: "x" }));
    const log = newLog();
    let appends = 0;
    const killed: EventLog = {
      ...log,
      append: (...given) => (++appends > 1 ? Promise.reject(new Error("killed")) : log.append(...given)),
    };
    await expect(syncCanon(ndjson(flat), killed)).rejects.toThrow("killed");
    expect((await log.timeline("canon"))?.head).toBe(1000);
    expect(await changesOf(ndjson(flat), log)).toHaveLength(1500);
    expect((await log.timeline("canon"))?.head).toBe(2500);
  });

  test("somebody else's append meanwhile is a conflict, and nothing is lost", async () => {
    const log = newLog();
    const other: EventLog = {
      ...log,
      read: (...given) => {
        void log.append("canon", [{ id: "z", type: "Noted", version: 1, at: 1999, data: { about: "x" } }]);
        return log.read(...given);
      },
    };
    await syncCanon(canon(A), log);
    await expect(syncCanon(canon(A, B), other)).rejects.toMatchObject({ code: "log/conflict" });
  });

  test("a rehearsal shows the same changes, and appends nothing", async () => {
    const log = newLog();
    const branch = "branch: { name: what-if/x, of: canon }\nretract: [{ event: b, reason: what if not }]";
    await syncCanon(canon(A), log);
    const files = yaml(`events: [${A}, ${B}]`, branch);
    const rehearsed = await syncCanon(files, await rehearsalLog(log, ["canon", "what-if/x"], () => 0));
    expect((await log.timelines()).timelines).toEqual([{ name: "canon", head: 1 }]);
    expect(await syncCanon(files, log)).toEqual(rehearsed);
  });
});

describe("files that know nothing of what was recorded last", () => {
  const note = (n: number, title: string): Flat => ({
    id: `n${n}`,
    type: "Noted",
    at: 2000 + n,
    about: "alpha",
    title,
  });
  const START = [note(1, "one"), note(2, "two"), note(3, "three")];
  /** Syncs each after the other, and says what the last would take back. */
  const taken = async (...states: (readonly Flat[])[]): Promise<string[]> => {
    const log = newLog();
    const last = states.pop() ?? [];
    for (const state of states) await syncCanon(ndjson(state), log);
    const [synced] = await syncCanon(ndjson(last), log);
    return (synced?.takenBack ?? []).map(({ kind, target }) => `${kind} ${target}`);
  };

  test("would take back an amendment, an addition, a retraction or a restoration of theirs", async () => {
    const amended = START.with(2, note(3, "THREE"));
    expect(await taken(START, amended, START.with(0, note(1, "ONE")))).toEqual(["amend n3"]);
    expect(await taken(START, [...START, note(4, "four")], [...START, note(5, "five")])).toEqual(["retract n4"]);
    expect(await taken(START, START.slice(1), START.with(2, note(3, "THREE")))).toEqual(["restore n1"]);
    expect(await taken(START, amended, amended.with(0, note(1, "ONE")), START)).toEqual(["amend n1", "amend n3"]);
  });

  test("would set fields otherwise, where something else shows that they do not know of it", async () => {
    const theirs = START.with(0, note(1, "ONE")).with(2, note(3, "THREE"));
    expect(await taken(START, theirs, START.with(2, note(3, "tre")))).toEqual(["amend n1", "amend n3"]);
    expect(await taken(START, theirs, START.with(2, note(3, "tre")).with(1, note(2, "due")))).toEqual([
      "amend n1",
      "amend n3",
    ]);
    expect(await taken(START, theirs, theirs.with(2, note(3, "tre")))).toEqual([]);
  });

  test("are not those in which work went on", async () => {
    const amended = START.with(2, note(3, "THREE"));
    const more = [...amended, note(4, "four")];
    for (const next of [
      more.with(2, note(3, "3")),
      more.with(0, note(1, "ONE")),
      more.slice(1),
      more.slice(0, 2).concat(note(4, "four")),
      // Back to what it was, by somebody who has seen what came later.
      [...START, note(4, "four")],
    ])
      expect(await taken(START, amended, more, next)).toEqual([]);
    // The one field that the last sync changed, changed again.
    expect(await taken(START, amended, START.with(2, note(3, "tre")))).toEqual([]);
    expect(await taken(START, START.slice(1), START.slice(2))).toEqual([]);
  });

  test("are told from those that lack the last of many times that one sync recorded", async () => {
    const timed = START.map((one, i) => ({ ...one, recorded: { at: i * 1000 } }));
    expect(await taken(timed, timed.slice(0, 2))).toEqual([]);
  });

  test("are refused where that is asked for, and nothing is appended", async () => {
    const log = newLog();
    await syncCanon(ndjson(START), log);
    await syncCanon(ndjson(START.with(2, note(3, "THREE"))), log);
    const older = ndjson(START.with(0, note(1, "ONE")));
    await expect(syncCanon(older, log, { refuseTakingBack: true })).rejects.toMatchObject({
      code: "log/conflict",
      message: expect.stringContaining('n3 would change `title` from "THREE" to "three"'),
    });
    expect((await log.timeline("canon"))?.head).toBe(4);
    await syncCanon(older, log);
    expect((await log.timeline("canon"))?.head).toBe(6);
  });
});
