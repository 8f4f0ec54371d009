import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chronicleOf, FACTIONS, type Flat, histories, WORLD } from "../../../test/support/chronicles.ts";
import type { Bound } from "../bindChronicle.ts";
import type { ChronicleInMemory } from "../../timelines/chronicleInMemory.ts";
import { NERVOUSNESS_PARAMETERS } from "./codingBook.ts";

const { scale } = NERVOUSNESS_PARAMETERS;

/** N of the power `who` at the end of a day. */
const nerves = (events: readonly Flat[], who: string, occurred: string): number =>
  chronicleOf([...WORLD, ...events]).worldAt({ occurred }).nervousness.observers[who] ?? Number.NaN;

/** S, from N. */
const strainOf = (n: number): number => -scale * Math.log(1 - n / 100);

// alpha holds s0 and s1, beta s2 and s3, gamma s4 and s5, delta s6 and s7, in a ring.
const breach = {
  id: "breach",
  type: "BorderBreached",
  at: "2001-01-01T12:00:00.000Z",
  by: "alpha",
  against: "beta",
  systems: ["s2"],
};
const atOnce = "2001-01-01T12:00:00.000Z";

test("an ally is near only until the alliance runs out", () => {
  const pact = {
    id: "pact",
    type: "TreatyRatified",
    at: "1990-01-01",
    treaty: "pact",
    parties: ["beta", "delta"],
    terms: [{ alliance: "defence" }],
  };
  const hopsAfter = (...events: readonly Flat[]): number =>
    nerves(
      [...events, { id: "arms", type: "ForceRaised", at: atOnce, faction: "beta", component: "military", by: 9 }],
      "delta",
      atOnce,
    );
  const [alone, allied] = [hopsAfter(), hopsAfter(pact)];
  expect(allied).toBeGreaterThan(alone);
  expect(hopsAfter({ ...pact, until: "2001-01-01" })).toBe(allied);
  expect(hopsAfter({ ...pact, until: "2000-12-31" })).toBe(alone);
  const renewed = { ...pact, id: "renewed", at: "1995-01-01" };
  expect(hopsAfter({ ...pact, until: "1999" }, { ...renewed, until: "P10Y" })).toBe(allied);
  expect(hopsAfter({ ...pact, until: "2010" }, { ...renewed, until: "2000" })).toBe(alone);
});

