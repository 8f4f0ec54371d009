import { z } from "zod";
import { endSpan, plainEnd } from "../dates/plainDate.ts";
import { defineEvent } from "../defineEvent.ts";
import { bond, type Pledge } from "../effects.ts";
import { acts, begins, creates, ends, entityShape, name, oneOrMore, refers, text, undergoes } from "../fields.ts";
import { component } from "./forces.ts";

const parties = z.array(acts("faction")).min(1);

/**
 * What a treaty obliges to; that it happened is an event of its own. An entente obliges to consult in a crisis, and to no more
 * (Correlates of War, Formal Alliances v4; Gibler 2009).
 */
export const treatyTerm = z.union([
  z.strictObject({ alliance: z.enum(["defence", "offence", "neutrality", "non-aggression", "entente"]) }),
  z.strictObject({
    limit: z.strictObject({ faction: undergoes("faction"), component, factor: z.number().nonnegative() }),
  }),
  z.strictObject({
    cede: z.strictObject({
      systems: z.array(refers("system")).min(1),
      from: refers("faction"),
      to: undergoes("faction"),
    }),
  }),
  z.strictObject({ forbid: text, where: oneOrMore(refers("system", "region")).optional() }),
  z.strictObject({ peace: refers("conflict") }),
]);

/** What a term makes the parties owe each other, if it does. */
function pledgesIn(term: z.infer<typeof treatyTerm>): Pledge[] {
  if ("alliance" in term) return [term.alliance];
  return "peace" in term ? ["peace"] : [];
}

export const TreatySigned = defineEvent("TreatySigned", {
  doc: "A treaty is signed; it is in force only once it is ratified.",
  verb: "was signed",
  schema: () =>
    z.strictObject({
      treaty: creates("treaty"),
      name: name.optional(),
      parties,
      signatories: z.array(acts("person")).optional(),
      ...entityShape,
    }),
  effects: ({ treaty, parties, signatories }) => [bond(treaty, "signed", { parties, signatories })],
});

export const TreatyRatified = defineEvent("TreatyRatified", {
  doc: "A treaty enters into force.",
  verb: "was ratified",
  schema: () =>
    z.strictObject({
      treaty: begins("treaty"),
      name: name.optional(),
      parties,
      terms: z.array(treatyTerm).optional(),
      until: plainEnd
        .optional()
        .describe(
          "When it runs out by itself, unless it is ratified anew: a date (it is in force to the end of it), or how long it lasts, such as P10Y. For good if absent.",
        ),
    }),
  effects: ({ treaty, parties, terms = [], until }) => [
    bond(treaty, "ratified", {
      parties,
      pledges: terms.flatMap(pledgesIn),
      until: until === undefined ? undefined : endSpan(until),
    }),
  ],
  tension: {
    mode: "SUPPORT",
    weight: 5,
    cameo: "057",
    goldstein: 8,
    halfLife: 180,
    parties: ["parties"],
    mutual: true,
  },
});

export const TreatyAbrogated = defineEvent("TreatyAbrogated", {
  doc: "A party ends a treaty.",
  verb: "was abrogated",
  schema: () => z.strictObject({ treaty: ends("treaty"), by: acts("faction") }),
  effects: ({ treaty, by }) => [bond(treaty, "abrogated", { by })],
  tension: {
    mode: "REJECT",
    weight: -4,
    cameo: "12",
    goldstein: -4,
    halfLife: 90,
    actors: ["by"],
    parties: ["by", "treaty"],
  },
});

export const TreatyViolated = defineEvent("TreatyViolated", {
  doc: "A party breaks a treaty that is in force.",
  schema: () => z.strictObject({ treaty: undergoes("treaty"), by: acts("faction"), act: text }),
  effects: ({ treaty, by }) => [bond(treaty, "violated", { by })],
  tension: {
    mode: "ASSAULT",
    weight: -9,
    cameo: "196",
    goldstein: -9.5,
    halfLife: 180,
    actors: ["by"],
    parties: ["by", "treaty"],
  },
});

export const TalksOpened = defineEvent("TalksOpened", {
  doc: "Parties begin to negotiate.",
  verb: "were opened",
  schema: () => z.strictObject({ talks: creates("talks"), parties }),
  effects: ({ talks, parties }) => [bond(talks, "opened", { parties })],
});

export const TalksHalted = defineEvent("TalksHalted", {
  doc: "Somebody breaks off negotiations.",
  verb: "were halted",
  schema: () => z.strictObject({ talks: ends("talks"), by: acts("faction") }),
  effects: ({ talks, by }) => [bond(talks, "halted", { by })],
  tension: {
    mode: "SANCTION withdraw",
    weight: -6,
    cameo: "164",
    goldstein: -7,
    halfLife: 45,
    actors: ["by"],
    parties: ["by", "talks"],
  },
});

export const EnvoysSent = defineEvent("EnvoysSent", {
  doc: "A faction sends people to another, to talk or to help.",
  schema: () =>
    z.strictObject({
      from: acts("faction", "formation"),
      to: undergoes("faction", "formation"),
      kind: z.enum(["diplomatic", "engineers", "aid"]),
    }),
  tension: [
    {
      mode: "CONSULT",
      weight: 2.5,
      halfLife: 45,
      actors: ["from"],
      parties: ["from", "to"],
      mutual: true,
      when: (data) => data.kind === "diplomatic",
    },
    {
      mode: "AID",
      weight: 10,
      cameo: "071",
      goldstein: 7.4,
      halfLife: 45,
      actors: ["from"],
      parties: ["from", "to"],
      mutual: true,
    },
  ],
});
