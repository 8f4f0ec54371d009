import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Flat, parseEvents } from "../../test/support/chronicles.ts";
import { wovenHistories } from "../../test/support/wovenHistories.ts";
import { memoryLog } from "../log/memory.ts";
import { diffChronicles, type ChronicleDiff } from "./diff.ts";
import type { Edit } from "./edit/edit.ts";
import { editTimeline } from "./edit/editTimeline.ts";
import type { Chronicle } from "./chronicle.ts";
import { forkTimeline } from "./operations.ts";
import { openChronicle } from "./pages/openChronicle.ts";
import { readChronicle } from "./readTimeline.ts";
import type { ResolvedEvent } from "./resolvedEvent.ts";

const CANON: readonly Flat[] = [
  { id: "war", type: "ConflictBegun", at: "2380", conflict: "war", name: "War", sides: ["breen", "cardassia"] },
  { id: "peace", type: "ConflictEnded", at: "2385", conflict: "war" },
  { id: "gor", type: "DomoReplaced", at: { after: "peace", atMost: "P1Y" }, successor: "gor" },
  { id: "late", type: "Noted", at: "2390", about: "gor" },
];

async function branched(
  events: readonly Flat[],
  edits: readonly Edit[],
  pageSize?: number,
): Promise<[Chronicle, Chronicle]> {
  const log = memoryLog({ now: () => 0 });
  await log.append("canon", parseEvents(events));
  await forkTimeline(log, "what-if");
  for (const edit of edits) await editTimeline(log, "what-if", edit);
  if (pageSize === undefined) return [await readChronicle(log), await readChronicle(log, "what-if")];
  return [await openChronicle(log, { pageSize }), await openChronicle(log, { timeline: "what-if", pageSize })];
}

const brief = ({ onlyInA, onlyInB, altered, moved }: ChronicleDiff) => ({
  onlyInA: onlyInA.map(({ event, retraction }) => `${event.id}: ${retraction?.reason ?? ""}`),
  onlyInB: onlyInB.map(({ event }) => event.id),
  altered: altered.map(({ id, fields, amendments }) => [id, fields, amendments.map(({ reason }) => reason)]),
  moved: moved.map(({ id }) => id),
});

describe("the difference of a branch and what it branches from", () => {
  test("is nothing where nothing was changed", async () => {
    expect(brief(diffChronicles(...(await branched(CANON, []))))).toEqual({
      onlyInA: [],
      onlyInB: [],
      altered: [],
      moved: [],
    });
  });

  test("is what was retracted, added and altered, with the reasons, and what moved with it", async () => {
    const edits: Edit[] = [
      { kind: "retract", event: "late", reason: "Never." },
      { kind: "add", fields: { id: "new", type: "Noted", at: "2391", about: "x" } },
      { kind: "amend", event: "war", set: { name: null, title: "The war" }, reason: "Better so." },
      { kind: "move", event: "peace", at: "2387", reason: "Later." },
    ];
    for (const pageSize of [undefined, 1, 3])
      expect(brief(diffChronicles(...(await branched(CANON, edits, pageSize))))).toEqual({
        onlyInA: ["late: Never."],
        onlyInB: ["new"],
        altered: [
          ["war", { name: { a: "War", b: undefined }, title: { a: undefined, b: "The war" } }, ["Better so."]],
          ["peace", { at: { a: "2385", b: "2387" } }, ["Later."]],
        ],
        moved: ["gor"],
      });
  });

  test("does not look at how and where an event was recorded", async () => {
    const one = memoryLog({ now: () => 0 });
    await one.append("canon", parseEvents(CANON));
    const other = memoryLog({ now: () => 5 });
    for (const event of parseEvents(CANON)) await other.append("draft", [{ ...event, change: "x" }]);
    const diff = diffChronicles(await openChronicle(one), await openChronicle(other, { timeline: "draft" }));
    expect(brief(diff)).toEqual({ onlyInA: [], onlyInB: [], altered: [], moved: [] });
  });

  test("has moved an event that somebody learned of at another time", async () => {
    const told: Flat = { id: "told", type: "Noted", at: "2381", about: "x" };
    const known = [{ who: "starfleet", from: { with: "told" } }];
    const secret: Flat = { id: "secret", type: "Noted", at: "2380", about: "x", known };
    for (const pageSize of [undefined, 1]) {
      const move: Edit = { kind: "move", event: "told", at: "2389", reason: "Later." };
      expect(brief(diffChronicles(...(await branched([told, secret], [move], pageSize)))).moved).toEqual(["secret"]);
    }
  });

  test("tells events apart that share a part of their data", async () => {
    const log = memoryLog({ now: () => 0 });
    const data = { about: "x" };
    for (const [timeline, title] of [
      ["canon", "One"],
      ["draft", "Two"],
    ] as const)
      await log.append(timeline, [{ id: "n", type: "Noted", version: 1, at: "2380", title, data }]);
    expect(brief(diffChronicles(await readChronicle(log), await readChronicle(log, "draft"))).altered).toEqual([
      ["n", { title: { a: "One", b: "Two" } }, []],
    ]);
  });

  test("applied to the one gives the other, whatever was changed, in memory and in pages", async () => {
    const edit = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1990, max: 2010 }));
    await fc.assert(
      fc.asyncProperty(wovenHistories, fc.array(edit, { maxLength: 6 }), async (events, drawn) => {
        const log = memoryLog({ now: () => 0 });
        await log.append("canon", parseEvents(events));
        await forkTimeline(log, "what-if");
        for (const [n, kind, year] of drawn) {
          const { id } = (await openChronicle(log, { timeline: "what-if" })).events.at(n % events.length) ?? {
            id: "none",
          };
          const edits: readonly Edit[] = [
            { kind: "retract", event: id, reason: "r" },
            { kind: "amend", event: id, set: { title: `t${year}` }, reason: "r" },
            { kind: "move", event: id, at: String(year), reason: "r" },
            { kind: "add", fields: { id: `n${n}-${year}`, type: "Noted", at: String(year), about: "x" } },
          ];
          const chosen = edits[kind];
          // What a branch refuses, it does not have.
          if (chosen !== undefined) await editTimeline(log, "what-if", chosen).catch(() => {});
        }
        for (const pageSize of [undefined, 4]) {
          const read = (timeline: string) =>
            pageSize === undefined ? readChronicle(log, timeline) : openChronicle(log, { timeline, pageSize });
          const [a, b] = [await read("canon"), await read("what-if")];
          expect(said(apply(a, diffChronicles(a, b)))).toEqual(said([...b.events]));
          expect(brief(diffChronicles(b, b))).toEqual({ onlyInA: [], onlyInB: [], altered: [], moved: [] });
        }
      }),
      { numRuns: 60 },
    );
  });
});

function apply(a: Chronicle, { onlyInA, onlyInB, altered, moved }: ChronicleDiff): ResolvedEvent[] {
  const events = new Map([...a.events].map((event) => [event.id, event]));
  for (const { event } of onlyInA) events.delete(event.id);
  for (const { event } of onlyInB) events.set(event.id, event);
  for (const { id, b } of [...altered, ...moved]) events.set(id, b);
  return [...events.values()];
}

const said = (events: readonly ResolvedEvent[]): string[] =>
  events
    .map(({ id, type, data, at, title, placed, occurred, learned }) =>
      JSON.stringify([id, type, data, at, title, placed, occurred, learned]),
    )
    .sort();