describe("what stands", () => {
  const at = (day: number): string => new Date(Date.parse(atOnce) + day * 86_400_000).toISOString();
  /** φ + (1 − φ)·2^(−a/h), and after its end what was left, fading. */
  const standing = (v: number, floor: number, h: number, days: number, over = Number.POSITIVE_INFINITY): number => {
    const stood = v * (floor + (1 - floor) * 2 ** (-Math.min(days, over) / h));
    return days > over ? stood * 2 ** (-(days - over) / h) : stood;
  };
  const war = { id: "war-begins", type: "ConflictBegun", at: atOnce, conflict: "war", sides: ["alpha", "beta"] };
  const peace = { id: "war-ends", type: "ConflictEnded", conflict: "war", at: at(700) };

  test.each([0, 30, 180, 699])("a war alarms both sides while it goes on: after %i days", (days) => {
    const expected = standing(9, 0.5, 180, days);
    expect(strainOf(nerves([war], "alpha", at(days)))).toBeCloseTo(expected, 9);
    expect(strainOf(nerves([war, peace], "beta", at(days)))).toBeCloseTo(expected, 9);
    // gamma lies beside beta, and hears of it as its neighbours do.
    expect(strainOf(nerves([war], "gamma", at(days)))).toBeCloseTo(expected, 9);
  });

  test("what is left of it fades when it is over, and peace relieves", () => {
    const alarm = standing(9, 0.5, 180, 800, 700);
    const relief = 9 * 2 ** (-100 / 180);
    expect(strainOf(nerves([war, peace], "beta", at(800)))).toBeCloseTo(
      Math.max(0, alarm - Math.min(alarm, relief)),
      9,
    );
    const left = { type: "BelligerentLeft", conflict: "war", at: at(700) };
    const both = ["alpha", "beta"].map((belligerent) => ({ ...left, id: `${belligerent}-leaves`, belligerent }));
    expect(strainOf(nerves([war, ...both], "beta", at(800)))).toBeCloseTo(alarm, 9);
  });

  test("a war of which all sides but one have ended is not over, one without any is", () => {
    const end = (faction: string) => ({ id: `${faction}-ends`, type: "FactionDissolved", faction, at: at(700) });
    expect(strainOf(nerves([war, end("alpha")], "gamma", at(800)))).toBeCloseTo(standing(9, 0.5, 180, 800), 9);
    expect(strainOf(nerves([war, end("alpha"), end("beta")], "gamma", at(800)))).toBeCloseTo(
      standing(9, 0.5, 180, 800, 700),
      9,
    );
  });

  test("an occupation stands until it ends; of two events about it, the last", () => {
    const taken = { ...breach, repelled: false };
    expect(strainOf(nerves([taken], "beta", at(600)))).toBeCloseTo(standing(9, 0.25, 60, 600), 9);
    const conquest = { id: "c", type: "TerritoryTransferred", systems: ["s2"], to: "alpha", procedure: 1, at: at(100) };
    expect(strainOf(nerves([taken, conquest], "beta", at(600)))).toBeCloseTo(
      standing(9, 0.25, 60, 600, 100) + standing(7, 0.25, 365, 500),
      9,
    );
    const back = { id: "b", type: "TerritoryTransferred", systems: ["s2"], to: "beta", procedure: 3, at: at(300) };
    expect(strainOf(nerves([taken, back], "gamma", at(600)))).toBeCloseTo(standing(9, 0.25, 60, 600, 300), 9);
  });

  test("a claim stands until it is renounced, an alert until it is lowered", () => {
    const claim = { id: "claim", type: "ClaimAsserted", by: "alpha", over: ["s2"], at: atOnce };
    const renounced = { ...claim, id: "no-claim", type: "ClaimRenounced", at: at(50) };
    expect(strainOf(nerves([claim], "beta", at(400)))).toBeCloseTo(standing(4, 0.25, 90, 400), 9);
    expect(strainOf(nerves([claim, renounced], "beta", at(400)))).toBeCloseTo(standing(4, 0.25, 90, 400, 50), 9);
    const alert = { id: "up", type: "AlertChanged", formation: "fleet-of-alpha", level: "war", at: atOnce };
    const lower = { ...alert, id: "down", level: "normal", at: at(50) };
    expect(strainOf(nerves([alert], "beta", at(400)))).toBeCloseTo(standing(6.5, 0.25, 30, 400), 9);
    expect(strainOf(nerves([alert, lower], "beta", at(400)))).toBeCloseTo(standing(6.5, 0.25, 30, 400, 50), 9);
  });

  test("is marked by its explanation, whose lines sum to the number", () => {
    const { value, contributions } = chronicleOf([...WORLD, war, breach]).because("nervousness", "beta", {
      occurred: at(900),
    });
    expect(contributions.filter(({ note }) => note === "still stands").map(({ event }) => event)).toEqual([
      "war-begins",
      "breach",
    ]);
    expect(contributions.reduce((sum, line) => sum + line.value, 0)).toBeCloseTo(value, 9);
  });

  test("the murder of somebody in office alarms, and of nobody else", () => {
    const seat = {
      id: "in",
      type: "LeaderReplaced",
      office: "seat-of-beta",
      successor: "vel",
      manner: "elected",
      at: "2000",
    };
    const killed = { id: "killed", type: "PersonDied", person: "vel", by: "alpha", at: atOnce };
    expect(strainOf(nerves([seat, killed], "beta", atOnce))).toBeCloseTo(9, 9);
    expect(nerves([killed], "beta", atOnce)).toBe(0);
  });
});

test("the whole is the mean over the people who live under each power's law", () => {
  const world = chronicleOf([...WORLD, breach]).worldAt({ occurred: atOnce }).nervousness;
  // All systems of this world have as many people; s2 stays beta's in law.
  expect(world.weights).toEqual({ alpha: 0.25, beta: 0.25, gamma: 0.25, delta: 0.25 });
  const sum = Object.entries(world.observers).reduce((all, [id, n]) => all + n * (world.weights[id] ?? 0), 0);
  expect(world.quadrant).toBeCloseTo(sum, 9);
});

