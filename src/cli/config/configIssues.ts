import { z } from "zod";
import { closest, issueInWords } from "../../index.ts";

export type ConfigPath = readonly (string | number)[];

/** A mistake in the configuration, where it is, and whether the name there is wrong or what stands behind it. */
export interface ConfigIssue {
  readonly path: ConfigPath;
  readonly part: "key" | "value";
  readonly message: string;
  readonly help?: string;
}

/** zod's issues, a mistake each, in the words of who wrote the file. */
export function configIssues(
  issues: readonly z.core.$ZodIssue[],
  schema: z.core.$ZodType,
  /** How the whole is called. */
  whole: string,
  base: ConfigPath = [],
): ConfigIssue[] {
  const misspelt = new Set(issues.filter(({ code }) => code === "unrecognized_keys").map(({ path }) => path.join()));
  // A misspelt name explains the one that is missing.
  const unexplained = issues.filter(
    ({ path, input }) => input !== undefined || !misspelt.has(path.slice(0, -1).join()),
  );
  return unexplained.flatMap((issue): ConfigIssue[] => {
    const path = [...base, ...issue.path.filter((step) => typeof step !== "symbol")];
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => unknownKey(key, path, keysAt(schema, path), whole));
    if (issue.code === "invalid_union") {
      const branch = furthest(issue.errors);
      if (branch !== undefined) return configIssues(branch, schema, whole, path);
      const words = issue.errors.flat().flatMap((one) => (one.code === "invalid_value" ? one.values : []));
      return [{ path, part: "value", message: issueInWords(issue, schema, path), ...suggest(issue.input, words) }];
    }
    if (issue.code === "invalid_value")
      return [
        {
          path,
          part: "value",
          message: `\`${nameOf(path)}\` is one of ${issue.values.join(", ")}.`,
          ...suggest(issue.input, issue.values),
        },
      ];
    const isMissing = issue.input === undefined && path.length > 0;
    const missing = isMissing ? `\`${nameOf(path)}\` is missing. ` : "";
    return [{ path, part: "value", message: `${missing}${issueInWords(issue, schema, path)}` }];
  });
}

/** Of branches that all refused, the one that went into the value is what was meant. */
function furthest(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | undefined {
  return branches.find((branch) => branch.some(({ path, code }) => path.length > 0 || code === "unrecognized_keys"));
}

function unknownKey(key: string, path: ConfigPath, known: readonly string[], whole: string): ConfigIssue {
  const suggestion = closest(key, known);
  const inside = path.length === 0 ? whole : `\`${nameOf(path)}\``;
  return {
    path: [...path, key],
    part: "key",
    message: `${inside} has no \`${key}\`.`,
    help: suggestion === undefined ? `It may have ${known.join(", ")}.` : `Did you mean \`${suggestion}\`?`,
  };
}

function suggest(input: unknown, words: readonly unknown[]): { readonly help?: string } {
  const suggestion = typeof input === "string" ? closest(input, words.map(String)) : undefined;
  return suggestion === undefined ? {} : { help: `Did you mean \`${suggestion}\`?` };
}

/** The names that a mapping of the schema may have. */
function keysAt(schema: z.core.$ZodType, path: ConfigPath): readonly string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return keysAt(schema.def.innerType, path);
  if (schema instanceof z.ZodUnion) return schema.def.options.flatMap((option) => keysAt(option, path));
  const [step, ...rest] = path;
  if (schema instanceof z.ZodObject) {
    const shape: Readonly<Record<string, z.core.$ZodType>> = schema.def.shape;
    if (step === undefined) return Object.keys(shape);
    const inner = shape[step] ?? schema.def.catchall;
    return inner === undefined ? [] : keysAt(inner, rest);
  }
  if (step === undefined) return [];
  if (schema instanceof z.ZodRecord) return keysAt(schema.def.valueType, rest);
  return schema instanceof z.ZodArray ? keysAt(schema.def.element, rest) : [];
}

const nameOf = (path: ConfigPath): string => path.map(String).join(".");
