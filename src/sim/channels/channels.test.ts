import { describe, expect, test } from "vitest";
import { chronicleOf, type Flat } from "../../../test/support/chronicles.ts";
import { HISTORY, tellMore } from "../../../test/support/simulated.ts";
import { defaultModel } from "../model/model.ts";
import { prepareScenario } from "../scenario.ts";
import { mistakenBy } from "../world/estimates.ts";
import { pacts, treatyCount } from "../world/features.ts";

/** The world at the end of the small canon and what is told after it, and the sources that read it. */
function worldAfter(more: readonly Flat[], without: readonly string[] = []) {
  const timeline = chronicleOf([...HISTORY.filter(({ id }) => !without.includes(String(id))), ...more]);
  const { kernel } = prepareScenario({ timeline, until: "2103", observedUntil: "2101-01-01" }).canon;
  const world = kernel.begin();
  kernel.step(world, Date.UTC(2101, 0, 2));
  const sourceOf = (key: string) => {
    const source = kernel.sources.find((one) => one.key === key);
    if (source === undefined) throw new Error(`no ${key}`);
    return source;
  };
  return {
    world,
    rate: (key: string): number => sourceOf(key).rate(world),
    relief: (key: string): number => sourceOf(key).relief(world),
    bound: (key: string): number => sourceOf(key).bound,
    alternatives: (key: string) => sourceOf(key).alternatives(world),
    kernel,
  };
}

const at = "2100-12-01";
const treaty = (id: string, parties: readonly string[], alliance: string): Flat => ({
  id,
  type: "TreatyRatified",
  at,
  treaty: id,
  parties,
  terms: [{ alliance }],
});

