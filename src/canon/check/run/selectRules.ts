import { closest } from "../../../events/closest.ts";
import { ValorisError } from "../../../events/valorisError.ts";
import type { Rule } from "../kit/rule.ts";

/** Rules by id, or by group. */
export interface RuleChoice {
  /** These only; all if absent. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

/** The part of an id before the slash. */
export const groupOf = ({ id }: Pick<Rule, "id">): string => id.slice(0, id.indexOf("/"));

/**
 * The rules that were asked for.
 *
 * @throws ValorisError `check/unknown-rule`
 */
export function selectRules(rules: readonly Rule[], { include, exclude = [] }: RuleChoice): readonly Rule[] {
  const names = new Set(rules.flatMap((rule) => [rule.id, groupOf(rule)]));
  for (const name of [...(include ?? []), ...exclude]) {
    if (names.has(name)) continue;
    const suggestion = closest(name, names);
    throw new ValorisError("check/unknown-rule", `No rule is called ${name}.`, {
      help:
        suggestion === undefined
          ? "Name a rule, such as lifespan/acts-after-end, or a group."
          : `Did you mean ${suggestion}?`,
    });
  }
  const isNamed = (rule: Rule, list: readonly string[]): boolean =>
    list.includes(rule.id) || list.includes(groupOf(rule));
  return rules.filter((rule) => (include === undefined || isNamed(rule, include)) && !isNamed(rule, exclude));
}
