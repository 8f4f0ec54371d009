import { expect, test } from "vitest";
import { parseEvents } from "../../test/support/chronicles.ts";
import { memoryLog } from "../log/memory.ts";
import { type ChronicleUpdate, followChronicle } from "./followChronicle.ts";

const noted = (id: string, at: number) => parseEvents([{ id, type: "Noted", at, about: "x" }]);
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));

test("a late entry about the past says from when on history is another; one at the end does not", async () => {
  const log = memoryLog({ now: () => 0 });
  await log.append("canon", [...noted("a", 2001), ...noted("b", 2003)]);
  const updates: ChronicleUpdate[] = [];
  followChronicle(log, "canon").subscribe((update) => updates.push(update));
  await settled();
  await log.append("canon", noted("c", 2005));
  await log.append("canon", noted("late", 2002));
  await settled();

  expect(updates.map(({ chronicle }) => chronicle.events.map(({ id }) => id))).toEqual([
    ["a", "b"],
    ["a", "b", "c"],
    ["a", "late", "b", "c"],
  ]);
  const [first, appended, late] = updates;
  expect(first).not.toHaveProperty("since");
  expect(appended).not.toHaveProperty("since");
  expect(late?.since).toBe(late?.chronicle.event("late")?.placed);
});

test("a retraction rolls back to what it took away; an amendment, to what it changed", async () => {
  const log = memoryLog({ now: () => 0 });
  await log.append("canon", [...noted("a", 2001), ...noted("b", 2003)]);
  const updates: ChronicleUpdate[] = [];
  followChronicle(log, "canon").subscribe((update) => updates.push(update));
  await settled();
  await log.append(
    "canon",
    parseEvents([{ id: "m", type: "EventAmended", target: "b", set: { title: "new" }, reason: "r" }]),
  );
  await log.append("canon", parseEvents([{ id: "r", type: "EventRetracted", target: "a", reason: "r" }]));
  await settled();
  const [before, amended, retracted] = updates;
  expect(amended?.since).toBe(before?.chronicle.event("b")?.placed);
  expect(retracted?.since).toBe(before?.chronicle.event("a")?.placed);
});

test("of a timeline that is not there yet, it is empty until it is; a branch then sees what it sees", async () => {
  const log = memoryLog({ now: () => 0 });
  const updates: string[][] = [];
  const follow = (timeline: string) =>
    followChronicle(log, timeline).subscribe(({ chronicle }) => updates.push(chronicle.events.map(({ id }) => id)));
  follow("canon");
  await settled();
  await log.append("canon", noted("a", 2001));
  await settled();
  await log.append("canon", noted("b", 2003));
  await settled();
  expect(updates.splice(0)).toEqual([[], ["a"], ["a", "b"]]);

  follow("what-if");
  await settled();
  await log.fork("what-if", "canon", { cut: Date.UTC(2002, 0, 1) });
  await settled();
  await log.append("what-if", noted("c", 2004));
  await settled();
  expect(updates).toEqual([[], ["a"], ["a", "c"]]);
});