describe("what alarms", () => {
  test("one assault next door makes 30", () => {
    expect(nerves([breach], "beta", atOnce)).toBeCloseTo(30, 9);
  });

  test("an own act is not one's own alarm", () => {
    expect(nerves([breach], "alpha", atOnce)).toBe(0);
  });

  test("an event two borders away counts e^(−1/2) of it", () => {
    const raid = { ...breach, by: "alpha", against: "alpha", systems: [] };
    expect(strainOf(nerves([{ ...raid, by: "beta", against: "beta" }], "alpha", atOnce))).toBeCloseTo(9, 9);
    expect(strainOf(nerves([{ ...raid, by: "beta", against: "beta" }], "delta", atOnce))).toBeCloseTo(
      9 * Math.exp(-0.5),
      9,
    );
  });

  test("half of an alarm is forgotten after its half-life", () => {
    const later = nerves([{ ...breach, repelled: true }], "beta", "2001-03-02T12:00:00.000Z");
    expect(strainOf(later)).toBeCloseTo(4.5, 9);
  });

  test.each([
    [1, 4.5],
    [2, 9],
    [3, 13.5],
    [4, 18],
  ])("violence %i makes a breach weigh %f", (violence, weight) => {
    expect(strainOf(nerves([{ ...breach, violence }], "beta", atOnce))).toBeCloseTo(weight, 9);
  });

  test("a missing ship alarms by the credence that it was hostile: more if somebody is suspected", () => {
    const missing = { id: "m", type: "ShipMissing", at: atOnce, group: { count: 3, of: "all", region: "s1" } };
    expect(strainOf(nerves([missing], "gamma", atOnce))).toBeCloseTo(8.5 * 0.2, 9);
    expect(strainOf(nerves([{ ...missing, suspected: "alpha" }], "gamma", atOnce))).toBeCloseTo(8.5 * 0.5, 9);
    expect(nerves([{ ...missing, suspected: "alpha" }], "alpha", atOnce)).toBe(0);
  });

  test("an alarm about what an agency does is its power's own act", () => {
    const agency = {
      id: "agency",
      type: "FactionFounded",
      faction: "agency",
      standing: "organisation",
      partOf: "alpha",
    };
    const sabotage = {
      id: "x",
      type: "SabotageCommitted",
      at: atOnce,
      against: "beta",
      target: "a yard",
      by: "agency",
    };
    expect(nerves([agency, sabotage], "alpha", atOnce)).toBe(0);
    expect(strainOf(nerves([agency, sabotage], "beta", atOnce))).toBeCloseTo(8.5, 9);
  });
});

describe("an incident counts once", () => {
  const alert = {
    id: "alert",
    type: "AlertChanged",
    at: atOnce,
    formation: "fleet-of-alpha",
    level: "high",
    causes: ["breach"],
  };

  test("of two events at one instant, one the cause of the other, only the larger counts", () => {
    expect(strainOf(nerves([breach, alert], "beta", atOnce))).toBeCloseTo(9, 9);
    expect(strainOf(nerves([breach, { ...alert, causes: [] }], "beta", atOnce))).toBeCloseTo(15.5, 9);
  });

  test("they hang together through an event that weighs nothing, too", () => {
    const order = { id: "order", type: "Noted", at: atOnce, about: "alpha", causes: ["breach"] };
    const obeyed = { ...alert, causes: ["order"] };
    expect(strainOf(nerves([breach, order, obeyed], "beta", atOnce))).toBeCloseTo(9, 9);
    expect(
      strainOf(nerves([breach, { ...order, at: "2001-01-01T11:59:59.000Z" }, obeyed], "beta", atOnce)),
    ).toBeCloseTo(15.5, 9);
  });

  test("the other is listed, at 0", () => {
    const lines = chronicleOf([...WORLD, breach, alert]).because("nervousness", "beta", {
      occurred: atOnce,
    }).contributions;
    expect(lines.map(({ event, value }) => [event, Math.round(value)])).toEqual([
      ["breach", 30],
      ["alert", 0],
    ]);
  });
});

describe("what is not known to an observer leaves it as it was", () => {
  test("whoever it is done to knows it, listed or not", () => {
    expect(strainOf(nerves([{ ...breach, known: [] }], "beta", atOnce))).toBeCloseTo(9, 9);
  });

  test("a secret alarms only who knows it, and only from then on", () => {
    const secret = { ...breach, known: [{ who: "gamma", from: "2001-02-01T00:00:00.000Z" }] };
    expect(nerves([secret], "delta", "2001-06-01")).toBe(0);
    expect(nerves([secret], "gamma", "2001-01-31")).toBe(0);
    expect(strainOf(nerves([secret], "gamma", "2001-02-01T00:00:00.000Z"))).toBeCloseTo(9, 9);
  });
});

