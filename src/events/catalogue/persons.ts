import { z } from "zod";
import { defineEvent } from "../defineEvent.ts";
import { life, motive } from "../effects.ts";
import {
  acts,
  amount,
  declares,
  ends,
  entityShape,
  name,
  oneOrMore,
  refers,
  restores,
  text,
  undergoes,
} from "../fields.ts";

export const PersonBorn = defineEvent("PersonBorn", {
  doc: "A person is born.",
  verb: "was born",
  declares: "person",
  schema: () =>
    z.strictObject({
      person: declares("person"),
      name: name.optional(),
      species: refers("species").optional(),
      sex: z.string().max(100).optional(),
      mother: refers("person").optional(),
      father: refers("person").optional(),
      ...entityShape,
    }),
  effects: ({ person }) => [life(person, "begins")],
});

export const PersonDied = defineEvent("PersonDied", {
  doc: "A person dies.",
  verb: "died",
  schema: () =>
    z.strictObject({
      person: ends("person"),
      by: refers("person", "faction", "formation", "ship").optional(),
      manner: z.string().max(1000).optional(),
      heir: undergoes("person", "faction").optional().describe("To whom the systems pass that were theirs."),
    }),
  effects: ({ person, by, heir }) => [life(person, "ends", { by: by === undefined ? [] : [by], successor: heir })],
  tension: {
    mode: "ASSAULT",
    weight: -9,
    cameo: "186",
    goldstein: -10,
    halfLife: 60,
    actors: ["by"],
    parties: ["person", "by"],
    when: ({ person, by }, { heldOffice }) => by !== undefined && heldOffice(person),
  },
});

export const PersonRestored = defineEvent("PersonRestored", {
  doc: "A person thought or known dead is back.",
  verb: "was restored",
  schema: () => z.strictObject({ person: restores("person") }),
  effects: ({ person }) => [life(person, "restored")],
});

export const PersonsMarried = defineEvent("PersonsMarried", {
  doc: "Persons marry.",
  schema: () => z.strictObject({ persons: z.array(acts("person")).min(2) }),
});

export const MarriageEnded = defineEvent("MarriageEnded", {
  doc: "A marriage ends.",
  schema: () => z.strictObject({ persons: z.array(refers("person")).min(2) }),
});

export const StatementMade = defineEvent("StatementMade", {
  doc: "Somebody says in public what they think of something.",
  schema: () =>
    z.strictObject({
      speaker: acts("person", "faction", "formation"),
      about: refers(),
      stance: text.describe("What was said, in a few words: supports, opposes, calls it a mistake."),
    }),
});

export const MotiveHeld = defineEvent("MotiveHeld", {
  doc: "Somebody has a reason of their own, which others can only infer.",
  latent: true,
  schema: () => z.strictObject({ person: undergoes("person"), motive: text, regarding: refers() }),
  effects: ({ person, regarding }) => [motive(person, regarding)],
});

export const SpeciesDeclared = defineEvent("SpeciesDeclared", {
  doc: "A species exists.",
  verb: "was declared",
  declares: "species",
  schema: () =>
    z.strictObject({
      species: declares("species"),
      name: name.optional(),
      lifespan: amount.optional().describe("Years that are plausible at most."),
      adult: amount.optional().describe("Years from which one may be a parent; 12 if absent."),
      ...entityShape,
    }),
});

export const TraitAscribed = defineEvent("TraitAscribed", {
  doc: "Canon says what somebody wants, is made of, aims at or is able to do.",
  latent: true,
  schema: () =>
    z.strictObject({
      subject: refers(),
      trait: z.enum(["aim", "composition", "target", "capability"]),
      value: oneOrMore(text),
    }),
});
