import { lastValueFrom, toArray } from "rxjs";
import { describe, expect, test } from "vitest";
import { memoryCache } from "../../log/derivedCache.ts";
import { canonOfTwo, type Told } from "../../../test/support/simulated.ts";
import { channels } from "../channels/channels.ts";
import { type Channel, defineChannel } from "../channels/defineChannel.ts";
import { defaultModel } from "../model/model.ts";
import { planWhatIf } from "../plan.ts";
import { buildScenario } from "../scenario.ts";
import { columnsOf } from "./columns.ts";
import { type Block, createMeasuring } from "./measure.ts";
import { BLOCK_RUNS, type BlockRunner, recipeOf, simulate, type SimulateOptions } from "./simulate.ts";
import { keepRuns } from "./store.ts";

const { canon, branch }: Told = canonOfTwo();
const plan = planWhatIf({ timeline: branch, canon, until: "2103" });
const OUTCOMES = ["nervousness.quadrant > 20", "finally control(rim) = east", "share.east"];

const result = async (options: SimulateOptions) =>
  lastValueFrom(simulate(plan, { outcomes: OUTCOMES, seed: 3, ...options }));

/** A runner that finishes blocks in any order. */
function shuffling(options: SimulateOptions, count: { blocks: number }): BlockRunner {
  const scenario = buildScenario(plan);
  const recipe = recipeOf(plan, { outcomes: OUTCOMES, seed: 3, ...options });
  const measuring = createMeasuring(scenario, columnsOf(scenario, recipe), recipe);
  return {
    concurrency: 4,
    async block(first, runs): Promise<Block> {
      count.blocks++;
      const block = measuring.block(first, runs);
      await new Promise((resolve) => setTimeout(resolve, (first * 7) % 5));
      return block;
    },
  };
}

describe("whoever runs it, and in which order, an ensemble is the same", () => {
  test("blocks that come in any order", async () => {
    const options = { runs: 200 };
    const [one, other] = [
      await result(options),
      await result({ ...options, runner: shuffling(options, { blocks: 0 }) }),
    ];
    expect({ ...other }).toEqual({ ...one });
    expect(one.runs).toBe(200);
    expect(one.ended).toBe("runs");
  });

  test("a smaller ensemble is the beginning of a larger one", async () => {
    const blocks: Block[] = [];
    await result({ runs: 3 * BLOCK_RUNS, onBlock: (block) => void blocks.push(block) });
    const few: Block[] = [];
    await result({ runs: 2 * BLOCK_RUNS, onBlock: (block) => void few.push(block) });
    expect(few.map(({ edited }) => edited.hashes)).toEqual(blocks.slice(0, 2).map(({ edited }) => edited.hashes));
  });

  test("what was finished before a crash is not run again, and the result is the same", async () => {
    const options = { runs: 4 * BLOCK_RUNS };
    const cache = memoryCache();
    const first = { blocks: 0 };
    const updates = simulate(plan, {
      outcomes: OUTCOMES,
      seed: 3,
      ...options,
      store: keepRuns(cache),
      runner: { ...shuffling(options, first), concurrency: 1 },
    });
    // Whoever stops listening, stops the work.
    await new Promise<void>((resolve) => {
      const subscription = updates.subscribe(({ runs }) => {
        if (runs < 2 * BLOCK_RUNS) return;
        subscription.unsubscribe();
        resolve();
      });
    });
    const again = { blocks: 0 };
    const resumed = await result({ ...options, store: keepRuns(cache), runner: shuffling(options, again) });
    expect(again.blocks).toBeLessThanOrEqual(2);
    expect(resumed).toEqual(await result(options));
  });

  test("it stops at the precision asked for, wherever blocks come from", async () => {
    const options = { runs: 4096, precision: 0.05 };
    const [one, other] = [
      await result(options),
      await result({ ...options, runner: shuffling(options, { blocks: 0 }) }),
    ];
    expect(one.ended).toBe("precision");
    expect(one.runs).toBeGreaterThanOrEqual(1024);
    expect(one.runs).toBeLessThan(4096);
    expect(other.resultHash).toBe(one.resultHash);
    for (const { edited } of one.outcomes) expect((edited.high - edited.low) / 2).toBeLessThanOrEqual(0.05);
  });
});

test("other seeds give other histories, and other recipes are kept apart", async () => {
  const cache = memoryCache();
  const [a, b] = [
    await result({ runs: 64, store: keepRuns(cache) }),
    await result({ runs: 64, seed: 4, store: keepRuns(cache) }),
  ];
  expect(a.resultHash).not.toBe(b.resultHash);
  expect(a.planHash).not.toBe(b.planHash);
});

