import { z } from "zod";
import { type DateExpression, dateExpressionSchema } from "./dates/dateExpression.ts";
import { idSchema, text } from "./fields.ts";

export type EventId = string;
export type EntityId = string;
export type TimelineName = string;
export type CommitId = string;

/** Where canon says it: a cited document, or a line of a file that was converted. */
export const sourceSchema = z.union([
  z.strictObject({ document: idSchema, locator: z.string().max(1000).optional() }),
  z.strictObject({ path: z.string().min(1).max(4096), line: z.int().positive() }),
]);
export type Source = z.infer<typeof sourceSchema>;

const visibilitySchema = z.array(z.strictObject({ who: idSchema, from: dateExpressionSchema.optional() }));
export type Visibility = z.infer<typeof visibilitySchema>;

const statedSchema = z.strictObject({
  date: dateExpressionSchema.optional(),
  age: z.number().nonnegative().optional(),
  duration: z.string().max(100).optional(),
  count: z.int().nonnegative().optional(),
  ratio: z.number().nonnegative().optional(),
});
export type StatedFacts = z.infer<typeof statedSchema>;

const expectationSchema = z.strictObject({ rule: z.string().min(1).max(200), reason: z.string().min(1).max(10_000) });

/** The fields that any event may have, beside those of its type. */
export const envelopeShape = {
  id: idSchema.optional().describe("Unique among events; a–z, 0–9 and hyphens. Without one, a hash of the content."),
  at: dateExpressionSchema.optional().describe("When it happened. A declaration without it holds since the beginning."),
  placed: dateExpressionSchema
    .optional()
    .describe("Where to draw a vague event. Ours, not canon; never makes a finding certain."),
  title: z.string().max(1000).optional().describe("One line for people."),
  text: text.optional().describe("In your own words, what canon says."),
  tags: z.array(z.string().min(1).max(200)).optional(),
  causes: z.array(idSchema).optional().describe("Events that explain this one."),
  necessary: z.array(idSchema).optional().describe("Events without which this cannot have happened."),
  source: sourceSchema.optional().describe("Where canon says so."),
  known: visibilitySchema.optional().describe("Who knows, and since when. Absent: public at once; []: nobody."),
  expect: z.array(expectationSchema).optional().describe("Contradictions that are meant, each with its reason."),
  guard: z
    .string()
    .max(10_000)
    .optional()
    .describe('A condition that must hold, such as "control(portas-v) = breen-confederacy".'),
  states: statedSchema.optional().describe("What the text claims in numbers, for rules to check."),
  timeTravel: z.boolean().optional().describe("Cause and effect may run backwards here."),
  posthumous: z.boolean().optional().describe("The actor may be dead."),
  retrospective: z.boolean().optional().describe("It looks back: what it names may lie in the past."),
  invented: z
    .union([z.boolean(), z.array(z.string().min(1).max(200))])
    .optional()
    .describe("Ours, not canon: all of it, or the listed fields."),
  why: z.string().min(1).max(10_000).optional().describe("Why it was added; no part of what it says happened."),
  change: idSchema.optional().describe("A stable id of the edit that recorded this."),
} as const;

export const ENVELOPE_FIELDS: ReadonlySet<string> = new Set(Object.keys(envelopeShape));

/** What is recorded: an event as an author states it. `data` is validated when it enters and trusted when it is read back. */
export interface ChronicleEvent<Type extends string = string, Data = unknown> {
  readonly id: EventId;
  readonly type: Type;
  /** Of this type's schema; older ones are upcast when they are read. */
  readonly version: number;
  readonly data: Data;
  readonly at?: DateExpression;
  readonly placed?: DateExpression;
  readonly title?: string;
  readonly text?: string;
  readonly tags?: readonly string[];
  readonly causes?: readonly EventId[];
  readonly necessary?: readonly EventId[];
  readonly source?: Source;
  readonly known?: Visibility;
  readonly expect?: readonly { readonly rule: string; readonly reason: string }[];
  readonly guard?: string;
  readonly states?: StatedFacts;
  readonly timeTravel?: boolean;
  readonly posthumous?: boolean;
  readonly retrospective?: boolean;
  readonly invented?: boolean | readonly string[];
  readonly why?: string;
  readonly change?: string;
}

/** An event before it is recorded: whoever gives it no id gets one, whoever gives no version means the newest of its type. */
export type NewEvent<Type extends string = string, Data = unknown> = Omit<
  ChronicleEvent<Type, Data>,
  "id" | "version"
> & {
  readonly id?: EventId;
  readonly version?: number;
};
