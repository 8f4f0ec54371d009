import { z } from "zod";
import { COMPONENTS } from "../component.ts";
import { defineEvent } from "../defineEvent.ts";
import { alert, belong, life, strength } from "../effects.ts";
import type { ChronicleEvent, EventId } from "../envelope.ts";
import { acts, amount, countOrSeveral, declares, ends, entityShape, name, refers, undergoes } from "../fields.ts";

export const component = z.enum([...COMPONENTS, "military"]).describe("`military` is hulls and crews together.");

export const ForceReported = defineEvent("ForceReported", {
  doc: "How much of something a faction has, beside what its systems give.",
  undated: true,
  schema: () =>
    z.strictObject({
      faction: undergoes("faction"),
      component,
      value: amount,
      unit: z
        .enum(["units", "share"])
        .optional()
        .describe("units of the coding book (the default), or a share of the quadrant's."),
    }),
  effects: ({ faction, component, value, unit }) => [
    strength(faction, component, { change: "set", amount: value, unit }),
  ],
});

export const ForceRaised = defineEvent("ForceRaised", {
  doc: "A faction gains strength.",
  schema: () => z.strictObject({ faction: acts("faction"), component, by: amount.describe("In coding-book units.") }),
  effects: ({ faction, component, by }) => [strength(faction, component, { change: "add", amount: by })],
  tension: {
    mode: "MOBILIZE troops",
    weight: -6.5,
    cameo: "154",
    goldstein: -7.2,
    halfLife: 45,
    actors: ["faction"],
    parties: ["faction"],
    // By how much more that is than there was, at most as much again.
    intensity: ({ faction, component, by }, { level }) => {
      const before = level(faction, component) - by;
      return before > 0 ? Math.min(1, by / before) : 1;
    },
  },
});

export const ForceReduced = defineEvent("ForceReduced", {
  doc: "A faction's strength is multiplied by a factor, once however many causes it has.",
  schema: () =>
    z.strictObject({
      faction: undergoes("faction"),
      component,
      factor: z.number().positive().max(1).describe("What is left of it: 0.7 where it lost 30%."),
      baseline: refers("event")
        .optional()
        .describe("The event whose level counts; the level just before this one if absent."),
    }),
  effects: ({ faction, component, factor, baseline }) => [
    strength(faction, component, { change: "times", amount: factor, baseline }),
  ],
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

/** The event that a reduction measures against; a list, of one at most. Data is trusted. */
export function baselineOf({ type, data }: ChronicleEvent): readonly EventId[] {
  if (type !== ForceReduced.type) return NO_EVENTS;
  const { baseline } = data as z.infer<typeof ForceReduced.schema>;
  return baseline === undefined ? NO_EVENTS : [baseline];
}

const NO_EVENTS: readonly EventId[] = [];

export const ForceCrippled = defineEvent("ForceCrippled", {
  doc: "A faction's strength is broken; nobody says by how much.",
  schema: () => z.strictObject({ faction: undergoes("faction"), component }),
  effects: ({ faction, component }) => [strength(faction, component, { change: "times" })],
});

const alertLevel = z.union([z.int(), name]).describe("A number, or a word: normal, heightened, high, war.");

export const AlertChanged = defineEvent("AlertChanged", {
  doc: "A formation is made readier, or stood down.",
  schema: () =>
    z.strictObject({
      formation: undergoes("formation", "faction"),
      level: alertLevel,
      from: alertLevel.optional(),
    }),
  effects: ({ formation, level, from }) => [alert(formation, level, from)],
  tension: {
    mode: "MOBILIZE troops",
    weight: -6.5,
    cameo: "152",
    goldstein: -7.2,
    halfLife: 30,
    actors: ["formation"],
    parties: ["formation"],
    when: ({ formation }, { raised }) => raised(formation) > 0,
    stands: {
      floor: 0.25,
      while: ({ formation }, { alertRank }) => [{ alert: formation, rank: alertRank(formation) }],
    },
  },
});

export const AssetsAssigned = defineEvent("AssetsAssigned", {
  doc: "A formation gets ships, people or detachments.",
  schema: () =>
    z.strictObject({
      to: undergoes("formation", "faction"),
      ships: z.union([countOrSeveral, z.array(refers("ship")).min(1)]).optional(),
      staff: z.union([countOrSeveral, z.boolean()]).optional(),
      detachments: z.array(name).optional(),
      count: z.int().nonnegative().optional(),
    }),
  effects: ({ to, ships }) => {
    const amount = ships === "several" ? undefined : Array.isArray(ships) ? ships.length : ships;
    return [
      ...(ships === undefined || amount === 0 ? [] : [strength(to, "hulls", { change: "add", amount, isMoved: true })]),
      ...(Array.isArray(ships) ? ships.map((ship) => belong(ship, { to })) : []),
    ];
  },
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
  verb: "was raised",
  declares: "formation",
  schema: () =>
    z.strictObject({
      formation: declares("formation"),
      name: name.optional(),
      of: undergoes("faction", "formation", "person"),
      ...entityShape,
    }),
  effects: ({ formation, of }) => [life(formation, "begins"), belong(formation, { to: of, atFirst: true })],
});

export const FormationDisbanded = defineEvent("FormationDisbanded", {
  doc: "A formation is dissolved.",
  verb: "was disbanded",
  schema: () => z.strictObject({ formation: ends("formation") }),
  effects: ({ formation }) => [life(formation, "ends")],
});