test("what ran with other code is kept apart, and code that does not say which it is, is not kept", async () => {
  const cache = memoryCache();
  const options = { runs: 64, seed: 3, store: keepRuns(cache) };
  const meeting = (rate: number, version?: number): Channel => ({
    ...defineChannel({
      name: "meeting",
      event: "EncounterOccurred",
      about: "Two powers meet.",
      parameters: {},
      actors: ({ powers }) => powers.map((power) => [power]),
      rate: () => rate,
      bound: () => 5,
      mark: {
        write: (_world, [power = ""]) => [
          { type: "EncounterOccurred", title: "a meeting", data: { parties: [power] } },
        ],
        identify: () => undefined,
      },
    }),
    ...(version === undefined ? {} : { version }),
  });
  const meetings = async (channel: Channel) => {
    const all = [...channels, channel];
    const own = planWhatIf({ timeline: canon, until: "2103", model: defaultModel(all) });
    const { classes } = await lastValueFrom(simulate(own, options, { channels: all }));
    return classes.find(({ what }) => what === "meeting")?.edited.value ?? Number.NaN;
  };
  const [few, many] = [await meetings(meeting(1)), await meetings(meeting(4))];
  expect(many / few).toBeGreaterThan(3);
  expect(await meetings(meeting(1, 1))).toBe(few);
  expect(await meetings(meeting(4, 2))).toBe(many);
  expect(await meetings(meeting(1, 2))).toBe(many); // Whoever raises no version, gets what was kept of it.
});

describe("runs that are ended as they have too many events", () => {
  const capped = (mostEvents: number) =>
    planWhatIf({ timeline: branch, canon, until: "2103", model: { ...defaultModel(), mostEvents } });

  test("count for nothing but their number", async () => {
    const options = { runs: 192, seed: 3, outcomes: ["finally control(rim) = west"] };
    const all = await lastValueFrom(simulate(plan, options));
    const cap = Math.round(all.simulated.mean);
    const some = await lastValueFrom(simulate(capped(cap), options));
    const { runaways } = some.simulated;
    expect(runaways).toBeGreaterThan(20);
    expect(runaways).toBeLessThan(172);
    for (const { points, canon: beside = [], runs } of some.courses) {
      expect(runs).toBe(192 - runaways);
      for (const { median } of [...points, ...beside]) expect(Number.isFinite(median)).toBe(true);
    }
    const share = some.courses.find(({ metric, subject }) => metric === "share" && subject === "east");
    expect(share?.points.at(-1)?.median).toBeGreaterThan(0.1);
    const counted = 192 - runaways;
    for (const { edited } of some.outcomes) expect((edited.value * counted) % 1).toBeCloseTo(0, 9);
  });

  test("where all are, nothing is said", async () => {
    await expect(lastValueFrom(simulate(capped(1), { runs: 64, seed: 3 }))).rejects.toMatchObject({
      code: "sim/runaway",
    });
  });
});

test("of fewer than six runs no interval is given", async () => {
  const { metrics } = await result({ runs: 5 });
  for (const { edited, difference } of metrics) {
    expect([edited.low, edited.high]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect([difference?.low, difference?.high]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  }
  const [first] = (await result({ runs: 6 })).metrics;
  expect(Number.isFinite((first?.edited.high ?? Number.NaN) - (first?.edited.low ?? Number.NaN))).toBe(true);
});

test("times say of how many runs they are", async () => {
  const { outcomes, runs } = await result({ runs: 100 });
  const [asked] = outcomes;
  expect(asked?.times?.runs).toBe(runs);
  expect(asked?.times?.steps.at(-1)?.seen).toBeCloseTo(asked?.edited.value ?? Number.NaN, 12);
});

test("it tells how far it is, again and again", async () => {
  const all = await lastValueFrom(simulate(plan, { runs: 200, seed: 1 }).pipe(toArray()));
  expect(all.map(({ runs }) => runs)).toEqual([64, 128, 192, 200]);
  expect(all.map(({ ended }) => ended)).toEqual([undefined, undefined, undefined, "runs"]);
});

test("of sides that are the same, nothing differs: an edit that changes nothing", async () => {
  const same = planWhatIf({ timeline: canon, canon, until: "2103" });
  const ensemble = await lastValueFrom(simulate(same, { runs: 64, against: true }));
  for (const { difference } of [...ensemble.metrics, ...ensemble.classes])
    expect(difference).toEqual({ value: 0, low: 0, high: 0 });
});

test.each([
  [{ runs: 0 }, "sim/runs"],
  [{ runs: 1.5 }, "sim/runs"],
  [{ runs: 10, precision: -1 }, "sim/precision"],
  [{ runs: 10, precision: 0.1, outcomes: [] }, "sim/precision"],
  [{ runs: 10, outcomes: ["control(rim) = eats"] }, "expression/unknown-subject"],
  [{ runs: 10, outcomes: ["status(rim) = hled"] }, "expression/type"],
  [{ runs: 10, seed: -1 }, "sim/seed"],
  [{ runs: 10, seed: 0.5 }, "sim/seed"],
  [{ runs: 10, outcomes: ["control(rim)"] }, "sim/outcome"],
  [{ runs: 10, outcomes: ["nervousness.quadrant >"] }, "expression/syntax"],
  [{ runs: 10, outcomes: ["1 / (share.east - share.east)"] }, "sim/not-a-number"],
] as const)("%j is refused", async (options, code) => {
  await expect(result(options)).rejects.toMatchObject({ code });
});
