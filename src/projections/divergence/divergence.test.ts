import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chronicleOf, type Flat, histories, WORLD } from "../../../test/support/chronicles.ts";
import { namesForXml, xmlFlaw } from "../../../test/support/xmlFlaw.ts";
import { diffChronicles } from "../../timelines/diff.ts";
import type { Bound } from "../bindChronicle.ts";
import type { ChronicleInMemory } from "../../timelines/chronicleInMemory.ts";
import { explainDifference } from "./difference.ts";
import { type Divergence, divergence, gap } from "./divergence.ts";
import { divergencePicture } from "./picture.ts";
import { worldsApart } from "./worldsApart.ts";

const without = (events: readonly Flat[], n: number): readonly Flat[] => {
  const place = WORLD.length + (n % Math.max(1, events.length - WORLD.length));
  return events.filter((_, i) => i !== place).map(({ causes: _causes, ...event }) => event);
};

const parted = (a: Bound<ChronicleInMemory>, b: Bound<ChronicleInMemory>, samples?: number): Divergence | undefined =>
  divergence(a, b, diffChronicles(a, b), samples === undefined ? {} : { samples });

const hulls = (at: string, value: number): Flat => {
  return { id: `hulls-${at}`, type: "ForceReported", at, faction: "alpha", component: "hulls", value };
};

