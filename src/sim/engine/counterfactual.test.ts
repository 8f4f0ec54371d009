import { expect, test } from "vitest";
import { plainKernel, plainRequest } from "../../../test/support/plainKernel.ts";
import { drawnCanon, FROM, INTERVENED, MODEL, OBSERVED, UNTIL, whatIf } from "../../../test/support/plainWhatIf.ts";
import { createMoments } from "../statistics/moments.ts";
import { createEngine } from "./engine.ts";

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
  for (const z of consistency(true)) expect(Math.abs(z)).toBeLessThan(2);
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
