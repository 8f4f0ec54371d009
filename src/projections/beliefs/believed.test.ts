import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chronicleOf, type Flat, histories, WORLD } from "../../../test/support/chronicles.ts";
import { bindChronicle } from "../bindChronicle.ts";
import { worldAt } from "../world.ts";
import { chronicleAt } from "../../timelines/point.ts";
import { beliefsOf, believed } from "./believed.ts";
import { statementKey } from "./claims.ts";

const AGENCIES: readonly Flat[] = ["watchers", "listeners"].map((faction, i) => ({
  id: faction,
  type: "FactionFounded",
  faction,
  standing: "organisation",
  partOf: i === 0 ? "alpha" : "beta",
}));

const asked: Flat = {
  id: "asked",
  at: "2001-01-01",
  type: "QuestionOpened",
  question: "where",
  about: "delta",
  options: ["here", "there"],
};
const says = (id: string, value: string, more: Flat = {}): Flat => ({
  id,
  at: "2001-02-01",
  type: "ReportFiled",
  report: `r-${id}`,
  by: "listeners",
  claim: { type: "TraitAscribed", subject: "delta", trait: "aim", value },
  reliability: "medium",
  about: "where",
  ...more,
});
const raid = { type: "BorderBreached", by: "gamma", against: "delta", systems: ["s6"] };
const tells = (id: string, claim: unknown, more: Flat = {}): Flat => ({
  id,
  at: "2001-02-01",
  type: "ReportFiled",
  report: `r-${id}`,
  by: "listeners",
  claim,
  reliability: "high",
  ...more,
});
const retracts = (id: string, reason: string, more: Flat = {}): Flat => ({
  id: `${id}-retracted`,
  at: "2001-03-01",
  type: "ReportRetracted",
  report: `r-${id}`,
  by: "listeners",
  reason,
  ...more,
});

const canonOf = (...events: readonly Flat[]) => chronicleOf([...WORLD, ...AGENCIES, asked, ...events]);
const seenIn = (...events: readonly Flat[]) => beliefsOf(canonOf(...events), "watchers", { occurred: "2002" });
const here = (...events: readonly Flat[]): number => seenIn(...events).questions[0]?.options[0]?.p ?? Number.NaN;
const told = (...events: readonly Flat[]): number => seenIn(...events).claims[0]?.p ?? Number.NaN;

describe("how far something is believed", () => {
  test("a source is worth its reliability, r / (1 − r) to one", () => {
    expect(told(tells("a", raid, { reliability: "low" }))).toBeCloseTo(0.6, 12);
    expect(told(tells("a", raid, { reliability: "medium" }))).toBeCloseTo(0.75, 12);
    expect(told(tells("a", raid, { reliability: "high" }))).toBeCloseTo(0.9, 12);
    expect(told(tells("a", raid, { reliability: 0.3 }))).toBeCloseTo(0.3, 12);
  });

  test("nobody is certain of what is only reported", () => {
    expect(told(tells("a", raid, { reliability: 1 }))).toBeCloseTo(0.99, 12);
    expect(told(tells("a", raid, { reliability: 0 }))).toBeCloseTo(0.01, 12);
  });

  test("two sources count for more than one", () => {
    expect(told(tells("a", raid), tells("b", raid, { by: "gamma" }))).toBeCloseTo(81 / 82, 12);
  });

  test("of two words of one source the more reliable counts", () => {
    expect(told(tells("a", raid, { reliability: "low" }), tells("b", raid))).toBeCloseTo(0.9, 12);
  });

  test("what contradicts takes away as much", () => {
    expect(told(tells("a", raid), tells("b", { not: raid }, { by: "gamma" }))).toBeCloseTo(0.5, 12);
    expect(told(tells("a", { not: { not: raid } }))).toBeCloseTo(0.9, 12);
    // Who says that it never was, says so of any date.
    const dated = { ...raid, at: "2000-12" };
    expect(told(tells("a", dated), tells("b", { not: raid }, { by: "gamma" }))).toBeCloseTo(0.5, 12);
  });

  test("one answer gains what the others lose", () => {
    const { questions } = seenIn(says("a", "here"), says("b", "there", { by: "gamma", reliability: "low" }));
    expect(questions[0]?.options.map(({ p }) => p * 5.5)).toEqual([3, 1.5, 1].map((x) => expect.closeTo(x, 12)));
  });

  test("an answer that nobody listed speaks for *other*", () => {
    const options = seenIn(says("a", "nowhere"))?.questions[0]?.options;
    expect(options?.map(({ p }) => p)).toEqual([0.2, 0.2, 0.6].map((x) => expect.closeTo(x, 12)));
    expect(options?.[0]?.because).toMatchObject([{ event: "a" }]);
  });

  test("what is about something else than a question is true or not", () => {
    const { questions, claims } = seenIn(says("a", "here", { about: "delta" }));
    expect(questions[0]?.options[0]?.p).toBeCloseTo(1 / 3, 12);
    expect(claims[0]?.p).toBeCloseTo(0.75, 12);
  });

  test("a question that is settled has one answer, and no reports are weighed", () => {
    const settled = { id: "end", at: "2001-05-01", type: "QuestionSettled", question: "where", answer: "there" };
    const { questions } = seenIn(says("a", "here"), settled);
    expect(questions).toMatchObject([{ settledBy: "end", options: [{ p: 0 }, { p: 1 }, { p: 0, logOdds: null }] }]);
    expect(here(says("a", "here"), { ...settled, known: [{ who: "gamma" }] })).toBeCloseTo(0.6, 12);
  });

  test("what does not reach it weighs nothing", () => {
    const secret = { known: [{ who: "listeners" }] };
    expect(here(says("a", "here", secret))).toBeCloseTo(1 / 3, 12);
    expect(seenIn({ ...asked, id: "asked-2", question: "when", known: [] }).questions).toHaveLength(1);
    expect(here(says("a", "here"), retracts("a", "planted", secret))).toBeCloseTo(0.6, 12);
  });
});