describe("crossing a border", () => {
  const plain = worldAfter([]);

  test("is likelier against the weak, and less likely against the strong", () => {
    const strong = worldAfter([
      { id: "east-arms", type: "ForceRaised", at, faction: "east", component: "military", by: 60 },
    ]);
    expect(strong.rate("breach:east")).toBeGreaterThan(plain.rate("breach:east"));
    expect(strong.rate("breach:west")).toBeLessThan(plain.rate("breach:west"));
  });

  test("is held back by treaties in force, and by allies of the other side", () => {
    expect(worldAfter([treaty("pact", ["east", "west"], "non-aggression")]).rate("breach:east")).toBeLessThan(
      plain.rate("breach:east"),
    );
    expect(worldAfter([treaty("league", ["west", "north"], "defence")]).rate("breach:east")).toBeLessThan(
      plain.rate("breach:east"),
    );
  });

  test("is held back by a treaty only until it runs out, though nothing happens then", () => {
    const { kernel, world } = worldAfter([
      { ...treaty("pact", ["east", "west"], "non-aggression"), until: "2101-02-01" },
    ]);
    const [before, pact] = [treatyCount(world), pacts(world, "east", "west").map(([id]) => id)];
    expect(pact).toContain("pact");
    kernel.step(world, Date.UTC(2101, 1, 1, 12));
    expect(treatyCount(world)).toBe(before);
    kernel.step(world, Date.UTC(2101, 1, 2));
    expect(treatyCount(world)).toBe(before - 1);
    expect(pacts(world, "east", "west").map(([id]) => id)).not.toContain("pact");
  });

  test("is likelier for what was one's own, or is claimed", () => {
    // West took the rim, which is east's by treaty.
    expect(plain.rate("breach:east")).toBeGreaterThan(worldAfter([], ["west-takes-the-rim"]).rate("breach:east"));
    const claims: Flat = { id: "claim", type: "ClaimAsserted", at, by: "north", over: "home-west", against: "west" };
    expect(worldAfter([claims]).rate("breach:north")).toBeGreaterThan(plain.rate("breach:north"));
  });

  test("goes by what the attacker believes", () => {
    const secret: Flat = {
      id: "loss",
      type: "ForceReduced",
      at,
      faction: "west",
      component: "military",
      factor: 0.3,
      known: [{ who: "west" }],
    };
    const { known: _, ...open } = secret;
    expect(worldAfter([open]).rate("breach:east")).toBeGreaterThan(plain.rate("breach:east"));
    expect(worldAfter([secret]).rate("breach:east")).toBeCloseTo(plain.rate("breach:east"), 9);
    const report: Flat = {
      id: "report",
      type: "ReportFiled",
      at,
      report: "r",
      by: "east",
      claim: { type: "ForceCrippled", faction: "west", component: "military" },
      reliability: "high",
    };
    const misled = worldAfter([report]);
    expect(mistakenBy(misled.world.states.estimates, "east", "west")).toBeLessThan(-0.3);
    expect(misled.rate("breach:east")).toBeGreaterThan(plain.rate("breach:east"));
    const retracted = worldAfter([
      report,
      { id: "sorry", type: "ReportRetracted", at: "2100-12-20", report: "r", by: "east", reason: "error" },
    ]);
    expect(retracted.rate("breach:east")).toBeCloseTo(plain.rate("breach:east"), 9);
  });

  test("is not possible across no border, nor for who is no power any more", () => {
    const gone = worldAfter([{ id: "end", type: "FactionDissolved", at, faction: "west" }]);
    expect(gone.rate("breach:west")).toBe(0);
    expect(gone.alternatives("breach:east").map(({ key }) => key)).not.toContain("west/taken");
  });

  test("can be wanted for reasons that only the leader knows", () => {
    const office: Flat[] = [
      { id: "declare-seat", type: "OfficeEstablished", office: "seat", of: "east" },
      { id: "declare-ana", type: "PersonBorn", person: "ana" },
      {
        id: "ana-rules",
        type: "LeaderReplaced",
        at: "2100-10-01",
        office: "seat",
        successor: "ana",
        manner: "elected",
      },
    ];
    const motive: Flat = {
      id: "motive",
      type: "MotiveHeld",
      at,
      person: "ana",
      motive: "revenge",
      regarding: "west",
      known: [],
    };
    const without = worldAfter(office);
    expect(worldAfter([...office, motive]).rate("breach:east")).toBeGreaterThan(without.rate("breach:east"));
    expect(worldAfter([...office, motive]).rate("breach:north")).toBeCloseTo(without.rate("breach:north"), 9);
  });
});

describe("deliberation", () => {
  test("twenty targets do not drown doing nothing: all acts of a power together stay below ν", () => {
    const many = Array.from({ length: 20 }, (_, i): Flat[] => [
      { id: `declare-p${i}`, type: "FactionFounded", faction: `p${i}`, standing: "minor" },
      { id: `home-p${i}`, type: "SystemCharted", system: `home-p${i}`, holder: `p${i}`, lanes: ["home-east"] },
    ]).flat();
    const [few, crowd] = [worldAfter([]), worldAfter(many)];
    const ofEast = ({ kernel, world }: typeof few): number =>
      kernel.sources
        .filter(({ actors, key }) => actors[0] === "east" && key.split(":").length === 2)
        .reduce((sum, one) => sum + one.rate(world), 0);
    const nu = defaultModel().parameters["deliberation"]?.["occasions"]?.value ?? 0;
    expect(ofEast(crowd)).toBeLessThan(2 * nu);
    expect(crowd.alternatives("breach:east").length).toBeGreaterThan(20);
    // A mean over targets: weak neighbours make it likelier, and their number does not.
    const twice = worldAfter([
      ...many,
      ...many.map((flat) =>
        Object.fromEntries(
          Object.entries(flat).map(([k, v]) => [
            k,
            typeof v === "string" && /p\d/.test(v) ? v.replace(/p(\d)/, "q$1") : v,
          ]),
        ),
      ),
    ]);
    expect(twice.rate("breach:east") / crowd.rate("breach:east")).toBeLessThan(1.2);
  });

  test("no rate is above its bound, in any of these worlds", () => {
    for (const more of [
      [],
      [treaty("pact", ["east", "west"], "defence")],
      [{ id: "a", type: "ForceRaised", at, faction: "east", component: "military", by: 1000 }],
    ]) {
      const { kernel, world } = worldAfter(more);
      for (const { key, rate, bound, ceiling } of kernel.sources) {
        expect([key, rate(world) <= bound]).toEqual([key, true]);
        if (ceiling !== undefined) expect([key, rate(world) <= ceiling(world) * (1 + 1e-12)]).toEqual([key, true]);
      }
    }
  });
});

