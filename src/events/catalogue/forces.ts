import { z } from "zod";
import { defineEvent } from "../defineEvent.ts";
import { acts, amount, countOrSeveral, declares, ends, entityShape, name, refers } from "../fields.ts";

/** What a faction's power is made of; in the order in which projections store it. */
export const COMPONENTS = ["hulls", "crews", "yards", "energy", "population", "worlds"] as const;
export type Component = (typeof COMPONENTS)[number];

export const component = z.enum([...COMPONENTS, "military"]).describe("`military` is hulls and crews together.");

export const ForceReported = defineEvent("ForceReported", {
  doc: "How much of something a faction has, beside what its systems give.",
  undated: true,
  schema: z.strictObject({
    faction: refers("faction"),
    component,
    value: amount,
    unit: z
      .enum(["units", "share"])
      .optional()
      .describe("units of the coding book (the default), or a share of the quadrant's."),
  }),
});

export const ForceRaised = defineEvent("ForceRaised", {
  doc: "A faction gains strength.",
  schema: z.strictObject({ faction: acts("faction"), component, by: amount.describe("In coding-book units.") }),
});

export const ForceReduced = defineEvent("ForceReduced", {
  doc: "A faction's strength is multiplied by a factor, once however many causes it has.",
  schema: z.strictObject({
    faction: refers("faction"),
    component,
    factor: z.number().positive(),
    baseline: refers("event")
      .optional()
      .describe("The event whose level counts; the level just before this one if absent."),
  }),
  tension: {
    mode: "RETREAT disarm",
    weight: 10,
    cameo: "0873",
    goldstein: 9,
    halfLife: 180,
    actors: ["faction"],
    parties: ["faction"],
    when: (data) => data.factor < 1,
    causedBy: ["TreatyRatified"],
  },
});

export const ForceCrippled = defineEvent("ForceCrippled", {
  doc: "A faction's strength is broken; nobody says by how much.",
  schema: z.strictObject({ faction: refers("faction"), component }),
});

/** Words for readiness, by rank; a number is its own rank, and another word stands at 1. */
const ALERT_RANKS: Readonly<Record<string, number>> = {
  normal: 0,
  green: 0,
  heightened: 1,
  yellow: 1,
  high: 2,
  red: 2,
  war: 3,
};

export const alertRank = (level: string | number): number =>
  typeof level === "number" ? level : (ALERT_RANKS[level] ?? 1);

const alertLevel = z.union([z.int(), name]).describe("A number, or a word: normal, heightened, high, war.");

export const AlertChanged = defineEvent("AlertChanged", {
  doc: "A formation is made readier, or stood down.",
  schema: z.strictObject({ formation: refers("formation", "faction"), level: alertLevel, from: alertLevel.optional() }),
  tension: {
    mode: "MOBILIZE troops",
    weight: -6.5,
    cameo: "152",
    goldstein: -7.2,
    halfLife: 30,
    actors: ["formation"],
    parties: ["formation"],
    when: (data) => alertRank(data.level) > alertRank(data.from ?? 0),
  },
});

export const AssetsAssigned = defineEvent("AssetsAssigned", {
  doc: "A formation gets ships, people or detachments.",
  schema: z.strictObject({
    to: refers("formation", "faction"),
    ships: z.union([countOrSeveral, z.array(refers("ship")).min(1)]).optional(),
    staff: z.union([countOrSeveral, z.boolean()]).optional(),
    detachments: z.array(name).optional(),
    count: z.int().nonnegative().optional(),
  }),
  tension: {
    mode: "MOBILIZE",
    weight: -6.5,
    cameo: "154",
    goldstein: -7.2,
    halfLife: 30,
    actors: ["to"],
    parties: ["to"],
    when: (data) => data.ships !== undefined && data.ships !== 0,
  },
});

export const FormationRaised = defineEvent("FormationRaised", {
  doc: "A fleet, an order, a task force is formed.",
  declares: "formation",
  schema: z.strictObject({
    formation: declares("formation"),
    name: name.optional(),
    of: refers("faction", "formation"),
    ...entityShape,
  }),
});

export const FormationDisbanded = defineEvent("FormationDisbanded", {
  doc: "A formation is dissolved.",
  schema: z.strictObject({ formation: ends("formation") }),
});
