import { bindChronicle, type Bound, type ChronicleInMemory, resolve } from "../../src/index.ts";
import { recordEvents, type Flat } from "./chronicles.ts";

/** A small canon of three powers, and a branch of it without its treaty. */
export interface Told {
  readonly canon: Bound<ChronicleInMemory>;
  readonly branch: Bound<ChronicleInMemory>;
}

const POWERS = ["east", "west", "north"] as const;

export const HISTORY: readonly Flat[] = [
  ...POWERS.map((faction) => ({ id: `declare-${faction}`, type: "FactionFounded", faction, standing: "major" })),
  ...POWERS.map((faction) => ({
    id: `forces-${faction}`,
    type: "ForceReported",
    faction,
    component: "military",
    value: 20,
  })),
  ...POWERS.map((faction) => ({
    id: `fleet-${faction}`,
    type: "FormationRaised",
    formation: `fleet-of-${faction}`,
    of: faction,
  })),
  ...POWERS.map((holder, i) => ({
    id: `home-${holder}`,
    type: "SystemCharted",
    system: `home-${holder}`,
    holder,
    value: { yards: 2, energy: 3, population: 4, worlds: 2 },
    ...(i === 0 ? {} : { lanes: [`home-${POWERS[i - 1]}`] }),
  })),
  { id: "declare-rim", type: "SystemCharted", system: "rim", holder: "east", lanes: ["home-east", "home-west"] },
  { id: "declare-shadow", type: "FactionFounded", faction: "shadow", standing: "covert", partOf: "west" },
  { id: "declare-belt", type: "RegionCharted", region: "belt", systems: ["rim"] },
  {
    id: "truce",
    type: "TreatyRatified",
    at: "2100-02-01",
    treaty: "truce",
    parties: ["east", "west"],
    terms: [{ alliance: "non-aggression" }],
  },
  {
    id: "east-disarms",
    type: "ForceReduced",
    at: "2100-05-01",
    faction: "east",
    component: "military",
    factor: 0.6,
    causes: ["truce"],
    necessary: ["truce"],
  },
  { id: "west-takes-the-rim", type: "BorderBreached", at: "2100-09-01", by: "west", against: "east", systems: ["rim"] },
  { id: "fleet-alerted", type: "AlertChanged", at: "2100-09-03", formation: "fleet-of-north", level: "heightened" },
  {
    id: "ships-vanish",
    type: "ShipMissing",
    at: "2100-11-01",
    group: { count: "several", of: "all", region: "belt" },
    suspected: "shadow",
  },
];

export const canonOfTwo = (): Told => tellMore([]);

/** The same, and more. */
export const tellMore = (more: readonly Flat[]): Told =>
  tellOtherwise(
    [{ id: "no-truce", type: "EventRetracted", target: "truce", reason: "What if they had not agreed?" }],
    more,
  );

/** The same canon, and a branch with edits of one's own. */
export function tellOtherwise(edits: readonly Flat[], more: readonly Flat[] = []): Told {
  const all = recordEvents([...HISTORY, ...more, ...edits]);
  return {
    canon: bindChronicle(resolve(all.slice(0, HISTORY.length + more.length))),
    branch: bindChronicle(resolve(all, { timeline: "what-if/otherwise" })),
  };
}
