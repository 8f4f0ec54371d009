import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
  type AppendOptions,
  catalogue,
  type Catalogue,
  defineEvent,
  type EventLog,
  event,
  type NewEvent,
} from "../../src/index.ts";

const noted = (id: string, about = "x"): NewEvent => event("Noted", { id, at: 2001, about });
const died = (fields: object): NewEvent =>
  ({ id: "x", type: "PersonDied", version: 1, at: "2200", data: { person: "gor" }, ...fields }) as NewEvent;
const amended = (id: string, target: string, set: Record<string, unknown>): NewEvent =>
  event("EventAmended", { id, target, set, reason: "r" });

async function idsIn(log: EventLog, timeline = "canon"): Promise<string[]> {
  const ids: string[] = [];
  for await (const { events } of log.read(timeline)) for (const { id } of events) ids.push(id);
  return ids;
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "taken",
    (error: { readonly code?: string }) => error.code ?? String(error),
  );

/** What every adapter lets in, and what it refuses. `open` makes an empty log. */
export function doorConformance(open: (options?: { now?: () => number; catalogue?: Catalogue }) => EventLog): void {
  async function logOf(...ids: string[]): Promise<EventLog> {
    const log = open();
    for (const id of ids) await log.append("canon", [noted(id)]);
    return log;
  }

  describe("an event is let in as one of a file is", () => {
    const endless: Record<string, unknown> = {};
    endless["in"] = endless;
    test.each<[string, NewEvent | null, string]>([
      ["with a date that is none", died({ at: "22x0" }), "event/invalid"],
      ["without a date", died({ at: undefined }), "event/invalid"],
      ["with a field that its type has not", died({ data: { persn: "gor" } }), "event/invalid"],
      ["without a field that its type has", died({ data: {} }), "event/invalid"],
      ["of a type that is nearly one", died({ type: "PersonDies" }), "event/unknown-type"],
      ["of a version that is not there yet", died({ version: 9 }), "event/invalid"],
      ["of no version", died({ version: 0 }), "event/invalid"],
      ["without data", died({ data: undefined }), "event/invalid"],
      ["with its date among the data", died({ data: { person: "gor", at: "2300" } }), "event/invalid"],
      ["with its data beside it", died({ data: {}, person: "gor" }), "event/invalid"],
      ["that is none", null, "event/invalid"],
      ["with an endless id", died({ id: "x".repeat(201) }), "event/invalid"],
      ["with a stardate of another era", died({ at: { stardate: "1312.4" } }), "event/invalid"],
      [
        "of an unknown type, with a number that is none",
        died({ type: "Unheard", data: { of: [Number.NaN] } }),
        "event/invalid",
      ],
      [
        "of an unknown type, with what no file could hold",
        died({ type: "Unheard", data: { at1: new Date(0) } }),
        "event/invalid",
      ],
      ["of an unknown type, with what holds itself", died({ type: "Unheard", data: endless }), "event/invalid"],
      [
        "with a claim that cannot be",
        event("ReportFiled", {
          id: "x",
          at: 2001,
          report: "r",
          by: "s",
          reliability: "high",
          claim: { type: "PersonDied", persn: "gor" },
        }),
        "event/invalid",
      ],
      ["that sets a date that is none", amended("x", "a", { at: "22x0" }), "event/invalid"],
      ["that sets a field that its target has not", amended("x", "a", { abuot: "y" }), "event/invalid"],
      ["that takes away what its target needs", amended("x", "a", { about: null }), "event/invalid"],
      ["that sets an id", amended("x", "a", { id: "b" }), "event/invalid"],
    ])("and not %s", async (_, wrong, code) => {
      const log = await logOf("a");
      expect(await codeOf(log.append("canon", [noted("b"), wrong as NewEvent]))).toBe(code);
      expect(await codeOf(log.append("other", [wrong as NewEvent, noted("b")]))).toBe(
        code === "event/invalid" && wrong?.type === "EventAmended" ? "taken" : code,
      );
      expect(await idsIn(log)).toEqual(["a"]);
    });

    test("and no amendment with a date of its own, whatever it is about", async () => {
      const log = await logOf("a");
      const wrong = { ...amended("x", "a", { title: "b" }), at: 2240 };
      for (const timeline of ["canon", "other"])
        expect(await codeOf(log.append(timeline, [wrong]))).toBe("event/invalid");
      const { data } = event("EventRetracted", { id: "x", target: "a", reason: "r" });
      expect(await codeOf(log.append("canon", [{ id: "x", type: "EventRetracted", at: 2240, data }]))).toBe(
        "event/invalid",
      );
      expect(await idsIn(log)).toEqual(["a"]);
    });

    test("and is recorded as a file's would be, whatever the order of its fields", async () => {
      const flat = { id: "raid", type: "BorderBreached", at: 2388, by: "a", against: "b", systems: ["s"], violence: 3 };
      const parsed = catalogue.parse(flat);
      const log = await logOf();
      const { data, ...envelope } = parsed.kind === "event" ? parsed.event : noted("");
      const turned = { data: Object.fromEntries(Object.entries(data as object).reverse()), ...envelope };
      const [recorded] = (await log.append("canon", [turned])).events;
      expect(JSON.stringify({ ...recorded, recorded: undefined })).toBe(
        JSON.stringify({ ...(parsed.kind === "event" ? parsed.event : {}) }),
      );
    });

    test("of a type that nobody defined, if it is like none; or that the log's catalogue has", async () => {
      const PersonDied2 = defineEvent("PersonDies", { doc: "…", schema: z.strictObject({ who: z.string() }) });
      const log = open({ catalogue: catalogue.extend([PersonDied2]) });
      await log.append("canon", [died({ id: "a", type: "Unheard", data: { of: [{ anything: null }] } })]);
      await log.append("canon", [event(PersonDied2, { id: "b", at: 2001, who: "gor" })]);
      expect(await codeOf(log.append("canon", [died({ id: "c", type: "PersonDies" })]))).toBe("event/invalid");
      expect(await idsIn(log)).toEqual(["a", "b"]);
    });

    test("an amendment, if it may be right after others that give its target another type", async () => {
      const log = await logOf("a");
      await log.append("canon", [amended("to-death", "a", { type: "PersonDied", about: null, person: "x" })]);
      await log.append("canon", [amended("in-battle", "a", { manner: "battle" })]);
      expect(await codeOf(log.append("canon", [amended("when", "a", { at: "22x0" })]))).toBe("event/invalid");
      await log.append("canon", [
        noted("b"),
        amended("later", "b", { at: 2002 }),
        amended("nothing", "nowhere", { at: 1 }),
      ]);
      expect(await idsIn(log)).toHaveLength(6);
    });
  });

  describe("an id that was used", () => {
    test("is nobody else's: in a commit, in a history, in what it branches from; though it was retracted", async () => {
      const log = await logOf("a", "b");
      await log.append("canon", [event("EventRetracted", { id: "no-a", target: "a", reason: "r" })]);
      await log.fork("what-if", "canon", { sequence: 2, cut: Date.UTC(1990, 0, 1) });
      await log.append("canon", [noted("late")]);
      for (const [timeline, ...ids] of [
        ["canon", "a"],
        ["canon", "no-a"],
        ["canon", "c", "c"],
        ["what-if", "b"],
      ] as const)
        expect(
          await codeOf(
            log.append(
              timeline,
              ids.map((id) => noted(id)),
            ),
          ),
        ).toBe("log/event-known");
      // Recorded after the branch left, or elsewhere.
      await log.append("what-if", [noted("late"), noted("no-a")]);
      await log.append("other", [noted("a")]);
      expect(await idsIn(log, "what-if")).toEqual(["a", "b", "late", "no-a"]);
    });

    test("is so in histories of any shape, however they were recorded", async () => {
      const step = fc.record({
        kind: fc.constantFrom("append", "append", "append", "copy", "fork"),
        on: fc.nat(4),
        ids: fc.uniqueArray(fc.nat(12), { minLength: 1, maxLength: 3 }),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
          const log = open();
          const model = new Map<string, string[]>([["canon", []]]);
          await log.append("canon", []);
          for (const { kind, on, ids } of steps) {
            const [name, known] = [...model][on % model.size] ?? ["canon", []];
            const added = ids.map((id) => `e${id}`);
            if (kind === "fork") {
              const sequence = (ids[0] ?? 0) % (known.length + 1);
              await log.fork(`b${model.size}`, name, { sequence });
              model.set(`b${model.size}`, known.slice(0, sequence));
              continue;
            }
            const isNew = !added.some((id) => known.includes(id));
            if (kind === "copy" && !isNew) continue;
            const options: AppendOptions = kind === "copy" ? { unchecked: true } : {};
            const answer = await codeOf(
              log.append(
                name,
                added.map((id) => noted(id)),
                options,
              ),
            );
            expect(answer).toBe(isNew ? "taken" : "log/event-known");
            if (isNew) model.set(name, [...known, ...added]);
          }
          for (const [name, ids] of model) expect(await idsIn(log, name)).toEqual(ids);
          await log.close();
        }),
        { numRuns: 30 },
      );
    });

    test("by a commit is known: on another timeline, or with other events, it is refused", async () => {
      const log = await logOf();
      const once = await log.append("canon", [noted("a")], { commitId: "c1" });
      for (const again of [
        log.append("other", [noted("a")], { commitId: "c1" }),
        log.append("canon", [noted("b")], { commitId: "c1" }),
        log.append("canon", [noted("a", "y")], { commitId: "c1" }),
        log.append("canon", [noted("a"), noted("b")], { commitId: "c1" }),
        log.append("canon", [], { commitId: "c1" }),
      ])
        expect(await codeOf(again)).toBe("log/commit-known");
      const { id, type, at, data } = noted("a");
      expect(await log.append("canon", [{ data, type, id, at } as NewEvent], { commitId: "c1" })).toEqual(once);
      expect(await idsIn(log)).toEqual(["a"]);
      expect(await log.timeline("other")).toBeUndefined();
    });

    test("by a commit is known again, though its events came without ids", async () => {
      const log = await logOf();
      const { id: _id, ...nameless } = noted("");
      const once = await log.append("canon", [nameless, nameless], { commitId: "c1" });
      expect(await log.append("canon", [nameless, nameless], { commitId: "c1" })).toEqual(once);
      expect(new Set(await idsIn(log)).size).toBe(2);
    });
  });

  describe("what is said of a commit", () => {
    test.each<[string, unknown, string]>([
      ["an empty id", { commitId: "" }, "log/commit-id"],
      ["an endless id", { commitId: "x".repeat(5000) }, "log/commit-id"],
      ["an id of two lines", { commitId: "a\nb" }, "log/commit-id"],
      ["an id that is no text", { commitId: 5 }, "log/commit-id"],
      ["no number for its time", { recordedAt: Number.NaN }, "log/recorded-at"],
      ["an endless time", { recordedAt: Number.POSITIVE_INFINITY }, "log/recorded-at"],
      ["half a millisecond", { recordedAt: 1.5 }, "log/recorded-at"],
      ["a time that is no number", { recordedAt: "2026" }, "log/recorded-at"],
      ["a head that is not there", { expected: 5 }, "log/conflict"],
      ["a head that is no number", { expected: Number.NaN }, "log/conflict"],
      ["that there was nothing", { expected: "none" }, "log/conflict"],
    ])("is not %s", async (_, options, code) => {
      const log = await logOf("a");
      expect(await codeOf(log.append("canon", [noted("b")], options as AppendOptions))).toBe(code);
      expect(await codeOf(log.append("canon", [noted("b")], { ...(options as AppendOptions), unchecked: true }))).toBe(
        code,
      );
      expect(await idsIn(log)).toEqual(["a"]);
    });

    test("is not what a broken clock says", async () => {
      const log = open({ now: () => Number.NaN });
      expect(await codeOf(log.append("canon", [noted("a")]))).toBe("log/recorded-at");
      await log.append("canon", [noted("a")], { recordedAt: 5 });
      expect(await idsIn(log)).toEqual(["a"]);
    });

    test("that there is no timeline, holds once", async () => {
      const log = await logOf();
      await log.append("canon", [noted("a")], { expected: "none" });
      expect(await codeOf(log.append("canon", [noted("b")], { expected: "none" }))).toBe("log/conflict");
      await log.append("empty", [], { expected: "none" });
      expect(await codeOf(log.append("empty", [noted("b")], { expected: "none" }))).toBe("log/conflict");
      await log.append("empty", [noted("b")], { expected: 0 });
    });

    test.each([undefined, "", "A", "a\n", "x".repeat(201)])("is not %j as its timeline", async (name) => {
      expect(await codeOf((await logOf()).append(name as string, [noted("a")]))).toBe("log/timeline-name");
    });

    test("what is done to timelines is not said by appending events", async () => {
      expect(await codeOf((await logOf()).append("valoris/operations", [noted("a")]))).toBe("log/timeline-name");
    });
  });

  describe("several changes at once", () => {
    test("are all there", async () => {
      const log = await logOf("a", "b");
      const commits = await log.transact([
        { kind: "fork", timeline: "x", of: "canon", sequence: 1 },
        { kind: "append", timeline: "x", events: [noted("own")], expected: 1, commitId: "c1" },
        { kind: "fork", timeline: "y", of: "x" },
        { kind: "append", timeline: "y", events: [noted("deeper")] },
        { kind: "append", timeline: "x", events: [noted("later")] },
        { kind: "fork", timeline: "z", of: "x", sequence: 2 },
      ]);
      expect(commits.map(({ timeline, sequence }) => [timeline, sequence])).toEqual([
        ["x", 2],
        ["y", 3],
        ["x", 3],
      ]);
      for (const [name, ids] of Object.entries({
        canon: ["a", "b"],
        x: ["a", "own", "later"],
        y: ["a", "own", "deeper"],
        z: ["a", "own"],
      }))
        expect(await idsIn(log, name)).toEqual(ids);
      const { verifyLog } = await import("../../src/index.ts");
      expect((await verifyLog(log)).problems).toEqual([]);
    });

    test.each<[string, Parameters<EventLog["transact"]>[0][number], string]>([
      ["a known id", { kind: "append", timeline: "x", events: [noted("a")] }, "log/event-known"],
      ["an id of the same transaction", { kind: "append", timeline: "x", events: [noted("own")] }, "log/event-known"],
      [
        "a commit of the same transaction",
        { kind: "append", timeline: "canon", events: [noted("n")], commitId: "c1" },
        "log/commit-known",
      ],
      ["another head", { kind: "append", timeline: "canon", events: [noted("n")], expected: 7 }, "log/conflict"],
      ["a name that is taken", { kind: "fork", timeline: "x", of: "canon" }, "log/timeline-exists"],
      ["a parent that is not there", { kind: "fork", timeline: "y", of: "nowhere" }, "log/unknown-timeline"],
      ["a position that is not there", { kind: "fork", timeline: "y", of: "x", sequence: 9 }, "log/position"],
      ["a cut that is no instant", { kind: "fork", timeline: "y", of: "x", cut: Number.NaN }, "log/cut"],
    ])("are none of them there, where the last has %s", async (_, last, code) => {
      const log = await logOf("a");
      const seen: string[] = [];
      const following = log.follow("x").subscribe(({ events }) => seen.push(...events.map(({ id }) => id)));
      const hash = await log.headHash("canon");
      expect(
        await codeOf(
          log.transact([
            { kind: "fork", timeline: "x", of: "canon" },
            { kind: "append", timeline: "x", events: [noted("own")], commitId: "c1" },
            { kind: "append", timeline: "canon", events: [noted("b")] },
            last,
          ]),
        ),
      ).toBe(code);
      expect((await log.timelines()).timelines).toEqual([{ name: "canon", head: 1 }]);
      expect([await idsIn(log), await log.headHash("canon"), seen]).toEqual([["a"], hash, []]);
      await log.append("x", [noted("own")], { commitId: "c1", expected: "none" });
      await log.append("canon", [noted("b")]);
      expect([await idsIn(log), await idsIn(log, "x")]).toEqual([["a", "b"], ["own"]]);
      following.unsubscribe();
    });
  });

  describe("who follows a timeline that is not there yet", () => {
    test.each<[string, (log: EventLog) => Promise<unknown>, string[]]>([
      ["what is appended to it first", (log) => log.append("new", [noted("n")]), ["n"]],
      ["what a fork takes over", (log) => log.fork("new", "canon"), ["a", "b"]],
      [
        "what a fork takes over, and begins with",
        (log) =>
          log.transact([
            { kind: "fork", timeline: "new", of: "canon", sequence: 1 },
            { kind: "append", timeline: "new", events: [noted("n")] },
          ]),
        ["a", "n"],
      ],
    ])("gets %s", async (_, make, ids) => {
      const log = await logOf("a", "b");
      const seen: string[] = [];
      log.follow("new").subscribe(({ events }) => seen.push(...events.map(({ id }) => id)));
      await log.append("canon", [noted("late")]).then(() => make(log));
      const wanted = ids.at(-1) === "b" ? [...ids, "late"] : ids;
      for (let i = 0; i < 1000 && seen.length < wanted.length; i++) await new Promise((done) => setTimeout(done, 5));
      expect(seen).toEqual(wanted);
      await log.close();
    });

    test("is told if it can never be", async () => {
      const log = await logOf();
      const refused = new Promise((resolve) => log.follow("No Name").subscribe({ error: resolve }));
      expect(await refused).toMatchObject({ code: "log/timeline-name" });
    });
  });
}
