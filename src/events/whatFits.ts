import { z } from "zod";
import { closest } from "./closest.ts";
import { withoutStraySigns } from "./straySigns.ts";
import { codeNames, fieldReferences } from "./fields.ts";

/** How many values or fields a sentence lists. */
const LISTED = 16;

/** What a schema takes, in words that fit behind “takes”: “one of defence, offence”, “a number from 0 to 1”. */
export function whatFits(schema: z.core.$ZodType, inside: ReadonlySet<z.core.$ZodType> = new Set()): string {
  // A schema may contain itself (a claim's opposite).
  if (inside.has(schema)) return "the same again";
  const within = new Set([...inside, schema]);
  const inner = innerOf(schema);
  if (inner !== undefined) return whatFits(inner, within);
  const reference = fieldReferences.get(schema);
  if (reference !== undefined)
    return reference.targets.length === 0 ? "an id" : `the id of ${eitherOf(reference.targets.map(withArticle))}`;
  const shared = sharedDescription(schema);
  if (shared !== undefined) return shared;
  const names = codeNames.get(schema);
  if (names !== undefined)
    return `one of ${Object.entries(names)
      .map(([code, name]) => `${code} (${name})`)
      .join(", ")}`;
  if (schema instanceof z.ZodUnion) return unionFits(schema, within);
  if (schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral) return oneOf(wordsOf(schema));
  if (schema instanceof z.ZodString) return textFits(schema);
  if (schema instanceof z.ZodNumber) return numberFits(schema);
  if (schema instanceof z.ZodBoolean) return "true or false";
  if (schema instanceof z.ZodNull) return "nothing";
  if (schema instanceof z.ZodTuple)
    return `a list of ${schema.def.items.length}: ${schema.def.items.map((item) => whatFits(item, within)).join(", and ")}`;
  if (schema instanceof z.ZodArray) return listFits(schema, within);
  if (schema instanceof z.ZodRecord) return `names, each with ${whatFits(schema.def.valueType, within)}`;
  if (schema instanceof z.ZodObject) return fieldsFit(schema);
  return "any value";
}

function innerOf(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodNullable
  )
    return schema.def.innerType;
  if (schema instanceof z.ZodLazy) return schema.def.getter();
  return schema instanceof z.ZodPipe ? schema.def.in : undefined;
}

/** What the schema says of itself, where it is one that many fields have; also if a field describes it anew. */
function sharedDescription(schema: z.core.$ZodType): string | undefined {
  for (let own: z.core.$ZodType | undefined = schema; own !== undefined; own = own._zod.parent) {
    const meta = z.globalRegistry.get(own);
    if (meta?.id !== undefined && meta.description !== undefined)
      return meta.description.replace(/\.$/, "").replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase());
  }
  return undefined;
}

function unionFits(schema: z.ZodUnion, within: ReadonlySet<z.core.$ZodType>): string {
  const literals = schema.def.options.filter((option) => option instanceof z.ZodLiteral);
  const others = schema.def.options.filter((option) => !(option instanceof z.ZodLiteral));
  const words = literals.length === 0 ? [] : [oneOf(literals.flatMap(wordsOf))];
  return [...new Set([...others.map((option) => whatFits(option, within)), ...words])].join(", or ");
}

function listFits(schema: z.ZodArray, within: ReadonlySet<z.core.$ZodType>): string {
  const { least } = lengthsOf(schema);
  const example =
    schema.def.element instanceof z.ZodString && fieldReferences.has(schema.def.element) ? ", such as [a, b]" : "";
  return `a list${least > 0 ? ` of at least ${least}` : ""}, each of them ${whatFits(schema.def.element, within)}${example}`;
}

function fieldsFit({ def: { shape } }: z.ZodObject): string {
  const entries = Object.entries(shape);
  const names = (isOptional: boolean) =>
    entries.filter(([, field]) => field instanceof z.ZodOptional === isOptional).map(([name]) => `\`${name}\``);
  const [needed, free] = [names(false), names(true)];
  const rest = free.length > LISTED ? [...free.slice(0, LISTED), "…"] : free;
  if (needed.length === 0) return `fields in { }: any of ${rest.join(", ")}`;
  return `fields in { }: ${needed.join(", ")}${rest.length === 0 ? "" : `, and any of ${rest.join(", ")}`}`;
}

