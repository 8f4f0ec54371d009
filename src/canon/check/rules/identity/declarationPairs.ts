import { canonicalJson } from "../../../../events/contentHash.ts";
import type { Declaration, EntityRecord } from "../../registers/entities.ts";

/** What never changes about somebody or something: where two declarations differ in it, they are about two. */
export const IMMUTABLE: ReadonlySet<string> = new Set(["species", "sex", "mother", "father", "registry"]);

/** Fields that two declarations both give, with different values. */
export function differingFacts(a: Declaration, b: Declaration): string[] {
  return Object.keys(a.facts).filter(
    (field) => b.facts[field] !== undefined && canonicalJson(a.facts[field]) !== canonicalJson(b.facts[field]),
  );
}

export type DeclarationDifference = "kind" | "immutable facts" | "facts";

export interface DifferingPair {
  readonly first: Declaration;
  readonly second: Declaration;
  readonly differs: DeclarationDifference;
  readonly fields: readonly string[];
}

/**
 * Declarations of one id that disagree, each with the first that it disagrees with. Two dated ones may differ in what can
 * change, if the thing ended in between; if it did not, that is `lifespan/twice-started`.
 */
export function differingPairs({ declarations }: EntityRecord): DifferingPair[] {
  const outright = declarations.filter(({ role }) => role === "declares");
  return outright.flatMap((second, index): DifferingPair[] => {
    for (const first of outright.slice(0, Math.min(index, 4))) {
      const pair = compareDeclarations(first, second);
      if (pair !== undefined) return [pair];
    }
    return [];
  });
}

function compareDeclarations(first: Declaration, second: Declaration): DifferingPair | undefined {
  if (first.kind !== second.kind) return { first, second, differs: "kind", fields: [] };
  const fields = differingFacts(first, second);
  const immutable = fields.filter((field) => IMMUTABLE.has(field));
  const dates = [first, second].filter(({ event }) => event.at !== undefined).length;
  if (immutable.length > 0 && dates > 0) return { first, second, differs: "immutable facts", fields: immutable };
  return fields.length > 0 && dates < 2 ? { first, second, differs: "facts", fields } : undefined;
}