describe("no goodwill is banked", () => {
  const aid = (id: string, at: string): Flat => ({
    id,
    type: "EnvoysSent",
    at,
    from: "gamma",
    to: "beta",
    kind: "aid",
  });
  const day = (n: number): string => `2001-01-0${n}T00:00:00.000Z`;

  test("relief beyond alarm is gone at the next alarm", () => {
    const events = [aid("a1", day(1)), aid("a2", day(1)), { ...breach, at: day(2) }];
    expect(strainOf(nerves(events, "beta", day(2)))).toBeCloseTo(9, 9);
  });

  test("relief after an alarm lowers it, down to 0 and no further", () => {
    expect(nerves([{ ...breach, at: day(1) }, aid("a1", day(1)), aid("a2", day(1))], "beta", day(1))).toBeCloseTo(0, 9);
  });

  test("a treaty relieves its parties only if they are two", () => {
    const treaty = { id: "t", type: "TreatyRatified", at: day(2), treaty: "peace", parties: ["beta", "alpha"] };
    const before = strainOf(nerves([{ ...breach, at: day(1) }], "beta", day(2)));
    expect(strainOf(nerves([{ ...breach, at: day(1) }, treaty], "beta", day(2)))).toBeCloseTo(before - 5, 1);
    expect(
      strainOf(
        nerves(
          [
            { ...breach, at: day(1) },
            { ...treaty, parties: ["beta"] },
          ],
          "beta",
          day(2),
        ),
      ),
    ).toBeCloseTo(before, 9);
  });

  test("disarming by treaty relieves the neighbours and not the one who disarms", () => {
    const treaty = { id: "t", type: "TreatyRatified", at: day(2), treaty: "limits", parties: ["alpha", "gamma"] };
    const disarm = {
      id: "d",
      type: "ForceReduced",
      at: day(3),
      faction: "alpha",
      component: "military",
      factor: 0.5,
      causes: ["t"],
    };
    const alarm = { ...breach, at: day(1), by: "delta" };
    const lines = (who: string) =>
      chronicleOf([...WORLD, alarm, treaty, disarm]).because("nervousness", who, { occurred: day(3) }).contributions;
    expect(lines("beta").some(({ event }) => event === "d")).toBe(true);
    expect(lines("alpha").some(({ event }) => event === "d")).toBe(false);
  });
});

test("what caused an event is asked among the last 4096 events that weights ask about", () => {
  const treaty = (id: string, at: string) => ({
    id,
    type: "TreatyRatified",
    at,
    treaty: id,
    parties: ["alpha", "gamma"],
  });
  const disarm = { type: "ForceReduced", at: "2001-03-01", faction: "alpha", component: "military", factor: 0.5 };
  const isRelief = (between: number): boolean =>
    chronicleOf([
      ...WORLD,
      { ...breach, by: "delta" },
      treaty("t", "2001-02-01"),
      ...Array.from({ length: between }, (_, i) => treaty(`t${i}`, "2001-02-02")),
      { ...disarm, id: "d", causes: ["t"] },
    ])
      .because("nervousness", "beta", { occurred: "2001-03-01" })
      .contributions.some(({ event }) => event === "d");
  expect([isRelief(4095), isRelief(4096)]).toEqual([true, false]);
});

describe("retracting an event", () => {
  /** Effects felt by an observer, and whether any relief was ever clipped or answered only in part. */
  const strains = (chronicle: Bound<ChronicleInMemory>, occurred: string) =>
    chronicle.worldAt({ occurred }).nervousness.observers;

  test("lowers S by exactly its v, where nothing relieves", () => {
    // Neither reliefs, nor what decides how much another weighs or how long it stands.
    const relieving = ["TreatyRatified", "EnvoysSent", "LeaderReplaced"];
    const deciding = ["ControlChanged", "TerritoryTransferred", "ForceRaised", "AlertChanged"];
    const alarming = histories.map((events) =>
      events.filter(({ type }) => ![...relieving, ...deciding].includes(String(type))),
    );
    fc.assert(
      fc.property(alarming, fc.nat(), (events, pick) => {
        const occurred = "2013";
        // Only events that move no border, so that distances stay what they were; and no joined incidents.
        const apart = events.map(
          (event, i): Flat => ({
            ...event,
            causes: [],
            ...(i >= WORLD.length && event["type"] === "BorderBreached" ? { repelled: true } : {}),
          }),
        );
        const happened = apart.slice(WORLD.length);
        const target = happened[pick % Math.max(1, happened.length)];
        if (target === undefined) return;
        const before = chronicleOf(apart);
        const after = chronicleOf([
          ...apart,
          { id: "retraction", type: "EventRetracted", target: target["id"], reason: "what if not" },
        ]);
        for (const faction of FACTIONS) {
          const [s, less] = [
            strainOf(strains(before, occurred)[faction] ?? 0),
            strainOf(strains(after, occurred)[faction] ?? 0),
          ];
          const because = before.because("nervousness", faction, { occurred });
          const line = because.contributions.find(({ event }) => event === target["id"]);
          // Contribution = G · v with G = N / S; S comes from N, of which rounding is larger the nearer it is to 100.
          const v = line === undefined || because.value === 0 ? 0 : (line.value * s) / because.value;
          expect(s - less).toBeCloseTo(v, 7);
        }
      }),
      { numRuns: 150 },
    );
  });
});