describe("a rumour counts once", () => {
  test("whoever repeats it", () => {
    const repeated = says("b", "here", { by: "gamma", causes: ["a"], reliability: "high" });
    const again = says("c", "here", { by: "delta", causes: ["b"] });
    expect(here(says("a", "here"), repeated, again)).toBe(here(says("a", "here")));
    expect(here(says("a", "here"), says("b", "here"))).toBe(here(says("a", "here")));
  });

  test("and falls with what it repeats", () => {
    const repeated = says("b", "here", { by: "gamma", causes: ["a"] });
    expect(here(says("a", "here"), repeated, retracts("a", "error"))).toBe(here());
  });

  test("but another's own finding is another origin, and so is an answer to it", () => {
    expect(here(says("a", "here"), says("b", "here", { by: "gamma" }))).toBeGreaterThan(here(says("a", "here")));
    const denied = { claim: { not: raid }, by: "gamma", causes: ["a"] };
    expect(told(tells("a", raid), tells("b", raid, denied))).toBeCloseTo(0.5, 12);
  });
});

describe("a report that was taken back", () => {
  test("counts for less than nothing if it was planted, and for nothing if it was wrong", () => {
    expect(told(tells("a", raid), retracts("a", "planted"))).toBeCloseTo(1 / 3, 12);
    expect(told(tells("a", raid), retracts("a", "error"))).toBeCloseTo(1 / 2, 12);
    expect(told(tells("a", raid), retracts("a", "error"), { ...retracts("a", "planted"), id: "z" })).toBeCloseTo(
      1 / 3,
      12,
    );
  });

  test("is found out as well by learning who planted it", () => {
    const planted = {
      id: "p",
      at: "2001-02-01",
      type: "ReportPlanted",
      by: "delta",
      target: "beta",
      claim: raid,
      report: "r-a",
    };
    expect(told(tells("a", raid), planted)).toBeCloseTo(1 / 3, 12);
    expect(told(tells("a", raid), { ...planted, known: [] })).toBeCloseTo(0.9, 12);
  });

  test("leaves no belief behind", () => {
    const at = { occurred: "2002" };
    expect(believed(canonOf(tells("a", raid)), "watchers", at).event("believed-a")?.type).toBe("BorderBreached");
    expect(
      believed(canonOf(tells("a", raid), retracts("a", "error")), "watchers", at).event("believed-a"),
    ).toBeUndefined();
  });
});

describe("history as it is believed", () => {
  const secret: Flat = { ...raid, id: "raid", at: "2001-01-15", known: [{ who: "gamma" }] };
  const seen = (...events: readonly Flat[]) => believed(canonOf(...events), "watchers", { occurred: "2002" });

  test("has a secret that was told, as the event that it is", () => {
    expect(seen(secret).event("raid")).toBeUndefined();
    expect(seen(secret, tells("a", { event: "raid" })).event("raid")?.type).toBe("BorderBreached");
  });

  test("has what was told of a secret without naming it, where it was reported", () => {
    const history = seen(secret, tells("a", raid));
    expect([history.event("raid"), history.event("believed-a")?.placed]).toEqual([
      undefined,
      history.event("a")?.placed,
    ]);
  });

  test("has nothing twice: what is known anyway is not believed beside it", () => {
    expect(seen({ ...secret, known: undefined }, tells("a", raid)).event("believed-a")).toBeUndefined();
  });

  test("lacks what is believed not to have happened, unless one was there", () => {
    const denied = [{ ...secret, known: undefined }, tells("a", { not: raid })] as const;
    expect(seen(...denied).event("raid")).toBeUndefined();
    expect(believed(canonOf(...denied), "gamma").event("raid")).toBeDefined();
    const named = [{ ...secret, known: undefined }, tells("a", { not: { event: "raid" } })] as const;
    expect(seen(...named).event("raid")).toBeUndefined();
  });

  test("is not moved by a claim that is no event", () => {
    expect(seen(tells("a", { type: "BorderBreached", by: "gamma" })).event("believed-a")).toBeUndefined();
    expect(seen(tells("a", { event: "never" })).event("never")).toBeUndefined();
  });

  test("ends at the point, and can be read as recorded earlier", () => {
    const history = believed(canonOf(tells("a", raid), { ...tells("b", raid), at: "2009-01-01" }), "watchers", {
      occurred: "2005",
    });
    expect(history.event("b")).toBeUndefined();
    expect(chronicleAt(history, { recorded: WORLD.length + AGENCIES.length + 1 }).event("a")).toBeUndefined();
  });

  test("of somebody whom canon does not know is refused, with the nearest name", () => {
    expect(() => seen()).not.toThrow();
    expect(() => believed(canonOf(), "watcher")).toThrow(expect.objectContaining({ code: "belief/unknown-observer" }));
  });
});

