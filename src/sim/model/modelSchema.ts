import { z } from "zod";
import { dateExpressionSchema } from "../../events/dates/dateExpression.ts";
import type { Channel, Parameter } from "../channels/defineChannel.ts";
import { type ExcitedAmong, RELATIONS } from "./excitation.ts";
import { type Coverage, type Reading, READINGS } from "./model.ts";
import { declaredParameters } from "./parameters.ts";
import { getOrMake } from "../../idioms/multimap.ts";
import { defined } from "../../idioms/defined.ts";

/** What a model file says: everything that is absent is as the default model has it. */
export interface ModelFile {
  readonly model: string;
  readonly parameters?: Readonly<Record<string, Readonly<Record<string, Given | undefined>> | undefined>> | undefined;
  readonly excitation?:
    | readonly { readonly from: string; readonly to: string; readonly among: ExcitedAmong; readonly n: Given }[]
    | undefined;
  readonly memory?: Readonly<Record<string, Given | undefined>> | undefined;
  readonly coverage?: readonly Coverage[] | undefined;
  readonly mostEvents?: number | undefined;
  readonly causes?: Reading | undefined;
}

/** A number, with or without where it comes from. */
export type Given =
  | number
  | {
      readonly value: number;
      readonly prior?: readonly [number, number] | undefined;
      readonly source?: string | undefined;
    };

const EXAMPLES = "It is a date such as 2388-10-10, 2388-10 or 2388.";

type Range = Pick<Parameter, "least" | "most">;

/** Below 0 only where the prior is. */
const rangeOf = ({ prior: [low], least = low < 0 ? undefined : 0, most }: Parameter): Range => ({
  ...defined({ least, most }),
});

function numberIn({ least, most }: Range) {
  const finite = z.number("It is a finite number.");
  const notLess = least === undefined ? finite : finite.min(least, `It cannot be below ${least}.`);
  return most === undefined ? notLess : notLess.max(most, `It cannot be above ${most}.`);
}

function givenIn(range: Range) {
  const legal = numberIn(range);
  const prior = z
    .tuple([legal, legal], "A prior is [low, high].")
    .refine(([low, high]) => low <= high, "The lower end of a prior comes first.")
    .describe("Between which it may well lie.");
  const whole = z
    .strictObject({
      value: legal,
      prior: prior.optional(),
      source: z.string().min(1).max(1000).optional().describe("Where it comes from, or “our judgement”."),
    })
    .refine(({ value, prior: [low, high] = [value, value] }) => low > high || (value >= low && value <= high), {
      message: "The value lies outside its prior.",
      path: ["value"],
    });
  return z.union([legal, whole], "It is a finite number, or { value: …, prior: [low, high], source: … }.");
}

const date = z
  .union([z.string(), z.number()], EXAMPLES)
  .refine((written) => dateExpressionSchema.safeParse(written).success, EXAMPLES)
  .describe("Open where absent.");

const known = new WeakMap<readonly Channel[], ReturnType<typeof makeSchema>>();

/** The shape of a model file for these channels. */
export function modelSchema(channels: readonly Channel[]) {
  const before = known.get(channels);
  if (before !== undefined) return before;
  const schema = makeSchema(channels);
  known.set(channels, schema);
  return schema;
}

function makeSchema(channels: readonly Channel[]) {
  const ranges = new Map<string, ReturnType<typeof givenIn>>();
  /** The same for the same range: an editor's schema says it once. */
  const given = (range: Range, about: string) => {
    const key = `${range.least}…${range.most}`;
    const schema = getOrMake(ranges, key, () => givenIn(range));
    return schema.describe(about);
  };
  const names = channels.map(({ name }) => name);
  const channel = z.enum(names);
  const groups = [...declaredParameters(channels)].map(([group, own]) => {
    const parameters = Object.entries(own).map(
      ([name, parameter]) => [name, given(rangeOf(parameter), parameter.about).optional()] as const,
    );
    return [group, mapping(Object.fromEntries(parameters)).optional()] as const;
  });
  const memories = names.map((name) => [name, given({ least: SHORTEST }, "Days.").optional()] as const);
  return mapping({
    model: z.string("A model has a name.").min(1).max(200).describe("What it is called."),
    parameters: mapping(Object.fromEntries(groups)).optional(),
    excitation: z
      .array(
        mapping({
          from: channel,
          to: channel,
          among: z.enum(RELATIONS).describe("Sources of the actor's own side, of its target's, or any."),
          n: given({ least: 0 }, "How many events each brings about, on the average."),
        }),
        "It is a list of { from, to, among, n }.",
      )
      .optional()
      .describe("Which events bring about which others; in place of the default's whole list."),
    memory: mapping(Object.fromEntries(memories))
      .optional()
      .describe("By channel: after how many days 1/e is left of what excites it."),
    coverage: z
      .array(
        mapping({ channel, from: date.optional(), until: date.optional() }),
        "It is a list of { channel, from, until }.",
      )
      .optional()
      .describe("Where canon would have told of a class of events; absent: everywhere up to its end."),
    causes: z
      .enum(READINGS, "It is any, all or ignored.")
      .optional()
      .describe(
        "Of several causes: an event of canon happens while any of them is left, while all are, or whatever became of them.",
      ),
    mostEvents: z
      .int("It is a whole number.")
      .min(1, "It cannot be below 1.")
      .max(1_000_000, "It cannot be above 1000000.")
      .optional()
      .describe("No run has more simulated events."),
  });
}

/** Days: what is over sooner than in a quarter of an hour would happen at rates beyond all that is simulated. */
const SHORTEST = 0.01;

const mapping = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: ({ code }) => (code === "invalid_type" ? "It is a mapping of names." : undefined),
  });
