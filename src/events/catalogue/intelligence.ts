import { z } from "zod";
import { defineEvent } from "../defineEvent.ts";
import { acts, countOrSeveral, creates, idSchema, name, oneOrMore, refers } from "../fields.ts";

/** What a report says: an event of any type that may or may not have happened, one that is recorded, or its opposite. */
export type Claim =
  | { readonly event: string }
  | { readonly not: Claim }
  | { readonly type: string; readonly [field: string]: unknown };

export const claimSchema: z.ZodType<Claim> = z
  .union([
    z.strictObject({ event: idSchema }),
    z.strictObject({
      get not() {
        return claimSchema;
      },
    }),
    z.looseObject({ type: name }),
  ])
  .meta({
    id: "Claim",
    description:
      "{ type, …its fields }, { event: id } or { not: … }: what somebody says is so. It is not thereby true.",
  });

export const ReportFiled = defineEvent("ReportFiled", {
  doc: "Somebody reports something. It changes what is believed, not what is so.",
  schema: z.strictObject({
    report: creates("report"),
    by: acts("faction", "formation", "person"),
    claim: claimSchema,
    reliability: z
      .union([z.enum(["low", "medium", "high"]), z.number().min(0).max(1)])
      .describe("How far its author may be trusted: a word, or a probability."),
    about: refers().optional().describe("The question that it answers, or what it is about."),
  }),
});

export const ReportRetracted = defineEvent("ReportRetracted", {
  doc: "A report is withdrawn, as an error or as planted.",
  schema: z.strictObject({
    report: refers("report"),
    by: acts("faction", "formation", "person"),
    reason: z.enum(["error", "planted"]),
    suspected: oneOrMore(refers("faction", "formation", "person")).optional(),
  }),
  tension: {
    mode: "COERCE misinformation",
    weight: -6.5,
    halfLife: 30,
    actors: ["suspected"],
    parties: ["by", "suspected"],
    when: (data) => data.reason === "planted",
  },
});

export const ReportPlanted = defineEvent("ReportPlanted", {
  doc: "Somebody feeds another a false report.",
  schema: z.strictObject({
    by: acts("faction", "formation", "person"),
    target: refers("faction", "formation", "person"),
    claim: claimSchema,
    report: refers("report").optional(),
  }),
  tension: {
    mode: "COERCE misinformation",
    weight: -6.5,
    halfLife: 30,
    actors: ["by"],
    parties: ["by", "target"],
  },
});

export const OperativesConsidered = defineEvent("OperativesConsidered", {
  doc: "Sending spies is considered.",
  schema: z.strictObject({
    by: acts("faction", "formation"),
    against: refers("faction", "formation"),
    count: countOrSeveral.optional(),
  }),
});

export const OperativeInserted = defineEvent("OperativeInserted", {
  doc: "A spy takes up a place inside.",
  schema: z.strictObject({
    by: acts("faction", "formation"),
    into: refers("faction", "formation", "office"),
    person: refers("person").optional(),
  }),
});
