import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chronicleOf, FACTIONS, type Flat, histories, WORLD } from "../../test/support/chronicles.ts";
import { type Because, because } from "./because.ts";
import type { Bound } from "./bindChronicle.ts";
import type { ChronicleInMemory } from "../timelines/chronicleInMemory.ts";
import { defineProjection, type PlainEntry, type Sink } from "./defineProjection.ts";
import { createFollower } from "./project.ts";
import { replayBatches } from "./replay.ts";

/** Contributions sum to the number within 1e-9 · max(1, Σ|contribution|). */
function expectToSum({ value, contributions }: Because): void {
  const sum = contributions.reduce((total, line) => total + line.value, 0);
  const size = contributions.reduce((total, line) => total + Math.abs(line.value), 0);
  expect(Math.abs(sum - value)).toBeLessThanOrEqual(1e-9 * Math.max(1, size));
}

const points = fc.constantFrom("2000-06", "2003", "2011-12-28", "2015");

describe("every number is explained by events, and the explanation sums to it", () => {
  test.each(["power", "share", "territory", "nervousness"])("%s, in any history, at any point", (metric) => {
    fc.assert(
      fc.property(histories, points, (events, occurred) => {
        const chronicle = chronicleOf(events);
        const world = chronicle.worldAt({ occurred });
        for (const faction of FACTIONS) {
          const because = chronicle.because(metric, faction, { occurred });
          expectToSum(because);
          const shown = {
            power: world.power[faction]?.lnP,
            share: world.power[faction]?.share,
            territory: world.territory.index[faction] ?? 0,
            nervousness: world.nervousness.observers[faction],
          }[metric];
          expect(because.value).toBeCloseTo(shown ?? Number.NaN, 9);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("the nervousness of the quadrant", () => {
    fc.assert(
      fc.property(histories, points, (events, occurred) => {
        const chronicle = chronicleOf(events);
        const because = chronicle.because("nervousness", "quadrant", { occurred });
        expectToSum(because);
        expect(because.value).toBeCloseTo(chronicle.worldAt({ occurred }).nervousness.quadrant, 9);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a state does not depend on how it was read", () => {
  test("batches of any size give the hash of one batch", () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 1, max: 50 }), (events, batchSize) => {
        const chronicle = chronicleOf(events);
        expect(hashByBatches(chronicle, batchSize)).toBe(chronicle.worldAt().stateHash);
      }),
      { numRuns: 100 },
    );
  });
});

describe("nobody is touched who has no part in it", () => {
  test("a faction that no event names keeps its ln P", () => {
    const events: Flat[] = [
      ...WORLD,
      { id: "blow", type: "ForceReduced", at: 2001, faction: "alpha", component: "military", factor: 0.5 },
    ];
    const chronicle = chronicleOf(events);
    const before = chronicle.worldAt({ occurred: 2000 }).power;
    const after = chronicle.worldAt({ occurred: 2002 }).power;
    for (const faction of ["beta", "gamma", "delta"]) expect(after[faction]?.lnP).toBe(before[faction]?.lnP);
    expect((after["alpha"]?.lnP ?? 0) - (before["alpha"]?.lnP ?? 0)).toBeCloseTo(0.45 * Math.log(0.5), 12);
  });
});

function hashByBatches(chronicle: Bound<ChronicleInMemory>, batchSize: number): string {
  const follow = createFollower(chronicle.projections);
  let hash = "";
  for (const batch of replayBatches(chronicle, { batchSize })) hash = follow(batch).hash();
  return hash;
}

describe("an explanation of very many events", () => {
  test("gives the smallest as one line that says how many they are, and sums to the number", () => {
    const counting = defineProjection({
      name: "counting",
      version: 1,
      initial: () => ({}),
      each: (_, event, sink: Sink<PlainEntry> | undefined) =>
        sink?.add({ subject: "all", event, value: Number(event.id.slice(1)) }),
      view: () => 0,
    });
    const events = Array.from({ length: 10_050 }, (_, i) => ({ id: `e${i}`, type: "Noted", at: 2000, about: "x" }));
    const { value, contributions } = because(chronicleOf(events), [counting], "counting", "all");
    expect(contributions).toHaveLength(10_001);
    expect(contributions.at(-1)).toMatchObject({ value: (49 * 50) / 2, note: "and 49 more, none of them larger" });
    expect(contributions.reduce((sum, line) => sum + line.value, 0)).toBe(value);
  });
});