describe("how two histories part", () => {
  test("is nothing where they say the same", () => {
    expect(parted(chronicleOf(WORLD), chronicleOf(WORLD))).toBeUndefined();
  });

  test("begins with the first event that differs, and names the first and the largest difference", () => {
    const events = [hulls("2001-01-01", 50), hulls("2002-01-01", 200), hulls("2003-01-01", 10)];
    const a = chronicleOf([...WORLD, ...events]);
    const b = chronicleOf([...WORLD, ...events.slice(1)]);
    const found = parted(a, b);
    const curve = found?.curves.find(({ metric, subject }) => metric === "share" && subject === "alpha");
    expect(found?.from).toBe(a.event("hulls-2001-01-01")?.placed);
    expect(curve?.first.at).toBe(found?.from);
    expect(curve?.largest.at).toBe(found?.from);
    // Just before each event, and just after it.
    expect(curve?.points.map((point) => gap(point) > 1e-9)).toEqual([true, true, false, false, false]);
  });

  test("is what the worlds say at each instant", () => {
    fc.assert(
      fc.property(histories, fc.nat(), (events, n) => {
        const [a, b] = [chronicleOf(events), chronicleOf(without(events, n))];
        for (const { metric, subject, points } of parted(a, b)?.curves ?? [])
          for (const { at, ...values } of points) {
            const numbers = [a, b].map((history) => {
              const { power, territory, nervousness } = history.worldAt({ occurred: { instant: at } });
              if (metric === "share") return power[subject]?.share ?? 0;
              if (metric === "territory") return territory.index[subject] ?? 0;
              return subject === "quadrant" ? nervousness.quadrant : (nervousness.observers[subject] ?? 0);
            });
            expect([values.a, values.b]).toEqual(numbers);
          }
      }),
      { numRuns: 40 },
    );
  });

  test("is found among many instants by looking at some, and again around what was found", () => {
    const many = Array.from({ length: 3000 }, (_, i) => hulls(`${3000 + i}`, i % 2 === 0 ? 50 : 60));
    const one = hulls("4500-06-01", 500);
    const a = chronicleOf([...WORLD, ...many, hulls("2999", 55)]);
    const b = chronicleOf([...WORLD, ...many, hulls("2999", 56), one]);
    const found = parted(a, b, 40);
    const curve = found?.curves.find(({ metric, subject }) => metric === "share" && subject === "alpha");
    expect(found?.isComplete).toBe(false);
    expect(curve?.points.length).toBeLessThan(400);
    expect(curve?.first.at).toBe(a.event("hulls-2999")?.placed);
    expect(curve?.largest.at).toBe(b.event("hulls-4500-06-01")?.placed);
  });

  test("is explained by events whose lines sum to the difference, the quadrant's in two parts", () => {
    fc.assert(
      fc.property(histories, fc.nat(), (events, n) => {
        const [a, b] = [chronicleOf(events), chronicleOf(without(events, n))];
        for (const { metric, subject, largest } of parted(a, b)?.curves ?? []) {
          const found = explainDifference(a, b, { metric, subject, at: largest.at });
          const least = 1e-9 * Math.max(1, ...found.lines.map(({ value }) => Math.abs(value)));
          const sum = found.lines.reduce((total, { value }) => total + value, 0);
          // What stands is told from running sums, what parts them from the worlds: the same to rounding.
          expect(Math.abs(found.a - largest.a)).toBeLessThan(least);
          expect(Math.abs(found.b - largest.b)).toBeLessThan(least);
          expect(Math.abs(sum - (found.b - found.a))).toBeLessThan(10 * least);
          if (found.parts === undefined) continue;
          const { nervousness, composition } = found.parts;
          expect(Math.abs(nervousness + composition - (found.b - found.a))).toBeLessThan(1e-9 * 100);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("two worlds side by side", () => {
  test("are told apart by the numbers that differ there, and by who rules which system", () => {
    const taken: Flat = { id: "taken", type: "ControlChanged", at: "2001", systems: ["s0"], to: "beta" };
    const [a, b] = [chronicleOf(WORLD), chronicleOf([...WORLD, taken])];
    const curves = parted(a, b)?.curves ?? [];
    const before = worldsApart(a, b, (b.event("taken")?.placed ?? 0) - 1);
    expect(before).toEqual({ numbers: [], systems: [] });
    const { numbers, systems } = worldsApart(a, b, curves[0]?.largest.at ?? 0);
    expect(numbers.map(({ metric, subject }) => `${metric}.${subject}`).sort()).toEqual(
      curves.map(({ metric, subject }) => `${metric}.${subject}`).sort(),
    );
    for (const { metric, subject, a: from, b: to } of numbers) {
      const points = curves.find((curve) => curve.metric === metric && curve.subject === subject)?.points;
      expect(points?.find(({ at }) => at === curves[0]?.largest.at)).toMatchObject({ a: from, b: to });
    }
    expect(systems.map(({ system, b: other }) => [system, other?.controller, other?.status])).toEqual([
      ["s0", "beta", "occupied"],
    ]);
  });
});

describe("the picture of it", () => {
  test("looks closer at what parts late, and says where no number does", () => {
    const late = [hulls("2001-01-01", 50), hulls("2009-06-01", 200), hulls("2010-01-01", 10)];
    const early: Flat = { id: "early", type: "Noted", at: "1995", about: "x" };
    const [a, b] = [chronicleOf([...WORLD, early, ...late]), chronicleOf([...WORLD, late[0] ?? {}, late[2] ?? {}])];
    const draw = (one: Bound<ChronicleInMemory>, other: Bound<ChronicleInMemory>): string => {
      const diff = diffChronicles(one, other);
      const apart = divergence(one, other, diff);
      return apart === undefined ? "" : divergencePicture(apart, diff, { a: "one", b: "other" });
    };
    expect(draw(a, b)).toContain("its last part, closer");
    expect(draw(chronicleOf([...WORLD, early]), chronicleOf(WORLD))).toContain("No number differs.");
  });

  test("names the histories, the numbers and the events, and is well-formed, whatever they are called", () => {
    const one = { ...hulls("2001-01-01", 50), title: `<"Hulls" & more>` };
    const [a, b] = [chronicleOf([...WORLD, one]), chronicleOf([...WORLD, hulls("2002-01-01", 60)])];
    const diff = diffChronicles(a, b);
    const apart = divergence(a, b, diff);
    if (apart === undefined) throw new Error("They differ.");
    const svg = divergencePicture(apart, diff, { a: "canon", b: "what-if/<x>", nameOf: (id) => `${id} & co` });
    expect(svg).toContain("what-if/&lt;x&gt;");
    expect(svg).toContain("alpha &amp; co");
    expect(svg).toContain("&lt;&quot;Hulls&quot; &amp; more&gt; (only in canon)");
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(xmlFlaw(svg)).toBeUndefined();
  });

  test("is well-formed, whatever histories, powers and events are called", () => {
    fc.assert(
      fc.property(namesForXml, namesForXml, namesForXml, (a, power, title) => {
        const [one, other] = [{ ...hulls("2001-01-01", 50), title }, hulls("2002-01-01", 60)];
        const [x, y] = [chronicleOf([...WORLD, one]), chronicleOf([...WORLD, other])];
        const diff = diffChronicles(x, y);
        const apart = divergence(x, y, diff);
        if (apart === undefined) throw new Error("They differ.");
        expect(xmlFlaw(divergencePicture(apart, diff, { a, b: title, nameOf: () => power }))).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });
});
