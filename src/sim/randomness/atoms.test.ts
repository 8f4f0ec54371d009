import fc from "fast-check";
import { expect, test } from "vitest";
import { type AtomStream, createAtoms, YEAR } from "./atoms.ts";

const atomsUpTo = (source: string, run: number, bound: number, from: number, until: number) => {
  const atoms = createAtoms(source);
  atoms.reset({ seed: 7, run });
  const found: { t: number; z: number }[] = [];
  for (let t = atoms.next(from, bound, until); t <= until; t = atoms.next(t, bound, until))
    found.push({ t, z: atoms.z });
  return found;
};

test.each([0.3, 1, 5, 40])("there are as many atoms below %d a year as a Poisson process has", (rate) => {
  const years = 10;
  let count = 0;
  let squares = 0;
  const runs = 2000;
  for (let run = 0; run < runs; run++) {
    const { length } = atomsUpTo("a", run, rate, -5 * YEAR, 5 * YEAR);
    count += length;
    squares += length * length;
  }
  const mean = rate * years;
  const seen = count / runs;
  expect(Math.abs(seen - mean)).toBeLessThan(4 * Math.sqrt(mean / runs));
  // Variance = mean; its standard error is about mean · √(2/n) and a little.
  expect(Math.abs(squares / runs - seen * seen - mean)).toBeLessThan(5 * mean * Math.sqrt((2 + 1 / mean) / runs));
});

test("z is uniform below the bound, and t within the time", () => {
  const found = Array.from({ length: 500 }, (_, run) => atomsUpTo("b", run, 8, 0, 3 * YEAR)).flat();
  const meanZ = found.reduce((sum, { z }) => sum + z, 0) / found.length;
  const meanT = found.reduce((sum, { t }) => sum + t, 0) / found.length;
  expect(Math.abs(meanZ - 4)).toBeLessThan((4 * 8) / Math.sqrt(12 * found.length));
  expect(Math.abs(meanT / YEAR - 1.5)).toBeLessThan((4 * 3) / Math.sqrt(12 * found.length));
});

test("a higher bound only adds atoms, and asking from the middle changes none", () => {
  fc.assert(
    fc.property(
      fc.nat(1000),
      fc.double({ min: 0.01, max: 30, noNaN: true }),
      fc.double({ min: 0.01, max: 30, noNaN: true }),
      fc.integer({ min: 0, max: 4 * YEAR }),
      (run, a, b, middle) => {
        const all = atomsUpTo("c", run, Math.max(a, b), 0, 4 * YEAR);
        expect(atomsUpTo("c", run, Math.min(a, b), 0, 4 * YEAR)).toEqual(all.filter(({ z }) => z <= Math.min(a, b)));
        expect(atomsUpTo("c", run, Math.max(a, b), middle, 4 * YEAR)).toEqual(all.filter(({ t }) => t > middle));
      },
    ),
    { numRuns: 300 },
  );
});

test("what a stream was asked before does not change what it answers", () => {
  const question = fc.record({
    after: fc.integer({ min: 0, max: 4 * YEAR }),
    bound: fc.constantFrom(0.4, 3, 3.5, 20),
    until: fc.integer({ min: 0, max: 4 * YEAR }),
    goOn: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.nat(1000), fc.array(question, { minLength: 2, maxLength: 20 }), (run, questions) => {
      const answerOf = (atoms: AtomStream, after: number, bound: number, until: number) => {
        const t = atoms.next(after, bound, until);
        return t === Number.POSITIVE_INFINITY
          ? undefined
          : { t, z: atoms.z, low: atoms.placeLow, high: atoms.placeHigh };
      };
      const fresh = () => {
        const atoms = createAtoms("d");
        atoms.reset({ seed: 7, run });
        return atoms;
      };
      const asked = fresh();
      let last = 0;
      for (const { after, bound, until, goOn } of questions) {
        // As the engine asks: on from where it is. Or from anywhere.
        const from = goOn ? last : after;
        const answer = answerOf(asked, from, bound, until);
        expect(answer).toEqual(answerOf(fresh(), from, bound, until));
        last = answer?.t ?? last;
      }
    }),
    { numRuns: 300 },
  );
});

test("sources, runs and seeds have atoms of their own", () => {
  const of = (source: string, seed: number, run: number) => {
    const atoms = createAtoms(source);
    atoms.reset({ seed, run });
    return atoms.next(0, 1, 50 * YEAR);
  };
  const firsts = [of("a", 1, 1), of("b", 1, 1), of("a", 2, 1), of("a", 1, 2)];
  expect(new Set(firsts).size).toBe(4);
  expect(of("a", 1, 1)).toBe(firsts[0]);
});

test("a clone shares its past with the run that it is of, and goes its own way afterwards", () => {
  const of = (clone?: string) => {
    const atoms = createAtoms("a");
    atoms.reset({ seed: 1, run: 3, ...(clone === undefined ? {} : { clones: [{ after: 2.5 * YEAR, clone }] }) });
    const found: number[] = [];
    for (let t = atoms.next(0, 4, 6 * YEAR); t < Number.POSITIVE_INFINITY; t = atoms.next(t, 4, 6 * YEAR))
      found.push(t);
    return found;
  };
  const before = (list: number[]) => list.filter((t) => t <= 2.5 * YEAR);
  expect(before(of("x"))).toEqual(before(of()));
  expect(of("x")).not.toEqual(of());
  expect(of("x")).not.toEqual(of("y"));
});
