import { expect, test } from "vitest";
import {
  plainKernel,
  plainRequest,
  type PlainEvent,
  type PlainSource,
  type PlainWorld,
} from "../../../test/support/plainKernel.ts";
import { createMoments } from "../statistics/moments.ts";
import { YEAR } from "../randomness/atoms.ts";
import { createEngine, type RunRequest } from "./engine.ts";
import type { Kernel } from "./kernel.ts";
import { canonAsDraw } from "./reference.ts";

const MODEL: readonly PlainSource[] = [
  { key: "a", mu: 2, decay: 6, excitedBy: { a: 0.3, b: 0.2 }, marks: { red: 1, "+b": 1 } },
  { key: "b", mu: 1, decay: 4, excitedBy: { a: 0.4 }, slope: 0.6 },
  { key: "c", mu: 3, decay: 4, relievedBy: { a: 0.1 }, slope: -0.3 },
];
const [FROM, OBSERVED, UNTIL] = [0.3 * YEAR, 2.1 * YEAR, 4 * YEAR];

const identify =
  (kernel: Kernel<PlainWorld, PlainEvent>) =>
  (_: PlainWorld, { source, mark }: PlainEvent) => ({
    source: kernel.sources.findIndex(({ key }) => key === source),
    mark,
  });

/** A canon that the model itself has drawn, up to where it was observed. */
const drawnCanon = (run: number, model = MODEL): readonly PlainEvent[] =>
  createEngine(plainKernel(model))(plainRequest({ seed: 11, run }, FROM, OBSERVED)).events;

interface WhatIf {
  readonly kernel?: Kernel<PlainWorld, PlainEvent>;
  readonly key?: { readonly seed: number; readonly run: number };
  readonly without?: string;
  readonly until?: number;
  readonly emptied?: boolean;
}

/** Canon's draw taken over, and run again. */
function whatIf(canon: readonly PlainEvent[], { kernel, key, without, until = OBSERVED, emptied = true }: WhatIf = {}) {
  const factual = plainKernel(MODEL);
  const window = { from: FROM, until: OBSERVED, events: canon, covers: () => true };
  const reference = canonAsDraw(factual, window, identify(factual));
  const script: RunRequest<PlainWorld, PlainEvent>["script"] = canon
    .filter(({ id }) => id !== without)
    .map((event) => {
      const abducted = reference.modelled.get(event.id);
      return {
        event,
        necessary: [],
        ...(abducted === undefined ? {} : { abducted }),
        rewrite: (_: PlainWorld, mark: string) => ({ ...event, mark }),
      };
    });
  const run = createEngine(kernel ?? factual)({
    ...plainRequest(key ?? { seed: 99, run: 5 }, FROM, until),
    script,
    ...(emptied ? { reference } : {}),
  });
  return { ...run, reference };
}

test("if nothing is changed, canon comes out as it is, whatever the random numbers: 200 canons", () => {
  let told = 0;
  for (let run = 0; run < 200; run++) {
    const canon = drawnCanon(run);
    const { events, added, reference } = whatIf(canon, { key: { seed: 99, run } });
    expect(reference.scripted.size).toBe(0);
    expect(added).toEqual([]);
    expect(JSON.stringify(events)).toBe(JSON.stringify(canon));
    told += canon.length;
  }
  expect(told).toBeGreaterThan(2000);
});

test("beyond what was observed, runs go their own ways, from one past", () => {
  const canon = drawnCanon(3);
  const futures = [1, 2, 3].map((run) => whatIf(canon, { key: { seed: 4, run }, until: UNTIL }).events);
  for (const events of futures) expect(events.slice(0, canon.length)).toEqual(canon);
  expect(new Set(futures.map((events) => JSON.stringify(events))).size).toBe(3);
});

test("an event less takes away only what it excited, and leaves what it had nothing to do with", () => {
  let removed = 0;
  for (let run = 0; run < 60; run++) {
    const canon = drawnCanon(run);
    const first = canon.find(({ source }) => source === "b");
    if (first === undefined) continue;
    const { fates, added } = whatIf(canon, { without: first.id });
    // a is excited by b, c is relieved by a: less of a, more of c.
    for (const fate of fates)
      if (fate.kind === "removed") {
        expect(fate.event.source).not.toBe("c");
        expect(fate.event.placed).toBeGreaterThan(first.placed);
        removed++;
      }
    expect(added.every(({ event }) => event.source === "c")).toBe(true);
  }
  expect(removed).toBeGreaterThan(5);
});

/** The model in which b is half as frequent. */
const INTERVENED = MODEL.map((source) => (source.key === "b" ? { ...source, mu: source.mu / 2 } : source));

function consistency(emptied: boolean): number[] {
  const kernel = plainKernel(INTERVENED);
  const engine = createEngine(kernel);
  const [counter, direct] = [MODEL.map(() => createMoments()), MODEL.map(() => createMoments())];
  for (let run = 0; run < 1500; run++) {
    const counted = whatIf(drawnCanon(run), { kernel, key: { seed: 12, run }, emptied }).events;
    const free = engine(plainRequest({ seed: 13, run }, FROM, OBSERVED)).events;
    for (const [i, { key }] of MODEL.entries()) {
      counter[i]?.add(counted.filter(({ source }) => source === key).length);
      direct[i]?.add(free.filter(({ source }) => source === key).length);
    }
  }
  return counter.map((a, i) => {
    const b = direct[i] ?? a;
    return (a.mean - b.mean) / Math.sqrt(a.standardError ** 2 + b.standardError ** 2);
  });
}

test("averaged over canons that the model drew, what would have been is what the changed model does", () => {
  for (const z of consistency(true)) expect(Math.abs(z)).toBeLessThan(2.5);
});

test("an engine that forgot to empty the strip below canon would be found out", () => {
  expect(Math.max(...consistency(false).map(Math.abs))).toBeGreaterThan(30);
});

test("of marks, those stay that weigh as before", () => {
  let altered = 0;
  let kept = 0;
  for (let run = 0; run < 100; run++) {
    const canon = drawnCanon(run);
    const { fates } = whatIf(canon, {
      kernel: plainKernel(MODEL.map((s) => (s.key === "a" ? { ...s, marks: { red: 4, "+b": 1 } } : s))),
    });
    for (const fate of fates) {
      if (fate.event.source !== "a") continue;
      if (fate.kind === "altered") {
        // Red weighs more: nothing turns away from it.
        expect([fate.event.mark, fate.mark]).toEqual(["+b", "red"]);
        altered++;
      } else if (fate.kind === "unchanged") kept++;
    }
  }
  expect(altered).toBeGreaterThan(50);
  expect(kept).toBeGreaterThan(altered);
});