function textFits(schema: z.ZodString): string {
  const { least, most } = lengthsOf(schema);
  const limit = most === Number.POSITIVE_INFINITY ? "" : ` of at most ${most} characters`;
  const patterns = (schema._zod.def.checks ?? []).flatMap(({ _zod: { def } }) =>
    "pattern" in def && def.pattern instanceof RegExp ? [` that fits ${String(def.pattern)}`] : [],
  );
  if (patterns.length > 0) return `text${patterns.join(" and")}`;
  return `text${least > 0 && limit === "" ? " that is not empty" : ""}${limit}`;
}

function numberFits(schema: z.ZodNumber): string {
  const bounds = { low: "", high: "" };
  const from: string[] = [];
  for (const { _zod } of schema._zod.def.checks ?? []) {
    const { def } = _zod;
    if (!("value" in def)) continue;
    const bound = String(def.value);
    const isInclusive = "inclusive" in def && def.inclusive === true;
    if (def.check === "greater_than") bounds.low = isInclusive ? `from ${bound}` : `above ${bound}`;
    else if (def.check === "less_than") bounds.high = isInclusive ? `to ${bound}` : `below ${bound}`;
    else if (def.check === "multiple_of") from.push(`that is a multiple of ${bound}`);
  }
  const { low, high } = bounds;
  if (low !== "") from.push(low.startsWith("from") && high === "" ? `${low} up` : low);
  if (high !== "")
    from.push(
      low === "" ? high.replace("to", "up to") : low.startsWith("above") ? `and ${high.replace("to", "up to")}` : high,
    );
  const isWhole = schema instanceof z.ZodNumberFormat && schema._zod.def.format.includes("int");
  return [isWhole ? "a whole number" : "a number", ...from].join(" ");
}

function lengthsOf(schema: z.core.$ZodType): { readonly least: number; readonly most: number } {
  let [least, most] = [0, Number.POSITIVE_INFINITY];
  for (const { _zod } of schema._zod.def.checks ?? []) {
    if ("minimum" in _zod.def) least = Math.max(least, Number(_zod.def.minimum));
    if ("maximum" in _zod.def) most = Math.min(most, Number(_zod.def.maximum));
  }
  return { least, most };
}

/** The words that may stand somewhere. */
function wordsOf(schema: z.core.$ZodType): readonly string[] {
  const inner = innerOf(schema);
  if (inner !== undefined) return wordsOf(inner);
  const names = codeNames.get(schema);
  if (names !== undefined) return Object.values(names);
  if (schema instanceof z.ZodEnum) return Object.values(schema.def.entries).map(String);
  if (schema instanceof z.ZodLiteral) return schema.def.values.map(String);
  return schema instanceof z.ZodUnion ? schema.def.options.flatMap(wordsOf) : [];
}

const oneOf = (words: readonly string[]): string => (words.length === 1 ? `${words[0]}` : `one of ${words.join(", ")}`);

const eitherOf = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;

const withArticle = (kind: string): string => `${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind}`;

/** What was probably meant, as a file would have it; only what the schema takes. */
export function probablyMeant(schema: z.core.$ZodType, given: unknown): string | undefined {
  for (const { value, written } of guesses(schema, given)) if (z.safeParse(schema, value).success) return written;
  return typeof given === "string" ? nearest(given, wordsOf(schema)) : undefined;
}

interface Guess {
  readonly value: unknown;
  readonly written: string;
}

const TRUTHS: ReadonlyMap<string, boolean> = new Map([
  ...["yes", "y", "on", "true"].map((word) => [word, true] as const),
  ...["no", "n", "off", "false"].map((word) => [word, false] as const),
]);

function* guesses(schema: z.core.$ZodType, given: unknown): Generator<Guess> {
  if (typeof given === "string") {
    const plain = withoutStraySigns(given);
    if (plain !== given) yield { value: plain, written: plain };
    const truth = TRUTHS.get(given.toLowerCase());
    if (truth !== undefined) yield { value: truth, written: String(truth) };
    const [, digits, percent] = /^(-?\d+(?:\.\d+)?)\s*(%?)$/.exec(given.trim()) ?? [];
    if (digits !== undefined && percent === "") yield { value: Number(digits), written: digits };
    if (percent === "%") yield shareOf(Number(digits));
    const parts = given.split(",").map((part) => part.trim());
    if (parts.every((part) => part !== "")) yield { value: parts, written: `[${parts.join(", ")}]` };
  }
  if (typeof given === "number") {
    yield { value: [given], written: `[${given}]` };
    if (given > 1 && given <= 100) yield shareOf(given);
  }
  if (!Array.isArray(given)) return;
  const [only, second] = given;
  if (given.length === 1 && isWord(only)) yield { value: only, written: String(only) };
  // Only dates take two with a slash in between; a text field would take that too.
  if (given.length === 2 && isWord(only) && isWord(second) && isDate(schema))
    yield { value: `${only}/${second}`, written: `${only}/${second}` };
}

