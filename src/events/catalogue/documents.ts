import { z } from "zod";
import { type DateExpression, dateExpressionSchema } from "../dates/dateExpression.ts";
import { plainDate, plainSpan } from "../dates/plainDate.ts";
import type { Span } from "../dates/span.ts";
import { defineEvent } from "../defineEvent.ts";
import { naming, question } from "../effects.ts";
import type { ChronicleEvent, EntityId } from "../envelope.ts";
import { creates, declares, entityShape, name, oneOrMore, refers } from "../fields.ts";

/** Of which time a document tells, where it says so. Data is trusted. */
export function coveredBy({
  from,
  until,
}: {
  readonly from?: string | number | undefined;
  readonly until?: string | number | undefined;
}): Span {
  return {
    earliest: (from === undefined ? undefined : plainSpan(from)?.earliest) ?? Number.NEGATIVE_INFINITY,
    latest: (until === undefined ? undefined : plainSpan(until)?.latest) ?? Number.POSITIVE_INFINITY,
  };
}

export const DocumentAdded = defineEvent("DocumentAdded", {
  doc: "A document becomes part of what canon cites.",
  verb: "was added",
  declares: "document",
  schema: () =>
    z.strictObject({
      document: declares("document"),
      title: name,
      rank: z.int().positive().describe("Whose word counts; 1 is highest."),
      present: dateExpressionSchema
        .optional()
        .describe("When the document speaks from: what `@document` means in a date."),
      covers: z
        .strictObject({
          from: plainDate.optional().describe("From the beginning if absent."),
          until: plainDate.optional().describe("For good if absent."),
        })
        .optional()
        .describe(
          "Of which time it tells: nobody is missed, and no answer waited for, in times of which no document does.",
        ),
      sections: z
        .record(z.string(), z.int().nonnegative())
        .optional()
        .describe("Paragraphs in each section, for `valoris coverage`."),
    }),
});

/** The document that an event adds; undefined for other events. Data is trusted. */
export function documentOf({ type, data }: ChronicleEvent): z.infer<typeof DocumentAdded.schema> | undefined {
  return type === DocumentAdded.type ? (data as z.infer<typeof DocumentAdded.schema>) : undefined;
}

/** The present of a document, where an event adds one that speaks from somewhere in time. Data is trusted. */
export function presentOf(event: ChronicleEvent): { document: EntityId; at: DateExpression } | undefined {
  const added = documentOf(event);
  return added?.present === undefined ? undefined : { document: added.document, at: added.present };
}

export const EntityDeclared = defineEvent("EntityDeclared", {
  doc: "Something that an event brings about (a treaty, a conflict, a report, a question) gets its name.",
  undated: true,
  schema: () =>
    z.strictObject({
      entity: declares("treaty", "conflict", "report", "question", "talks"),
      kind: z.enum(["treaty", "conflict", "report", "question", "talks"]),
      name: name.optional(),
      ...entityShape,
    }),
});

export const EntityRenamed = defineEvent("EntityRenamed", {
  doc: "Somebody or something is called otherwise from then on: a city, a ship, a state. It is still found by each of its names.",
  schema: () =>
    z.strictObject({ entity: refers(), name, from: name.optional().describe("What it was called until then.") }),
  effects: ({ entity, name: called }) => [naming(entity, called)],
});

export const QuestionOpened = defineEvent("QuestionOpened", {
  doc: "Something is not known: one of several answers is true, or another.",
  verb: "was opened",
  schema: () =>
    z.strictObject({
      question: creates("question"),
      about: refers(),
      options: z.array(name).min(1).describe("Answers that exclude each other; *other* is always one more."),
    }),
  effects: ({ question: id, about, options }) => [question(id, { about, options })],
});

export const QuestionSettled = defineEvent("QuestionSettled", {
  doc: "Canon answers a question.",
  schema: () => z.strictObject({ question: refers("question"), answer: name }),
  effects: ({ question: id, answer }) => [question(id, { answer })],
});

export const Noted = defineEvent("Noted", {
  doc: "Anything worth its date that changes no number.",
  schema: () => z.strictObject({ about: oneOrMore(refers()) }),
});
