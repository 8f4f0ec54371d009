import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chronicleOf, type Flat, histories, WORLD } from "../../../test/support/chronicles.ts";
import { gapOf } from "./gap.ts";

const AGENCY: Flat = {
  id: "watch",
  type: "FactionFounded",
  faction: "watch",
  standing: "organisation",
  partOf: "beta",
};
const raid = { type: "BorderBreached", by: "gamma", against: "delta", systems: ["s6"] };
const secret = { ...raid, id: "raid", at: "2001-01-15", known: [{ who: "gamma" }] };
const tells = (id: string, claim: unknown, more: Flat = {}): Flat => ({
  id,
  at: "2001-02-01",
  type: "ReportFiled",
  report: `r-${id}`,
  by: "watch",
  claim,
  reliability: "high",
  ...more,
});
const asked: Flat = {
  id: "asked",
  at: "2001-01-01",
  type: "QuestionOpened",
  question: "where",
  about: "delta",
  options: ["here", "there"],
};
const settled = (answer: string): Flat => ({
  id: "settled",
  at: "2009-01-01",
  type: "QuestionSettled",
  question: "where",
  answer,
});
const trait = (value: string) => ({ type: "TraitAscribed", subject: "delta", trait: "aim", value });
const gapIn = (...events: readonly Flat[]) =>
  gapOf(chronicleOf([...WORLD, AGENCY, asked, ...events]), "watch", { occurred: "2001-03-01" });

describe("a belief is", () => {
  test("false if nothing of it happened", () => {
    expect(gapIn(tells("a", raid)).false).toMatchObject([{ claim: raid, decidedBy: null, reports: ["a"] }]);
    expect(gapIn(tells("a", { event: "raid" })).false).toHaveLength(1);
  });

  test("no gap if it did, secret or not", () => {
    expect(gapIn(secret, tells("a", raid)).false).toEqual([]);
    expect(gapIn(secret, tells("a", { event: "raid" })).false).toEqual([]);
    expect(gapIn(tells("a", { not: raid })).false).toEqual([]);
  });

  test("false if it denies what happened, which is then not known", () => {
    const { false: wrong, unknown } = gapIn({ ...secret, known: undefined }, tells("a", { not: raid }));
    expect(wrong).toMatchObject([{ claim: { not: raid }, decidedBy: "raid" }]);
    expect(unknown).toMatchObject([{ event: "raid" }]);
  });

  test("false if canon ever answers the question otherwise, and no gap if it answers so", () => {
    const says = tells("a", trait("here"), { about: "where" });
    expect(gapIn(says, settled("there")).false).toMatchObject([{ question: "where", decidedBy: "settled" }]);
    expect(gapIn(says, settled("there")).open).toEqual([]);
    expect(gapIn(says, settled("here"))).toMatchObject({ false: [], undecided: [] });
  });

  test("undecided where canon need not say: an open question, a trait", () => {
    expect(gapIn(tells("a", trait("here"), { about: "where" }))).toMatchObject({ false: [], open: ["where"] });
    expect(gapIn(tells("a", trait("here"), { about: "where" })).undecided).toHaveLength(1);
    expect(gapIn(tells("a", trait("here")))).toMatchObject({ false: [], undecided: [{ question: null }] });
    expect(gapIn(tells("a", trait("here")), { ...trait("here"), id: "x", at: "2001-01-01" }).undecided).toEqual([]);
  });
});

describe("nervousness if it knew", () => {
  test("is that of the power behind an agency, and nobody's who acts for none", () => {
    expect(gapIn().nervousness.map(({ power }) => power)).toEqual(["beta"]);
    const person = { id: "born", type: "PersonBorn", at: 1980, person: "anna", name: "Anna" };
    expect(gapOf(chronicleOf([...WORLD, person]), "anna").nervousness).toEqual([]);
  });

  test("is that of somebody who had known a secret all along", () => {
    const open = chronicleOf([...WORLD, AGENCY, { ...secret, known: undefined }]);
    const at = { occurred: "2001-03-01" };
    const [nerves] = gapIn(secret).nervousness;
    expect(nerves?.believed).toBe(0);
    expect(nerves?.informed).toBe(open.worldAt(at).nervousness.observers["beta"]);
    expect(nerves?.because).toMatchObject([
      { event: "raid", value: expect.closeTo(nerves?.informed ?? Number.NaN, 9) },
    ]);
  });

  test("does without what it wrongly believes", () => {
    const [nerves] = gapIn(tells("a", raid)).nervousness;
    expect(nerves?.informed).toBe(0);
    expect(nerves?.because).toMatchObject([{ event: "believed-a" }]);
  });

  test("differs by what its lines sum to; what weighs most is the first that is not known", () => {
    fc.assert(
      fc.property(histories, fc.constantFrom("alpha", "watch"), (events, observer) => {
        const { nervousness, unknown } = gapOf(chronicleOf([AGENCY, ...events]), observer, { occurred: "2008" });
        for (const { believed, informed, because } of nervousness)
          expect(because.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(informed - believed, 9);
        const weights = unknown.map(({ weight }) => Math.abs(weight));
        expect(weights).toEqual(weights.toSorted((a, b) => b - a));
      }),
    );
  });
});