const report = fc.record({
  by: fc.constantFrom("listeners", "beta", "gamma", "delta"),
  value: fc.constantFrom("here", "there", "nowhere"),
  reliability: fc.constantFrom("low", "medium", "high", 0.2, 1),
  denied: fc.boolean(),
  plain: fc.boolean(),
  cause: fc.option(fc.nat(), { nil: undefined }),
  retracted: fc.constantFrom("no", "no", "error", "planted"),
});

const reports = fc.array(report, { minLength: 1, maxLength: 8 }).map((drawn) =>
  drawn.flatMap(({ by, value, reliability, denied, plain, cause, retracted }, i): Flat[] => {
    const claim = { type: "TraitAscribed", subject: "delta", trait: "aim", value };
    const causes = cause === undefined || i === 0 ? {} : { causes: [`e${cause % i}`] };
    const about = plain ? "delta" : "where";
    const filed = says(`e${i}`, value, { by, reliability, about, claim: denied ? { not: claim } : claim, ...causes });
    return retracted === "no" ? [filed] : [filed, retracts(`e${i}`, retracted)];
  }),
);

describe("laws", () => {
  test("the order of reports of one date changes nothing", () => {
    fc.assert(
      fc.property(reports, fc.infiniteStream(fc.nat()), (events, keys) => {
        const keyed = events.map((event) => ({ event, key: keys.next().value }));
        const shuffled = keyed.toSorted((a, b) => a.key - b.key).map(({ event }) => event);
        const [before, after] = [seenIn(...events), seenIn(...shuffled)];
        expect(after.questions).toEqual(before.questions);
        const sorted = ({ claims }: typeof before) =>
          claims.toSorted((a, b) => (statementKey(a.claim) < statementKey(b.claim) ? -1 : 1));
        expect(sorted(after)).toEqual(sorted(before));
      }),
    );
  });

  test("what explains a credence sums to its log-odds, and the answers to one", () => {
    fc.assert(
      fc.property(reports, (events) => {
        const { questions, claims } = seenIn(...events);
        for (const { options } of questions) {
          const other = options.at(-1)?.p ?? Number.NaN;
          expect(options.reduce((sum, { p }) => sum + p, 0)).toBeCloseTo(1, 12);
          for (const { p, logOdds, because } of options) {
            expect(because.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(logOdds ?? Number.NaN, 12);
            expect(Math.log(p / other)).toBeCloseTo(logOdds ?? Number.NaN, 9);
          }
        }
        for (const { p, logOdds, because } of claims) {
          expect(because.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(logOdds, 12);
          expect(Math.log(p / (1 - p))).toBeCloseTo(logOdds, 9);
        }
      }),
    );
  });

  test("a report that was retracted as an error might never have been", () => {
    fc.assert(
      fc.property(reports, (events) => {
        const wrong = says("wrong", "here", { reliability: 0.87 });
        expect(seenIn(...events, wrong, retracts("wrong", "error")).questions.map(credences)).toEqual(
          seenIn(...events).questions.map(credences),
        );
      }),
    );
  });

  test("a rumour that is repeated changes no credence", () => {
    fc.assert(
      fc.property(reports, fc.constantFrom("gamma", "listeners"), (events, by) => {
        const first = says("first", "here", { by: "alpha" });
        const again = says("again", "here", { by, causes: ["first"], reliability: "high" });
        expect(seenIn(...events, first, again).questions.map(credences)).toEqual(
          seenIn(...events, first).questions.map(credences),
        );
      }),
    );
  });

  test("where all is public and nobody reports, what is known is what is so", () => {
    fc.assert(
      fc.property(histories, (events) => {
        const canon = chronicleOf([...AGENCIES, ...events.map(({ known: _known, ...event }) => event)]);
        const at = { occurred: "2006" };
        expect(worldOf(believed(canon, "watchers", at))).toBe(canon.worldAt(at).stateHash);
      }),
    );
  });

  test("what is secret is not known to those who are not told", () => {
    fc.assert(
      fc.property(histories, (events) => {
        const canon = chronicleOf([...AGENCIES, ...events]);
        const history = believed(canon, "watchers", { occurred: "2100" });
        for (const { known, id } of canon.events)
          expect(history.event(id) !== undefined).toBe(known?.every(({ who }) => who !== "alpha") !== true);
      }),
    );
  });
});

const credences = ({ options }: { readonly options: readonly { readonly p: number }[] }) => options.map(({ p }) => p);
const worldOf = (history: ReturnType<typeof believed>): string =>
  worldAt(history, bindChronicle(history).projections, { occurred: { instant: history.beliefs.at } }).stateHash;
