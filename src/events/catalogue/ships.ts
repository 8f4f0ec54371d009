import { z } from "zod";
import { defineEvent } from "../defineEvent.ts";
import { belong, life, loss, place } from "../effects.ts";
import {
  countOrSeveral,
  declares,
  ends,
  entityShape,
  name,
  oneOrMore,
  refers,
  restores,
  undergoes,
} from "../fields.ts";

export const ClassDeclared = defineEvent("ClassDeclared", {
  doc: "A class of ships exists.",
  verb: "was declared",
  declares: "class",
  schema: () => z.strictObject({ class: declares("class"), name: name.optional(), ...entityShape }),
});

export const ShipLaunched = defineEvent("ShipLaunched", {
  doc: "A ship enters service.",
  verb: "was launched",
  declares: "ship",
  schema: () =>
    z.strictObject({
      ship: declares("ship"),
      name: name.optional(),
      of: undergoes("faction", "formation", "person")
        .optional()
        .describe("Whose it is; absent: nobody's, or nobody knows whose."),
      class: refers("class").optional(),
      registry: z.string().max(200).optional(),
      ...entityShape,
    }),
  effects: ({ ship, of }) => [
    life(ship, "begins"),
    ...(of === undefined ? [] : [belong(ship, { to: of, atFirst: true })]),
  ],
});

export const ShipDecommissioned = defineEvent("ShipDecommissioned", {
  doc: "A ship leaves service.",
  verb: "was decommissioned",
  schema: () => z.strictObject({ ship: ends("ship") }),
  effects: ({ ship }) => [life(ship, "ends")],
});

export const ShipDestroyed = defineEvent("ShipDestroyed", {
  doc: "A ship is destroyed.",
  verb: "was destroyed",
  schema: () =>
    z.strictObject({
      ship: ends("ship"),
      by: oneOrMore(refers("faction", "formation", "ship", "person")).optional(),
    }),
  effects: ({ ship, by = [] }) => [life(ship, "ends", { by: [by].flat() }), place(ship)],
  tension: {
    mode: "ASSAULT",
    weight: -9,
    cameo: "190",
    goldstein: -10,
    halfLife: 60,
    actors: ["by"],
    parties: ["ship", "by"],
    when: ({ by }) => by !== undefined,
    intensity: () => 0.5,
  },
});

export const ShipFound = defineEvent("ShipFound", {
  doc: "A missing ship is found.",
  verb: "was found",
  schema: () => z.strictObject({ ship: restores("ship") }),
  effects: ({ ship }) => [life(ship, "found")],
});

export const ShipMissing = defineEvent("ShipMissing", {
  doc: "A ship, or several of some sides, is not heard of again.",
  verb: "went missing",
  schema: () =>
    z
      .strictObject({
        ship: refers("ship").optional(),
        group: z
          .strictObject({
            count: countOrSeveral,
            of: z
              .union([z.literal("all"), z.array(undergoes("faction")).min(1)])
              .describe("The sides that lost ships."),
            region: refers("region", "system"),
          })
          .optional(),
        presumed: z.enum(["destroyed", "captured", "lost"]).optional(),
        suspected: oneOrMore(refers("faction", "formation", "person")).optional(),
      })
      .describe("Either `ship` or `group`."),
  effects: ({ ship, group, presumed }) => [
    ...(ship === undefined ? [] : [life(ship, "lost", { presumed: presumed !== undefined }), place(ship)]),
    ...(group === undefined
      ? []
      : [loss(group.of === "all" ? [] : group.of, typeof group.count === "number" ? group.count : undefined)]),
  ],
  tension: {
    mode: "ASSAULT abduct",
    weight: -8.5,
    cameo: "181",
    goldstein: -9,
    halfLife: 30,
    actors: ["suspected"],
    parties: ["ship", "group.of", "suspected"],
    credence: (data) => (data.suspected === undefined ? 0.2 : 0.5),
  },
});
