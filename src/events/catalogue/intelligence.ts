import { z } from "zod";
import { claimSchema } from "../claim.ts";
import { defineEvent } from "../defineEvent.ts";
import { spy, word } from "../effects.ts";
import { acts, countOrSeveral, creates, oneOrMore, refers, undergoes } from "../fields.ts";

export const ReportFiled = defineEvent("ReportFiled", {
  doc: "Somebody reports something. It changes what is believed, not what is so.",
  verb: "was filed",
  schema: () =>
    z.strictObject({
      report: creates("report"),
      by: acts("faction", "formation", "person"),
      claim: claimSchema,
      reliability: z
        .union([z.enum(["low", "medium", "high"]), z.number().min(0).max(1)])
        .describe("How far its author may be trusted: a word, or a probability."),
      about: refers().optional().describe("The question that it answers, or what it is about."),
    }),
  effects: ({ report, by, claim, about, reliability }) => [
    word(report, { change: "filed", by, claim, about, reliability }),
  ],
});

export const ReportRetracted = defineEvent("ReportRetracted", {
  doc: "A report is withdrawn, as an error or as planted.",
  schema: () =>
    z.strictObject({
      report: refers("report"),
      by: acts("faction", "formation", "person"),
      reason: z.enum(["error", "planted"]),
      suspected: oneOrMore(refers("faction", "formation", "person")).optional(),
    }),
  effects: ({ report, by, reason }) => [word(report, { change: reason === "planted" ? "exposed" : "withdrawn", by })],
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
  schema: () =>
    z.strictObject({
      by: acts("faction", "formation", "person"),
      target: undergoes("faction", "formation", "person"),
      claim: claimSchema,
      report: refers("report").optional(),
    }),
  effects: ({ report, by, claim }) => [word(report, { change: "planted", by, claim })],
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
  schema: () =>
    z.strictObject({
      by: acts("faction", "formation"),
      against: undergoes("faction", "formation"),
      count: countOrSeveral.optional(),
    }),
});

export const OperativeInserted = defineEvent("OperativeInserted", {
  doc: "A spy takes up a place inside.",
  schema: () =>
    z.strictObject({
      by: acts("faction", "formation"),
      into: undergoes("faction", "formation", "office"),
      person: undergoes("person").optional(),
    }),
  effects: ({ by, into, person }) => [spy(by, into, person)],
});
