import { z } from "zod";
import { canonicalJson } from "./contentHash.ts";

/**
 * Says yes only to what the schema takes as it is, without a change; no means: ask the schema. Asking it at once costs ten times as
 * much, and most of what is read is right.
 */
export type Predicate = (value: unknown) => boolean;

/** By checks that are functions: a test that most of what passes them passes. A check stays the same where zod copies its schema. */
const shortcuts = new WeakMap<object, Predicate>();

/** What passes the test is taken for valid without asking the schema. */
export function withShortcut<Schema extends z.core.$ZodType>(schema: Schema, test: Predicate): Schema {
  for (const check of schema._zod.def.checks ?? []) shortcuts.set(check, test);
  return schema;
}

const made = new WeakMap<z.core.$ZodType, Predicate>();

export function predicateOf(schema: z.core.$ZodType): Predicate {
  const known = made.get(schema);
  if (known !== undefined) return known;
  // A schema may contain itself (a claim's opposite).
  made.set(schema, (value) => predicate(value));
  const shortcut = schema._zod.def.checks?.map((check) => shortcuts.get(check)).find((test) => test !== undefined);
  const asked: Predicate = (value) => {
    const result = z.safeParse(schema, value);
    return result.success && canonicalJson(result.data) === canonicalJson(value);
  };
  const predicate: Predicate =
    shortcut === undefined ? (structural(schema) ?? asked) : (value) => shortcut(value) || asked(value);
  made.set(schema, predicate);
  return predicate;
}

/** Undefined for schemas with checks that only zod can make. */
function structural(schema: z.core.$ZodType): Predicate | undefined {
  const checks = checksOf(schema);
  if (checks === undefined) return undefined;
  if (schema instanceof z.ZodOptional) {
    const inner = predicateOf(schema.def.innerType);
    return (value) => value === undefined || inner(value);
  }
  if (schema instanceof z.ZodString) {
    const { least, most } = checks;
    return (value) => typeof value === "string" && value.length >= least && value.length <= most;
  }
  if (schema instanceof z.ZodNumberFormat)
    return schema._zod.def.format === "safeint" ? numberPredicate(checks, Number.isSafeInteger) : undefined;
  if (schema instanceof z.ZodNumber) return numberPredicate(checks, Number.isFinite);
  if (schema instanceof z.ZodBoolean) return (value) => typeof value === "boolean";
  if (schema instanceof z.ZodUnknown) return () => true;
  if (schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral) {
    const values = new Set<unknown>(
      schema instanceof z.ZodEnum ? Object.values(schema.def.entries) : schema.def.values,
    );
    return (value) => values.has(value);
  }
  if (schema instanceof z.ZodUnion) {
    const options = schema.def.options.map(predicateOf);
    return (value) => options.some((option) => option(value));
  }
  if (schema instanceof z.ZodArray) {
    const element = predicateOf(schema.def.element);
    const { least, most } = checks;
    return (value) =>
      Array.isArray(value) && value.length >= least && value.length <= most && value.every((item) => element(item));
  }
  if (schema instanceof z.ZodObject) {
    const { fields, required, open } = fieldPredicates(schema);
    if (open === undefined) return undefined;
    return (value) => {
      if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
      let missing = required;
      for (const name of Object.keys(value)) {
        const field = fields.get(name);
        if (field === undefined) {
          if (!open) return false;
          continue;
        }
        const inner: unknown = Reflect.get(value, name);
        if (!field.test(inner)) return false;
        if (field.isRequired) missing--;
      }
      return missing === 0;
    };
  }
  return undefined;
}

export interface FieldPredicate {
  readonly test: Predicate;
  readonly isRequired: boolean;
}

/** An object schema, field by field; `open`: whether it takes others. */
export function fieldPredicates({ def: { shape, catchall } }: z.ZodObject): {
  readonly fields: ReadonlyMap<string, FieldPredicate>;
  readonly required: number;
  readonly open: boolean | undefined;
} {
  const fields = new Map(
    Object.entries(shape).map(([name, schema]) => [
      name,
      { test: predicateOf(schema), isRequired: !(schema instanceof z.ZodOptional) },
    ]),
  );
  const required = [...fields.values()].filter(({ isRequired }) => isRequired).length;
  // Without a catchall zod drops what it does not know: that is a change.
  const open = catchall instanceof z.ZodNever ? false : catchall instanceof z.ZodUnknown ? true : undefined;
  return { fields, required, open };
}

interface Checks {
  /** Length. */
  readonly least: number;
  readonly most: number;
  readonly bounds: readonly Predicate[];
}

function checksOf({ _zod: { def } }: z.core.$ZodType): Checks | undefined {
  let least = 0;
  let most = Number.POSITIVE_INFINITY;
  const bounds: Predicate[] = [];
  for (const { _zod } of def.checks ?? []) {
    const check = _zod.def;
    if (isCheck(check, "min_length") && "minimum" in check) least = Math.max(least, Number(check.minimum));
    else if (isCheck(check, "max_length") && "maximum" in check) most = Math.min(most, Number(check.maximum));
    else if ((isCheck(check, "greater_than") || isCheck(check, "less_than")) && "value" in check) {
      const bound = Number(check.value);
      const inclusive = "inclusive" in check && check.inclusive === true;
      const isLeast = check.check === "greater_than";
      bounds.push((value) => {
        const distance = isLeast ? Number(value) - bound : bound - Number(value);
        return distance > 0 || (inclusive && distance === 0);
      });
    } else return undefined;
  }
  return { least, most, bounds };
}

const isCheck = (check: z.core.$ZodCheckDef, name: string): boolean => check.check === name;

function numberPredicate({ bounds }: Checks, isFormed: Predicate): Predicate {
  return (value) => typeof value === "number" && isFormed(value) && bounds.every((bound) => bound(value));
}
