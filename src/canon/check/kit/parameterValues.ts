import { listOf } from "./words.ts";
import type { RuleParameter, Parameters, ParameterValue, ParameterValues, Rule } from "./rule.ts";

/** A rule's parameters, those of the canon over its own; or what is wrong with them. */
export function parameterValues(
  { parameters }: Pick<Rule, "parameters">,
  given: Readonly<Record<string, unknown>>,
): { readonly values: ParameterValues<Parameters> } | { readonly wrong: string } {
  for (const name of Object.keys(given))
    if (!Object.hasOwn(parameters, name)) return { wrong: unknownParameter(name, Object.keys(parameters)) };
  const values: Record<string, ParameterValue> = {};
  for (const [name, parameter] of Object.entries(parameters)) {
    const value = Object.hasOwn(given, name) ? like(parameter, given[name]) : parameter.default;
    if (value === undefined)
      return {
        wrong: `its parameter \`${name}\` cannot be ${shown(given[name])}: it is ${inWords(parameter)}`,
      };
    values[name] = value;
  }
  return { values };
}

function unknownParameter(name: string, known: readonly string[]): string {
  const others = known.length === 0 ? "nor any other" : `only ${listOf(known.map((one) => `\`${one}\``))}`;
  return `it has no parameter \`${name}\`, ${others}`;
}

const shown = (value: unknown): string =>
  Number.isNaN(value) ? "no number" : typeof value === "number" ? String(value) : (JSON.stringify(value) ?? "nothing");

function inWords({ default: own }: RuleParameter): string {
  const what =
    typeof own === "number"
      ? "a number from 0"
      : typeof own === "boolean"
        ? "true or false"
        : Array.isArray(own)
          ? "a list of texts"
          : "a mapping to numbers from 0";
  return `${what}, such as ${JSON.stringify(own)}`;
}

/** The value, if it is of the default's type. A table of numbers is laid over the default. */
function like({ default: own }: RuleParameter, value: unknown): ParameterValue | undefined {
  if (typeof own === "number") return isAmount(value) ? value : undefined;
  if (typeof own === "boolean") return typeof value === "boolean" ? value : undefined;
  if (Array.isArray(own))
    return Array.isArray(value) && value.every((item) => typeof item === "string") ? value : undefined;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const numbers = Object.entries(value).filter((entry): entry is [string, number] => isAmount(entry[1]));
  return numbers.length === Object.keys(value).length ? { ...own, ...Object.fromEntries(numbers) } : undefined;
}

const isAmount = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value) && value >= 0;
