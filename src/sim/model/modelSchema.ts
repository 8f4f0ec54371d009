import { z } from "zod";
import type { Channel, Parameter } from "../channels/defineChannel.ts";
import { RELATIONS } from "./excitation.ts";
import { declaredParameters } from "./parameters.ts";

/** What a model file says: everything that is absent is as the default model has it. */
export interface ModelFile {
  readonly model: string;
  readonly parameters?: Readonly<Record<string, Readonly<Record<string, Given>>>>;
  readonly excitation?: readonly {
    readonly from: string;
    readonly to: string;
    readonly among: (typeof RELATIONS)[number];
    readonly n: Given;
  }[];
  readonly memory?: Readonly<Record<string, Given>>;
  readonly coverage?: readonly { readonly channel: string; readonly from?: string; readonly until?: string }[];
  readonly mostEvents?: number;
}

/** A number, with or without where it comes from. */
export type Given =
  | number
  | { readonly value: number; readonly prior?: readonly [number, number]; readonly source?: string };

/** Of a parameter: as large and as small as makes sense, by what is declared of it. */
function given({ prior: [low], most = Number.POSITIVE_INFINITY, about }: Pick<Parameter, "prior" | "most" | "about">) {
  const legal = z
    .number("It is a finite number.")
    .refine((value) => !(low > 0) || value > 0, "It has to be above 0.")
    .refine((value) => low !== 0 || value >= 0, "It cannot be below 0.")
    .refine((value) => value <= most, `It can be ${most} at most.`);
  return z
    .union([
      legal,
      z
        .strictObject({
          value: legal,
          prior: z
            .tuple([z.number(), z.number()])
            .refine(([from, to]) => from <= to, "The lower end comes first.")
            .optional()
            .describe("Between which it may well lie."),
          source: z.string().min(1).max(1000).optional().describe("Where it comes from, or “our judgement”."),
        })
        .refine(({ value, prior }) => prior === undefined || (value >= prior[0] && value <= prior[1]), {
          message: "The value lies outside its prior.",
          path: ["value"],
        }),
    ])
    .describe(about);
}

const known = new WeakMap<readonly Channel[], ReturnType<typeof makeSchema>>();

/** The shape of a model file for these channels. */
export function modelSchema(channels: readonly Channel[]) {
  let schema = known.get(channels);
  if (schema === undefined) known.set(channels, (schema = makeSchema(channels)));
  return schema;
}

function makeSchema(channels: readonly Channel[]) {
  const names = channels.map(({ name }) => name);
  const channel = z.enum(names as [string, ...string[]]);
  const offspring = given({ prior: [0, 1], about: "How many events each brings about, on the average." });
  const groups = [...declaredParameters(channels)].map(([group, own]) => [
    group,
    z
      .strictObject(
        Object.fromEntries(Object.entries(own).map(([name, parameter]) => [name, given(parameter).optional()])),
      )
      .optional(),
  ]);
  return z.strictObject({
    model: z.string("A model has a name.").min(1).max(200).describe("What it is called."),
    parameters: z.strictObject(Object.fromEntries(groups)).optional(),
    excitation: z
      .array(z.strictObject({ from: channel, to: channel, among: z.enum(RELATIONS), n: offspring }))
      .optional()
      .describe("Which events bring about which others; in place of the default's whole list."),
    memory: z
      .strictObject(
        Object.fromEntries(
          names.map((name) => [name, given({ prior: [1, 1000], about: "Days after which 1/e is left." }).optional()]),
        ),
      )
      .optional(),
    coverage: z
      .array(z.strictObject({ channel, from: z.string().optional(), until: z.string().optional() }))
      .optional()
      .describe("Where canon would have told of a class of events; absent: everywhere up to its end."),
    mostEvents: z.int().positive().max(1_000_000).optional().describe("No run has more simulated events."),
  });
}