describe("spoilers", () => {
  test("strike when peace comes near, and less once they are known", () => {
    const quiet = worldAfter([], ["truce", "east-disarms"]);
    const peace = worldAfter([
      treaty("one", ["east", "north"], "non-aggression"),
      { id: "talk", type: "TalksOpened", at, talks: "t", parties: ["west", "north"] },
    ]);
    expect(peace.rate("sabotage:shadow")).toBeGreaterThan(quiet.rate("sabotage:shadow"));
    const known = worldAfter([{ id: "known", type: "FactionIdentified", at, faction: "shadow", by: "east" }]);
    expect(known.rate("sabotage:shadow")).toBeLessThan(worldAfter([]).rate("sabotage:shadow"));
    expect(worldAfter([{ id: "end", type: "FactionDissolved", at, faction: "shadow" }]).rate("sabotage:shadow")).toBe(
      0,
    );
  });
});

describe("readiness", () => {
  test("rises with nerves, talks relieve, and only who is on alert can stand down", () => {
    const [calm, alarmed] = [
      worldAfter([]),
      worldAfter([
        {
          id: "raid",
          type: "BorderBreached",
          at: "2100-12-28",
          by: "north",
          against: "west",
          systems: [],
          violence: 4,
        },
      ]),
    ];
    expect(alarmed.rate("alert:fleet-of-west")).toBeGreaterThan(calm.rate("alert:fleet-of-west"));
    expect(calm.relief("alert:fleet-of-west")).toBe(0);
    expect(
      worldAfter([{ id: "talk", type: "TalksOpened", at, talks: "t", parties: ["west", "north"] }]).relief(
        "alert:fleet-of-west",
      ),
    ).toBeGreaterThan(0);
    // North's fleet is on alert already.
    expect(calm.rate("stand-down:fleet-of-north")).toBeGreaterThan(0);
    expect(calm.rate("stand-down:fleet-of-west")).toBe(0);
  });

  test("is not for a formation that was disbanded", () => {
    const { rate } = worldAfter([{ id: "end", type: "FormationDisbanded", at, formation: "fleet-of-north" }]);
    for (const channel of ["alert", "assign", "stand-down"]) expect(rate(`${channel}:fleet-of-north`)).toBe(0);
  });
});

describe("what was taken back", () => {
  const edited = (mayRecur: boolean) => {
    const { canon, branch } = tellMore([
      { id: "talk", type: "TalksOpened", at: "2100-01-15", talks: "t", parties: ["east", "west"] },
    ]);
    const scenario = prepareScenario({ timeline: branch, canon, until: "2103", mayRecur });
    const { kernel } = scenario.edited;
    const world = kernel.begin();
    kernel.step(world, Date.UTC(2100, 1, 2));
    return {
      scenario,
      keys: kernel.sources
        .find(({ key }) => key === "treaty:east")
        ?.alternatives(world)
        .map(({ key }) => key),
    };
  };

  test("is held from being signed the next day, and other instruments are not", () => {
    expect(edited(false).keys).toEqual(["west/defence"]);
    expect(edited(true).keys).toEqual(["west/non-aggression", "west/defence"]);
    expect(edited(false).scenario.holds).toMatchObject([{ channel: "treaty", instrument: "non-aggression" }]);
    expect(edited(true).scenario.holds).toEqual([]);
  });
});
