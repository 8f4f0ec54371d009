import type { z } from "zod";
import { ValorisError } from "../../events/valorisError.ts";
import { issueInWords } from "../../events/whatFits.ts";
import { channels as builtIn } from "../channels/channels.ts";
import type { Channel, Parameter } from "../channels/defineChannel.ts";
import { defaultModel, type Model } from "./model.ts";
import { type Given, type ModelFile, modelSchema } from "./modelSchema.ts";

/**
 * Makes a model of what a file says, as plain data; the rest is the default model's.
 *
 * @throws ValorisError `sim/model`
 * @example
 * import { readModel } from "valoris/sim";
 *
 * const model = readModel({ model: "peaceful", parameters: { breach: { cost: 4.5 } } });
 * console.log(model.parameters["breach"]?.["cost"]?.source); // set in peaceful
 */
export function readModel(plain: unknown, channels: readonly Channel[] = builtIn): Model {
  const schema = modelSchema(channels);
  const parsed = schema.safeParse(plain, { reportInput: true });
  if (parsed.success) return modelOf(parsed.data, channels);
  const { issues } = parsed.error;
  const [path, message] = told(issues[0], schema);
  throw new ValorisError("sim/model", `${path.length === 0 ? "The model" : path.join(".")}: ${message}`, {
    details: { issues: issues.length },
    help: "`valoris simulate --print-model` prints all that a model may say.",
  });
}

/** Where a mistake is; of what may be one thing or another, in the branch that was meant. */
function told(
  issue: z.core.$ZodIssue | undefined,
  schema: z.core.$ZodType,
  base: readonly (string | number)[] = [],
): readonly [path: readonly (string | number)[], message: string] {
  if (issue === undefined) return [base, "It is no model."];
  const path = [...base, ...issue.path.filter((step) => typeof step !== "symbol")];
  if (issue.code === "unrecognized_keys") return [path, `It has no \`${issue.keys.join("`, `")}\`.`];
  const meant =
    issue.code === "invalid_union"
      ? issue.errors.flat().find(({ path: inner, code }) => inner.length > 0 || code === "unrecognized_keys")
      : undefined;
  return meant === undefined ? [path, issueInWords(issue, schema, path)] : told(meant, schema, path);
}

/** Of a file that was validated. */
export function modelOf(file: ModelFile, channels: readonly Channel[]): Model {
  const base = defaultModel(channels);
  const { model: name, parameters = {}, excitation, memory = {}, coverage, mostEvents, causes } = file;
  const over = (own: Readonly<Record<string, Parameter>>, changes: Readonly<Record<string, Given | undefined>>) =>
    Object.fromEntries(Object.entries(own).map(([key, parameter]) => [key, changed(parameter, changes[key], name)]));
  return {
    name,
    parameters: Object.fromEntries(
      Object.entries(base.parameters).map(([group, own]) => [group, over(own, parameters[group] ?? {})]),
    ),
    excitation:
      excitation?.map(({ from, to, among, n }) => {
        const about = `events of ${to} that one of ${from} brings about`;
        const value = typeof n === "number" ? n : n.value;
        return { from, to, among, n: changed({ value, prior: [value / 2, value * 2], source: "", about }, n, name) };
      }) ?? base.excitation,
    memory: over(base.memory, memory),
    mostEvents: mostEvents ?? base.mostEvents,
    causes: causes ?? base.causes,
    ...(coverage === undefined ? {} : { coverage }),
  };
}

/** A bare number is somebody's choice, and says whose; a prior that does not hold it is widened, and that is said too. */
function changed(parameter: Parameter, given: Given | undefined, model: string): Parameter {
  if (given === undefined) return parameter;
  const { value, prior, source } = typeof given === "number" ? { value: given } : given;
  const [low, high] = prior ?? parameter.prior;
  const beyond = value < low || value > high ? `, beyond ${low} to ${high}` : "";
  return {
    ...parameter,
    value,
    prior: [Math.min(low, value), Math.max(high, value)],
    source: source ?? `set in ${model}${beyond}`,
  };
}
