import { z } from "zod";
import { defineEvent } from "../defineEvent.ts";
import { attack, contest, place, rule, side } from "../effects.ts";
import { acts, coded, creates, ends, name, oneOrMore, refers, undergoes } from "../fields.ts";

const oneSide = oneOrMore(acts("faction", "formation", "person"));

export const ConflictBegun = defineEvent("ConflictBegun", {
  doc: "A war, a crisis or a dispute begins.",
  verb: "began",
  schema: () =>
    z.strictObject({
      conflict: creates("conflict"),
      name: name.optional(),
      sides: z.array(oneSide).describe("One entry a side; a list where several stand together."),
    }),
  effects: ({ conflict, sides }) => [
    side(conflict, "begins"),
    ...sides.flatMap((those) => {
      const [first, ...others] = [those].flat();
      return first === undefined
        ? []
        : [side(conflict, "joins", first), ...others.map((who) => side(conflict, "joins", who, first))];
    }),
  ],
  tension: {
    mode: "ASSAULT",
    weight: -9,
    cameo: "190",
    goldstein: -10,
    halfLife: 180,
    parties: ["sides"],
    stands: { floor: 0.5, while: ({ conflict }) => [{ conflict }] },
  },
});

export const ConflictEnded = defineEvent("ConflictEnded", {
  doc: "A conflict ends.",
  verb: "ended",
  schema: () => z.strictObject({ conflict: ends("conflict"), outcome: z.string().max(1000).optional() }),
  effects: ({ conflict }) => [side(conflict, "ends")],
  tension: {
    mode: "RETREAT ceasefire",
    weight: 9,
    cameo: "0871",
    goldstein: 9,
    halfLife: 180,
    parties: ["conflict"],
    mutual: true,
  },
});

export const BelligerentJoined = defineEvent("BelligerentJoined", {
  doc: "A faction, or somebody who fights on their own account, enters a conflict.",
  schema: () =>
    z.strictObject({
      conflict: refers("conflict"),
      belligerent: acts("faction", "formation", "person"),
      side: undergoes("faction", "formation", "person").optional().describe("Beside whom."),
    }),
  effects: ({ conflict, belligerent, side: beside }) => [side(conflict, "joins", belligerent, beside)],
  tension: {
    mode: "MOBILIZE",
    weight: -6.5,
    cameo: "154",
    goldstein: -7.2,
    halfLife: 60,
    actors: ["belligerent"],
    parties: ["belligerent", "conflict"],
    stands: { floor: 0.25, while: ({ conflict, belligerent }) => [{ conflict, with: belligerent }] },
  },
});

export const BelligerentLeft = defineEvent("BelligerentLeft", {
  doc: "Whoever fights in a conflict leaves it.",
  schema: () => z.strictObject({ conflict: refers("conflict"), belligerent: acts("faction", "formation", "person") }),
  effects: ({ conflict, belligerent }) => [side(conflict, "leaves", belligerent)],
});

/** Centrality of violence, International Crisis Behavior project (Brecher & Wilkenfeld 1997), as a multiplier. */
const INTENSITY = { 1: 0.5, 2: 1, 3: 1.5, 4: 2 } as const;

const violence = coded(z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]), {
  1: "none",
  2: "minor clashes",
  3: "serious clashes",
  4: "full-scale war",
});

/** Version 1 named a single `system`. */
export const BorderBreached = defineEvent("BorderBreached", {
  doc: "Forces cross a border; control of `systems` passes to `by` unless they are repelled.",
  version: 2,
  upcasts: {
    1: ({ system, ...rest }) => ({ ...rest, systems: system === undefined ? [] : [system] }),
  },
  schema: () =>
    z.strictObject({
      by: acts("faction"),
      against: undergoes("faction"),
      formations: z.array(acts("formation")).optional(),
      systems: z.array(refers("system")),
      violence: violence
        .optional()
        .describe("1 none, 2 minor clashes (the default), 3 serious clashes, 4 full-scale war."),
      repelled: z.boolean().optional(),
    }),
  effects: ({ by, against, formations = [], systems, repelled = false }) => [
    attack(against, [by], true),
    ...(repelled ? [] : systems.map((system) => rule(system, { controller: by, from: against, basis: "breach" }))),
    ...formations.flatMap((formation) => systems.slice(0, 1).map((system) => place(formation, system))),
  ],
  tension: {
    mode: "ASSAULT",
    weight: -9,
    cameo: "190",
    goldstein: -10,
    halfLife: 60,
    actors: ["by"],
    parties: ["by", "against"],
    intensity: (data) => INTENSITY[data.violence ?? 2],
    stands: {
      floor: 0.25,
      while: ({ systems, by, repelled }) =>
        repelled === true ? [] : systems.map((system) => ({ occupied: system, by })),
    },
  },
});

export const BattleFought = defineEvent("BattleFought", {
  doc: "A battle; without a victor, the place stays contested.",
  schema: () =>
    z.strictObject({
      conflict: refers("conflict").optional(),
      sides: z.array(oneSide).min(1),
      place: refers("system", "region").optional(),
      victor: undergoes("faction", "formation", "person").optional(),
      violence: violence
        .optional()
        .describe(
          "1 none (the default: a battle of a war is no news), 2 minor clashes, 3 serious clashes, 4 full-scale war.",
        ),
    }),
  effects: ({ sides, place: at, conflict, victor }) => [
    contest(
      at,
      sides.map((side) => [side].flat()),
      { conflict, victor },
    ),
    ...(at === undefined ? [] : sides.flat().map((who) => place(who, at))),
  ],
  tension: {
    mode: "ASSAULT",
    weight: -9,
    cameo: "190",
    goldstein: -10,
    halfLife: 60,
    parties: ["sides", "place"],
    intensity: (data) => INTENSITY[data.violence ?? 1],
  },
});

export const SabotageCommitted = defineEvent("SabotageCommitted", {
  doc: "Something is destroyed or damaged in secret.",
  schema: () =>
    z.strictObject({
      against: undergoes("faction", "formation"),
      target: z.string().min(1).max(1000),
      by: oneOrMore(acts("faction", "formation", "person")).optional(),
      suspected: oneOrMore(refers("faction", "formation", "person")).optional(),
    }),
  effects: ({ against, by = [] }) => [attack(against, [by].flat(), false)],
  tension: {
    mode: "ASSAULT destroy",
    weight: -8.5,
    cameo: "1712",
    goldstein: -9.2,
    halfLife: 30,
    actors: ["by"],
    parties: ["against", "by"],
  },
});
