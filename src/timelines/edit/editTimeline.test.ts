import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseEvents, type Flat } from "../../../test/support/chronicles.ts";
import { wovenHistories } from "../../../test/support/wovenHistories.ts";
import type { EventLog } from "../../log/eventLog.ts";
import { memoryLog } from "../../log/memory.ts";
import { forkTimeline, protectTimeline } from "../operations.ts";
import { openChronicle } from "../pages/openChronicle.ts";
import type { Edit } from "./edit.ts";
import { editTimeline } from "./editTimeline.ts";

const CANON: readonly Flat[] = [
  { id: "war", type: "ConflictBegun", at: "2380", conflict: "war", name: "War", sides: ["breen", "cardassia"] },
  { id: "peace", type: "ConflictEnded", at: { after: "war", before: "2386" }, conflict: "war" },
  { id: "gor", type: "DomoReplaced", at: { after: "peace" }, placed: "2387", successor: "gor" },
  { id: "late", type: "Noted", at: "2390", about: "gor" },
];

async function logOf(events: readonly Flat[] = CANON): Promise<EventLog> {
  let now = 0;
  const log = memoryLog({ now: () => (now += 1000) });
  for (const event of parseEvents(events)) await log.append("canon", [event]);
  return log;
}

async function branchOf(events?: readonly Flat[]): Promise<EventLog> {
  const log = await logOf(events);
  await forkTimeline(log, "what-if");
  return log;
}

const edit = async (log: EventLog, one: Edit) => editTimeline(log, "what-if", one);
const retract = (event: string): Edit => ({ kind: "retract", event, reason: "What if not?" });
const ids = async (log: EventLog, timeline = "what-if"): Promise<string[]> =>
  [...(await openChronicle(log, { timeline })).events].map(({ id }) => id);
const said = async (log: EventLog, id: string) => (await openChronicle(log, { timeline: "what-if" })).event(id);
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "nothing",
    (error: { code: string; message: string; help: string }) => `${error.code}: ${error.message} ${error.help}`,
  );

describe("an edit", () => {
  test("changes one timeline, and no other", async () => {
    const log = await branchOf();
    const { head, touched } = await edit(log, retract("gor"));
    expect([head, touched]).toEqual([5, ["gor"]]);
    expect(await ids(log)).toEqual(["war", "peace", "late"]);
    expect(await ids(log, "canon")).toEqual(["war", "peace", "gor", "late"]);
  });

  test("amends any field, and takes fields away", async () => {
    const log = await branchOf();
    await edit(log, {
      kind: "amend",
      event: "war",
      set: { title: "The war", name: null, sides: ["a", "b"] },
      reason: "r",
    });
    expect(await said(log, "war")).toMatchObject({ title: "The war", data: { conflict: "war", sides: ["a", "b"] } });
    expect((await said(log, "war"))?.data).not.toHaveProperty("name");
  });

  test("gives a hint back that was amended away", async () => {
    const log = await branchOf();
    for (const placed of ["2388", "2387", null, "2387"])
      await edit(log, { kind: "amend", event: "gor", set: { placed }, reason: "r" });
    const again = edit(log, { kind: "amend", event: "gor", set: { placed: "2387" }, reason: "r" });
    expect(await codeOf(again)).toMatch(/^edit\/no-change/);
  });

  test("moves an event, and what hangs on it", async () => {
    const log = await branchOf();
    await edit(log, { kind: "move", event: "peace", at: "2395", reason: "r" });
    expect(await ids(log)).toEqual(["war", "late", "peace", "gor"]);
  });

  test("adds an event", async () => {
    const log = await branchOf();
    const { events } = await edit(log, { kind: "add", fields: { type: "Noted", at: "2385", about: "x" } });
    expect(await ids(log)).toContain(events[0]?.id);
  });

  test("has a stable id by which it is known elsewhere", async () => {
    const log = await branchOf();
    const { events } = await edit(log, retract("gor"));
    expect(events[0]?.change).toMatch(/^[a-z0-9]{21}$/);
  });

  test("can be tried: nothing is recorded, and what would be is seen", async () => {
    const log = await branchOf();
    const { after, before, head } = await editTimeline(log, "what-if", retract("gor"), { dryRun: true });
    expect([before.event("gor")?.id, after.event("gor"), head]).toEqual(["gor", undefined, 4]);
    expect(await ids(log)).toContain("gor");
  });
});

