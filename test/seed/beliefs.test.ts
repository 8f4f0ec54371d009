import { describe, expect, test } from "vitest";
import { readCanon } from "../../src/doors/canon.ts";
import { beliefsOf, believed, bindChronicle, gapOf } from "../../src/index.ts";

const seed = await readCanon("fixtures/cardassian-advance.yaml");

/** Answers to a question, and how far they are believed, as Starfleet Intelligence sees it. */
function answers(question: string, occurred: string): Record<string, number> | undefined {
  const { questions } = beliefsOf(seed, "starfleet-intelligence", { occurred });
  const found = questions.find((one) => one.question === question);
  return found && Object.fromEntries(found.options.map(({ option, p }) => [option, Number(p.toFixed(4))]));
}

describe("the Order of Twelve, as Starfleet Intelligence saw it", () => {
  const everywhere = "Cardassians from every part of the Union";
  const government = "seeks a place in every branch of government";

  test("first it recruits from all over the Union", () => {
    expect(answers("order-of-twelve-recruits", "2388-05-31")).toEqual({
      [everywhere]: 0.6,
      "the Cardassian Guard alone": 0.2,
      other: 0.2,
    });
    const history = believed(seed, "starfleet-intelligence", { occurred: "2388-05-31" });
    expect(history.event("believed-early-reports-on-recruits")).toMatchObject({
      type: "TraitAscribed",
      data: { subject: "order-of-twelve", trait: "composition", value: everywhere },
    });
  });

  test("later that was a deception", () => {
    expect(answers("order-of-twelve-recruits", "2388-06-30")).toEqual({
      [everywhere]: 0.2,
      "the Cardassian Guard alone": 0.4,
      other: 0.4,
    });
    const history = believed(seed, "starfleet-intelligence", { occurred: "2388-06-30" });
    expect(history.event("believed-early-reports-on-recruits")).toBeUndefined();
    expect(history.event("early-reports-on-recruits")).toBeDefined();
  });

  test("and it is after the government; whom it recruits says nothing about that", () => {
    expect(answers("order-of-twelve-in-government", "2388-05-31")).toBeUndefined();
    expect(answers("order-of-twelve-in-government", "2388-07-31")).toEqual({
      [government]: 0.6,
      "keeps out of government": 0.2,
      other: 0.2,
    });
    expect(answers("order-of-twelve-recruits", "2388-07-31")).toEqual(
      answers("order-of-twelve-recruits", "2388-06-30"),
    );
  });

  test("and of some questions all answers are as likely", () => {
    const open = answers("order-of-twelve-starships", "2388-10-31");
    expect(new Set(Object.values(open ?? {}))).toEqual(new Set([0.3333]));
    expect(answers("cardassian-militarism", "2388-10-31")).toMatchObject({ other: 0.25 });
  });

  test("the Breen Militia is crippled, which moves the balance of power that it sees", () => {
    const occurred = "2388-10-31";
    const seen = bindChronicle(believed(seed, "starfleet-intelligence", { occurred }));
    const reported = seen.event("believed-militia-reported-crippled");
    expect(reported?.placed).toBe(seed.event("militia-reported-crippled")?.placed);
    const hulls = seen.worldAt({ occurred }).power["breen-confederacy"]?.components.hulls;
    expect(hulls).toBe(0.3 * (seed.worldAt({ occurred }).power["breen-confederacy"]?.components.hulls ?? 0));
    expect(seen.because("power", "breen-confederacy", { occurred }).contributions.map(({ event }) => event)).toContain(
      "believed-militia-reported-crippled",
    );
    const romulans = believed(seed, "romulan-empire", { occurred });
    expect(romulans.event("believed-militia-reported-crippled")).toBeUndefined();
  });

  test("a private reason stays private", () => {
    expect(believed(seed, "starfleet-intelligence").event("gor-lets-it-run")).toBeUndefined();
    expect(believed(seed, "gor").event("gor-lets-it-run")).toBeDefined();
    expect(believed(seed, "gor", { occurred: "2386-01-01" }).event("gor-lets-it-run")).toBeUndefined();
  });
});

describe("what Starfleet gets wrong about the Cardassian advance", () => {
  const gap = gapOf(seed, "starfleet-intelligence", { occurred: "2388-10-31" });

  test.each(["starfleet-intelligence", "starfleet"])("%s believes that the Breen Militia is crippled", (who) => {
    expect(gapOf(seed, who, { occurred: "2388-10-31" }).false).toMatchObject([
      { claim: { type: "ForceCrippled", faction: "breen-confederacy" }, reports: ["militia-reported-crippled"] },
    ]);
    expect(gapOf(seed, who, { occurred: "2388-10-10" }).false).toEqual([]);
  });

  test("what it believes of the Order nobody can confirm", () => {
    expect(gap.undecided).toMatchObject([{ question: "order-of-twelve-in-government", decidedBy: null }]);
    expect(gap.open).toContain("order-of-twelve-starships");
    expect(gap.open).toContain("cardassian-militarism");
  });

  test("it does not know Gor's reason", () => {
    expect(gap.unknown.map(({ event }) => event)).toEqual(["gor-lets-it-run"]);
  });

  test("the Romulans would be more nervous if they knew that lies are being planted", () => {
    const [nerves] = gapOf(seed, "romulan-empire", { occurred: "2388-10-31" }).nervousness;
    expect(nerves?.because[0]?.event).toBe("recruits-report-distrusted");
    expect(nerves?.informed).toBeGreaterThan(nerves?.believed ?? Number.NaN);
  });
});
