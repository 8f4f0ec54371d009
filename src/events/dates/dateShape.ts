import { z } from "zod";
import { MAX_YEAR } from "./gregorian.ts";
import { meantDate, writtenDate } from "./meantDate.ts";

/** What canon may write as a date, before anything in it is read. */

const yearSchema = z.int().min(-MAX_YEAR).max(MAX_YEAR).describe("A year, such as 2388.");

const anchorNameSchema = z.union([z.string().min(1).max(200), yearSchema]);

const anchorSchema = z.union([anchorNameSchema, z.array(anchorNameSchema).min(1)]).meta({
  id: "DateAnchor",
  description:
    'An event; a conflict, treaty or other entity with a span; a tenure as "holder@office"; "@document" for its present; a date; or a list of these: all hold.',
});

const durationSchema = z.string().min(2).max(100);

/** Stands in a list, where only relations do; a date by itself is one more thing that holds. */
function asRelation(value: unknown): string {
  const meant = typeof value === "string" || typeof value === "number" ? meantDate(String(value)) : undefined;
  const relation = typeof meant === "string" ? `{ during: ${meant} }` : meant && writtenDate(meant);
  return relation === undefined
    ? "A list holds relations such as { after: an-event } or { during: 2387 }."
    : `A list holds relations: write ${relation}.`;
}

export const relationsSchema = z
  .strictObject(
    {
      after: anchorSchema.optional().describe("Later than this ends."),
      before: anchorSchema.optional().describe("Earlier than this begins."),
      during: anchorSchema.optional().describe("While this lasts, both ends included."),
      with: anchorSchema.optional().describe("At the same time as this."),
      offset: durationSchema
        .optional()
        .describe("Exactly so long after or before: P3W (three weeks), P10D, P1M (28 to 31 days), P2Y, PT6H."),
      atLeast: durationSchema.optional().describe("No sooner than this after, or later than this before; such as P1M."),
      atMost: durationSchema.optional().describe("No later than this after, or sooner than this before; such as P2Y."),
      stardate: z
        .string({ error: ({ input }) => `A stardate is text: quote it, as in stardate: "${String(input)}".` })
        .min(1)
        .max(40)
        .optional()
        .describe(
          'A stardate of the Next Generation era, or of one that the configuration declares; quoted: "65776.2".',
        ),
      calendar: z
        .string()
        .min(1)
        .max(100)
        .optional()
        .describe("Of what calendar `date` is: julian, or one that the configuration declares."),
      date: z
        .union([z.string().min(1).max(200), z.int()])
        .optional()
        .describe("A day, a month or a year of that calendar: 12 Frostmoon 3E 433, 1500-02-29."),
    },
    { error: ({ code, input }) => (code === "invalid_type" ? asRelation(input) : undefined) },
  )
  .meta({
    id: "DateRelations",
    description:
      "When something was by what it comes after, before, during or with: { after: breen-crisis-ends, atMost: P2Y }.",
  });

export const dateShapeSchema = z.union(
  [
    z
      .string()
      .min(1)
      .max(200)
      .describe(
        "2388-10-10, 2388-10, 2388; about then: 2387~; uncertain: 2387?; some time within: 2385/2387; open: ../2388, 2380/..; nothing known: ../..",
      ),
    yearSchema,
    relationsSchema,
    z.array(relationsSchema).min(1).describe("Several relations: all hold."),
  ],
  {
    error:
      "A date is text such as 2388-10-10, a whole year, relations such as { after: an-event }, or a list of relations.",
  },
);

export type DateShape = z.infer<typeof dateShapeSchema>;
export type Relations = z.infer<typeof relationsSchema>;
