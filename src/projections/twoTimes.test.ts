import { describe, expect, test } from "vitest";
import { type Flat, parseEvents, WORLD } from "../../test/support/chronicles.ts";
import { forkTimeline } from "../timelines/operations.ts";
import { memoryLog } from "../log/memory.ts";
import { readChronicle } from "../timelines/readTimeline.ts";
import { bindChronicle } from "./bindChronicle.ts";
import { openLog } from "./openLog.ts";

const MARCH = Date.UTC(2026, 2, 1);
const JUNE = Date.UTC(2026, 5, 1);

const losesHulls = (id: string, at: string, factor: number): Flat => ({
  id,
  type: "ForceReduced",
  at,
  faction: "alpha",
  component: "hulls",
  factor,
});

/** In March: a loss in 2010. In June: that it was larger, and an earlier one in 2005. */
async function logOf() {
  let now = MARCH;
  const log = memoryLog({ now: () => now });
  await log.append("canon", parseEvents([...WORLD, losesHulls("late-loss", "2010", 0.5)]));
  await forkTimeline(log, "what-if");
  now = JUNE;
  const larger = {
    id: "amend",
    type: "EventAmended",
    target: "late-loss",
    set: { factor: 0.1 },
    reason: "It was worse.",
  };
  await log.append("canon", parseEvents([larger, losesHulls("early-loss", "2005", 0.8)]));
  await log.append("what-if", parseEvents([losesHulls("branch-loss", "2005", 0.3)]));
  return log;
}

const hulls = (world: { power: Readonly<Record<string, { components: { hulls: number } }>> }): number =>
  Math.round(10_000 * (world.power["alpha"]?.components.hulls ?? 0)) / 10_000;

describe("history has two times: when it happened, and when it was written", () => {
  const corners: readonly [string, string, number, string, number][] = [
    ["what we said in March of 2006", "canon", MARCH, "2006", 10],
    ["what we said in March of 2012", "canon", MARCH, "2012", 5],
    ["what we say now of 2006", "canon", JUNE, "2006", 8],
    ["what we say now of 2012", "canon", JUNE, "2012", 0.8],
    ["what the branch said in March of 2012", "what-if", MARCH, "2012", 5],
    ["what the branch says now of 2006", "what-if", JUNE, "2006", 3],
    ["what the branch says now of 2012, without what its parent said since", "what-if", JUNE, "2012", 1.5],
  ];

  test.each(corners)("%s, from pages", async (_, timeline, instant, occurred, expected) => {
    const history = await openLog(await logOf(), { timeline, recorded: { instant } });
    expect(hulls(history.worldAt({ occurred }))).toBe(expected);
  });

  test.each(corners)("%s, from a chronicle in memory", async (_, timeline, instant, occurred, expected) => {
    const chronicle = bindChronicle(await readChronicle(await logOf(), timeline));
    expect(hulls(chronicle.worldAt({ occurred, recorded: { instant } }))).toBe(expected);
  });

  test("before anything was written there was nothing", async () => {
    const history = await openLog(await logOf(), { recorded: { instant: MARCH - 1 } });
    expect(history.events.length).toBe(0);
  });
});
