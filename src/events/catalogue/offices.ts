import { z } from "zod";
import type { ChronicleEvent, EntityId } from "../envelope.ts";
import { defineEvent } from "../defineEvent.ts";
import { belong, life, seat } from "../effects.ts";
import { declares, entityShape, name, refers, undergoes } from "../fields.ts";

export const succession = z.enum(["disgraced", "died", "elected", "appointed", "coup", "abdicated", "term"]);

const line = name
  .optional()
  .describe("The rival line of holders that this is about (antipopes, pretenders); the office's own if absent.");

export const OfficeEstablished = defineEvent("OfficeEstablished", {
  doc: "An office is created, with one seat or several.",
  verb: "was established",
  declares: "office",
  schema: () =>
    z.strictObject({
      office: declares("office"),
      name: name.optional(),
      of: undergoes("faction", "formation"),
      seats: z.int().positive().optional().describe("How many may hold it at once; 1 if absent."),
      eligibility: z
        .strictObject({
          species: refers("species").optional(),
          memberOf: refers("faction").optional(),
          minAge: z.number().nonnegative().optional().describe("Years."),
        })
        .optional(),
      reserves: z.array(name).optional().describe("Event types that only its holder may bring about."),
      ...entityShape,
    }),
  effects: ({ office, of }) => [life(office, "begins"), belong(office, { to: of, atFirst: true })],
});

/** A coup alarms everybody, those at home too; whoever yields an office reassures others. */
const SUCCESSION = [
  {
    mode: "COERCE",
    weight: -7,
    halfLife: 60,
    parties: ["office"],
    when: (data: { readonly manner?: string | undefined }) => data.manner === "coup",
  },
  {
    mode: "RETREAT resign",
    weight: 4.5,
    cameo: "0831",
    goldstein: 5,
    halfLife: 45,
    actors: ["office"],
    parties: ["office"],
    when: (data: { readonly manner?: string | undefined }) => data.manner === "abdicated",
  },
] as const;

export const OfficeVacated = defineEvent("OfficeVacated", {
  doc: "A seat of an office falls empty.",
  schema: () =>
    z.strictObject({
      office: refers("office"),
      holder: refers("person").optional(),
      manner: succession.optional(),
      line,
    }),
  effects: ({ office, holder, manner, line }) => [seat(office, { goes: holder, manner, line })],
  tension: SUCCESSION,
});

export const LeaderReplaced = defineEvent("LeaderReplaced", {
  doc: "A person takes an office from another, or an empty one.",
  schema: () =>
    z.strictObject({
      office: refers("office"),
      successor: refers("person"),
      predecessor: refers("person").optional(),
      manner: succession
        .optional()
        .describe("How the predecessor went, or how the successor came; absent: nobody says."),
      acting: z.boolean().optional().describe("Only standing in."),
      coRuler: z.boolean().optional().describe("Beside the holder, not instead of them."),
      line,
    }),
  effects: ({ office, successor, predecessor, ...how }) => [
    seat(office, { comes: successor, goes: predecessor, ...how }),
  ],
  tension: SUCCESSION,
});

export const HeirNamed = defineEvent("HeirNamed", {
  doc: "Somebody is to follow the holder of an office. Whether they do, a later `LeaderReplaced` says.",
  schema: () => z.strictObject({ office: undergoes("office"), heir: undergoes("person"), line }),
});

export const ConsortNamed = defineEvent("ConsortNamed", {
  doc: "Somebody stands beside the holder of an office as their spouse, without ruling: who rules beside is a `coRuler`.",
  schema: () =>
    z.strictObject({
      office: undergoes("office"),
      consort: undergoes("person"),
      of: undergoes("person").optional(),
      line,
    }),
});

/** The office that every `DomoReplaced` is about. */
export const DOMO = "domo";

export const DomoReplaced = defineEvent("DomoReplaced", {
  doc: "The Breen Confederacy has a new Domo: `LeaderReplaced` for the office `domo`.",
  schema: () => LeaderReplaced.schema.omit({ office: true, acting: true, coRuler: true, line: true }),
  effects: ({ successor, predecessor, manner }) => [seat(DOMO, { comes: successor, goes: predecessor, manner })],
  // Whoever comes to an office stands for the power whose office it is.
  tension: SUCCESSION.map((tension) => ({ ...tension, parties: ["successor"] })),
});

/** A succession, whatever type it is written with. */
export interface Succession {
  readonly office: EntityId;
  readonly successor?: EntityId;
  readonly predecessor?: EntityId;
  readonly manner?: string;
  readonly acting?: boolean;
  readonly coRuler?: boolean;
  readonly line?: string;
}

/** What an event says about who holds an office; undefined for events that say nothing of it. Data is trusted. */
export function tenureOf({ type, data }: ChronicleEvent): Succession | undefined {
  if (type === LeaderReplaced.type) return data as Succession;
  if (type === DomoReplaced.type) return { ...(data as Omit<Succession, "office">), office: DOMO };
  if (type !== OfficeVacated.type) return undefined;
  const { office, holder, manner } = data as { office: EntityId; holder?: EntityId; manner?: string };
  return {
    office,
    ...(holder === undefined ? {} : { predecessor: holder }),
    ...(manner === undefined ? {} : { manner }),
  };
}
