import { expect, test } from "vitest";
import { plainKernel, plainRequest, type PlainWorld } from "../../../test/support/plainKernel.ts";
import { createEngine } from "../engine/engine.ts";
import { YEAR } from "../randomness/atoms.ts";
import { createClimber, reached } from "./climb.ts";

const { keyOf: _, ...request } = plainRequest({ seed: 0, run: 0 }, 0, 2 * YEAR);
const engine = createEngine(plainKernel([{ key: "a", mu: 4, decay: 3, excitedBy: { a: 0.4 } }]));
const count = ({ counts }: PlainWorld): number => counts.get("a") ?? 0;

test("a climb has what a score is at the beginning, and each time it is higher than ever", () => {
  const key = { seed: 1, run: 2 };
  const { events } = engine({ ...request, keyOf: () => key });
  const { rises, runaway } = createClimber({ engine, request, score: count })(key);
  expect(events.length).toBeGreaterThan(3);
  expect(rises).toEqual([{ at: 0, score: 0 }, ...events.map(({ placed }, i) => ({ at: placed, score: i + 1 }))]);
  expect(runaway).toBe(false);
  const falling = createClimber({ engine, request, score: (world) => -count(world) })(key);
  expect(falling.rises).toEqual([{ at: 0, score: -0 }]);
});

test("a score that drifts is read at instants, too", () => {
  const years = createClimber({ engine, request, score: ({ at }) => at / YEAR, instants: [YEAR, 2 * YEAR] });
  const { rises } = years({ seed: 1, run: 2 });
  expect(reached({ rises, runaway: false }, 1)).toBe(YEAR);
  expect(rises.at(-1)).toEqual({ at: 2 * YEAR, score: 2 });
});

test("a clone has climbed, up to where it parted, as the run that it is of", () => {
  const climb = createClimber({ engine, request, score: count });
  for (let run = 0; run < 50; run++) {
    const { rises } = climb({ seed: 1, run });
    const after = reached({ rises, runaway: false }, 3);
    if (after === undefined) continue;
    const clone = climb({ seed: 1, run, clones: [{ after, clone: "1/0" }] }).rises;
    expect(clone.slice(0, 4)).toEqual(rises.slice(0, 4));
    expect(clone[4]?.at).not.toBe(rises[4]?.at ?? 0);
  }
});

test("a level that was never reached has no instant", () => {
  expect(reached({ rises: [{ at: 5, score: 2 }], runaway: false }, 3)).toBeUndefined();
});

test("a score that is no number is refused, with the run in which it is none", () => {
  const climb = createClimber({ engine, request, score: (world) => Math.sqrt(2 - count(world)) });
  expect(() => climb({ seed: 1, run: 2 })).toThrow(
    expect.objectContaining({ code: "sim/not-a-number", message: expect.stringContaining("run 2") }),
  );
});
