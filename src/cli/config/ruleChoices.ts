import { type CheckOptions, type Rule, groupOf } from "../../doors/canon.ts";
import { closest } from "../../index.ts";
import type { Config } from "../config.ts";
import type { ConfigIssue } from "./configIssues.ts";

type Severities = NonNullable<CheckOptions["severities"]>;
type Parameters = Readonly<Record<string, unknown>>;

/**
 * Severities and parameters by rule. A parameter of a group is one of each rule that has it; what a rule says itself comes first.
 *
 * @throws ValorisError `config/invalid` for rules and groups that there are not
 */
export function ruleChoices(
  { data, refuse }: Config,
  rules: readonly Rule[],
  /** There are others, which were not loaded: a name that is not known may be one of theirs. */
  hasOthers: boolean,
): Required<Pick<CheckOptions, "severities" | "parameters">> {
  const ids = new Set(rules.map(({ id }) => id));
  const names = new Set([...ids, ...rules.map(groupOf)]);
  const severities: Record<string, Severities[string]> = {};
  const ofGroups: Record<string, Parameters> = {};
  const ofRules: Record<string, Parameters> = {};
  const issues: ConfigIssue[] = [];
  for (const [name, said] of Object.entries(data.rules ?? {})) {
    if (!names.has(name)) {
      if (!hasOthers) issues.push(unknownRule(name, names));
      continue;
    }
    const { severity, ...parameters } = typeof said === "string" ? { severity: said } : said;
    if (severity !== undefined) severities[name] = severity;
    const members = rules.filter((rule) => groupOf(rule) === name);
    if (ids.has(name)) ofRules[name] = parameters;
    else
      for (const parameter of Object.keys(parameters)) {
        const having = members.filter((rule) => Object.hasOwn(rule.parameters, parameter));
        if (having.length === 0 && !hasOthers) issues.push(unknownOfGroup(name, parameter, members));
        for (const { id } of having) ofGroups[id] = { ...ofGroups[id], [parameter]: parameters[parameter] };
      }
  }
  const [first, ...others] = issues;
  if (first !== undefined) refuse(first, ...others);
  const parameters = Object.fromEntries(
    [...Object.keys(ofGroups), ...Object.keys(ofRules)].map((id) => [id, { ...ofGroups[id], ...ofRules[id] }]),
  );
  return { severities, parameters };
}

function unknownRule(name: string, names: ReadonlySet<string>): ConfigIssue {
  const suggestion = closest(name, names);
  return {
    path: ["rules", name],
    part: "key",
    message: `No rule and no group of rules is called ${name}.`,
    help:
      suggestion === undefined
        ? "Name a rule, such as lifespan/acts-after-end, or a group."
        : `Did you mean ${suggestion}?`,
  };
}

function unknownOfGroup(group: string, parameter: string, members: readonly Rule[]): ConfigIssue {
  const known = [...new Set(members.flatMap((rule) => Object.keys(rule.parameters)))];
  return {
    path: ["rules", group, parameter],
    part: "key",
    message: `No rule of the group ${group} has a parameter \`${parameter}\`.`,
    help: known.length === 0 ? "They have none." : `They have ${known.join(", ")}.`,
  };
}