const isWord = (value: unknown): value is string | number => typeof value === "string" || typeof value === "number";

const shareOf = (percent: number): Guess => ({ value: percent / 100, written: String(percent / 100) });

function isDate(schema: z.core.$ZodType): boolean {
  const inner = innerOf(schema);
  if (inner !== undefined) return isDate(inner);
  return (
    z.globalRegistry.get(schema)?.id === "Date" || (schema._zod.parent !== undefined && isDate(schema._zod.parent))
  );
}

/** The word that is nearest, or the only one that begins like this. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const near = closest(word, words);
  if (near !== undefined || word.length < 2) return near;
  const begun = words.filter((one) => one.toLowerCase().startsWith(word.toLowerCase()));
  return begun.length === 1 ? begun[0] : undefined;
}

/** The schemas that what is at `path` may be by: of each form of what lies above it. */
export function schemasAt(schema: z.core.$ZodType, path: readonly (string | number)[]): readonly z.core.$ZodType[] {
  const inner = innerOf(schema);
  const [step, ...rest] = path;
  if (step === undefined) return [schema];
  if (inner !== undefined) return schemasAt(inner, path);
  if (schema instanceof z.ZodUnion) return schema.def.options.flatMap((option) => schemasAt(option, path));
  const below =
    schema instanceof z.ZodObject
      ? Object.hasOwn(schema.def.shape, step)
        ? schema.def.shape[step]
        : restOf(schema)
      : schema instanceof z.ZodRecord
        ? schema.def.valueType
        : schema instanceof z.ZodTuple
          ? schema.def.items[Number(step)]
          : schema instanceof z.ZodArray
            ? schema.def.element
            : undefined;
  return below === undefined ? [] : schemasAt(below, rest);
}

/** What fields of any other name hold, where there may be some. */
const restOf = ({ def: { catchall } }: z.ZodObject): z.core.$ZodType | undefined =>
  catchall instanceof z.ZodNever ? undefined : catchall;

/**
 * What zod found, in words: of whoever wrote the schema where it has some, or by what may stand there.
 *
 * @example
 * import { issueInWords } from "valoris";
 * import { z } from "zod";
 *
 * const schema = z.strictObject({ share: z.number().min(0).max(1) });
 * const { error } = schema.safeParse({ share: 30 });
 * for (const issue of error?.issues ?? []) console.log(issueInWords(issue, schema, ["share"])); // It takes a number from 0 to 1.
 */
export function issueInWords(
  issue: z.core.$ZodIssue,
  schema: z.core.$ZodType,
  path: readonly (string | number)[],
): string {
  const schemas = schemasAt(schema, path);
  if (schemas.length === 0 || hasOwnWords(issue)) return inOwnWords(issue).replace(/\.?$/, ".");
  return `It takes ${[...new Set(schemas.map((one) => whatFits(one)))].join(", or ")}.`;
}

/** The names that fields may have there. */
export function fieldsAt(schema: z.core.$ZodType): readonly string[] {
  const inner = innerOf(schema);
  if (inner !== undefined) return fieldsAt(inner);
  if (schema instanceof z.ZodUnion) return schema.def.options.flatMap(fieldsAt);
  return schema instanceof z.ZodObject ? Object.keys(schema.def.shape) : [];
}

/** Whether who wrote the schema gave it words of its own for this: zod would say something else. */
export function hasOwnWords(issue: z.core.$ZodIssue): boolean {
  const raw: z.core.$ZodRawIssue = Object.assign(Object.create(null), issue);
  const usual = z.config().localeError?.(raw);
  return issue.message !== (typeof usual === "string" ? usual : usual?.message);
}

/** What who wrote the schema says of it. Of schemas that we know nothing of nothing can be said, whatever zod would say. */
export const inOwnWords = (issue: z.core.$ZodIssue): string =>
  hasOwnWords(issue) ? issue.message : "This does not fit what may stand here";

/** A value as a sentence names it. */
export function called(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "fields in { }";
  if (Number.isNaN(value)) return "no number";
  if (typeof value !== "string") return String(value);
  return value === "" ? "empty text" : `“${value.length > 60 ? `${value.slice(0, 60)}…` : value}”`;
}