describe("undo", () => {
  test("takes back the last edit, then the one before", async () => {
    const log = await branchOf();
    await edit(log, { kind: "amend", event: "gor", set: { title: "t" }, reason: "r" });
    await edit(log, retract("gor"));
    await edit(log, { kind: "undo" });
    expect((await said(log, "gor"))?.title).toBe("t");
    await edit(log, { kind: "undo" });
    expect((await said(log, "gor"))?.title).toBeUndefined();
    expect(await codeOf(edit(log, { kind: "undo" }))).toMatch(/^edit\/nothing-to-undo/);
  });

  test("of an undo does it again", async () => {
    const log = await branchOf();
    await edit(log, retract("gor"));
    const undo = await edit(log, { kind: "undo" });
    await edit(log, { kind: "undo", event: undo.events[0]?.id ?? "" });
    expect(await ids(log)).not.toContain("gor");
  });

  test("takes back what a parent recorded, by its id", async () => {
    const log = await logOf([...CANON, { id: "r", type: "EventRetracted", target: "gor", reason: "x" }]);
    await forkTimeline(log, "what-if");
    await edit(log, { kind: "undo", event: "r" });
    expect(await ids(log)).toContain("gor");
    expect(await ids(log, "canon")).not.toContain("gor");
  });

  test("gives back the history as it was, whatever was done", async () => {
    await fc.assert(
      fc.asyncProperty(wovenHistories, fc.nat(), fc.boolean(), async (events, n, isRetraction) => {
        const log = await branchOf(events);
        const before = await openChronicle(log, { timeline: "what-if" });
        const target = before.events.at(n % Math.max(1, before.events.length));
        fc.pre(target !== undefined && before.impossible.length === 0);
        if (target === undefined) return;
        const one: Edit = isRetraction
          ? retract(target.id)
          : { kind: "amend", event: target.id, set: { title: "another" }, reason: "r" };
        await edit(log, one);
        await edit(log, { kind: "undo" });
        const after = await openChronicle(log, { timeline: "what-if" });
        expect([...after.events]).toEqual([...before.events]);
      }),
      { numRuns: 100 },
    );
  });
});

describe("what cannot be done is refused, and nothing is recorded", () => {
  const cases: readonly [string, Edit, RegExp][] = [
    [
      "an event that is not there",
      retract("gorr"),
      /^edit\/unknown-event: what-if has no event gorr\. Did you mean gor\?/,
    ],
    ["an id as a field", { kind: "amend", event: "gor", set: { id: "x" }, reason: "r" }, /^edit\/invalid: The id/],
    [
      "a field that the type has not",
      { kind: "amend", event: "gor", set: { successr: "x" }, reason: "r" },
      /did you mean `successor`/,
    ],
    ["a date that cannot be read", { kind: "move", event: "gor", at: "once", reason: "r" }, /^edit\/invalid/],
    [
      "what it says already",
      { kind: "amend", event: "gor", set: { successor: "gor" }, reason: "r" },
      /^edit\/no-change/,
    ],
    [
      "an id that is taken",
      { kind: "add", fields: { id: "gor", type: "Noted", at: "2385", about: "x" } },
      /^edit\/id-taken/,
    ],
    [
      "dates that cannot all hold",
      { kind: "move", event: "peace", at: { after: "gor" }, reason: "r" },
      /^edit\/impossible-dates: .*gor/,
    ],
  ];
  test.each(cases)("%s", async (_, one, message) => {
    const log = await branchOf();
    expect(await codeOf(edit(log, one))).toMatch(message);
    expect((await log.timeline("what-if"))?.head).toBe(4);
  });

  test("retracting twice, with how to bring it back", async () => {
    const log = await branchOf();
    await edit(log, retract("gor"));
    const help =
      /^edit\/already-retracted: .*by retract-gor: What if not\? .*valoris timeline undo retract-gor --timeline what-if/;
    expect(await codeOf(edit(log, retract("gor")))).toMatch(help);
    expect(await codeOf(edit(log, { kind: "amend", event: "gor", set: { title: "t" }, reason: "r" }))).toMatch(
      /^edit\/retracted/,
    );
  });

  test("an amendment of an amendment", async () => {
    const log = await branchOf();
    await edit(log, { kind: "amend", event: "gor", set: { title: "t" }, reason: "r" });
    expect(await codeOf(edit(log, { kind: "amend", event: "amend-gor", set: { title: "t" }, reason: "r" }))).toMatch(
      /^edit\/amendment/,
    );
  });

  test("what the branch cannot see, with the reason", async () => {
    const log = await logOf();
    await forkTimeline(log, "what-if", { sequence: 3 });
    expect(await codeOf(edit(log, retract("late")))).toMatch(
      /branched off at canon@3, and late was recorded after that \(@4\)/,
    );
    await forkTimeline(log, "cut", { cut: Date.UTC(2388, 0, 1) });
    expect(await codeOf(editTimeline(log, "cut", retract("late")))).toMatch(
      /is cut at 2388-01-01, and late happens after that/,
    );
  });

  test("canon, which is protected, unless it is forced", async () => {
    const log = await logOf();
    expect(await codeOf(editTimeline(log, "canon", retract("gor")))).toMatch(/^timeline\/protected: .*--force-canon/);
    await editTimeline(log, "canon", retract("gor"), { force: true });
    await protectTimeline(log, "canon", false);
    await editTimeline(log, "canon", retract("late"));
    expect(await ids(log, "canon")).toEqual(["war", "peace"]);
  });

  test("an edit of what somebody else changed meanwhile: one wins, the other is told", async () => {
    const log = await branchOf();
    const results = await Promise.all([codeOf(edit(log, retract("gor"))), codeOf(edit(log, retract("late")))]);
    const [told, won] = results.toSorted();
    expect(won).toBe("nothing");
    expect(told).toMatch(/^edit\/conflict: .*was at 4, and is at 5.*valoris timeline log what-if.*run it again/);
    expect(await ids(log)).toEqual(results[0] === "nothing" ? ["war", "peace", "late"] : ["war", "peace", "gor"]);
  });
});
