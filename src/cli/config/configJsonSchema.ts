import { z } from "zod";
import { type Rule, type RuleParameter, groupOf } from "../../doors/canon.ts";
import { configSchema } from "./configSchema.ts";

/** The JSON Schema (draft 7) of valoris.config.yaml, for editors: it knows rules and their parameters, and lets others pass. */
export function configJsonSchema(rules: readonly Rule[]): object {
  const { properties = {}, ...schema } = z.toJSONSchema(configSchema, {
    target: "draft-7",
    io: "input",
    reused: "inline",
  });
  const { rules: anyRule } = properties;
  if (typeof anyRule !== "object") return { ...schema, properties };
  const severity = { enum: ["error", "warning", "info", "off"] };
  const one = (description: string, parameters: Readonly<Record<string, object>>): object => ({
    description,
    anyOf: [severity, { type: "object", properties: { severity, ...parameters }, additionalProperties: false }],
  });
  const groups = [...new Set(rules.map(groupOf))].map((group) => {
    const members = rules.filter((rule) => groupOf(rule) === group);
    return [group, one(`Every rule of the group ${group}.`, Object.assign({}, ...members.map(parametersOf)))];
  });
  const known = rules.map((rule) => [rule.id, one(rule.explain.reports, parametersOf(rule))]);
  return {
    ...schema,
    title: "valoris configuration",
    properties: { ...properties, rules: { ...anyRule, properties: Object.fromEntries([...groups, ...known]) } },
  };
}

const parametersOf = ({ parameters }: Rule): Record<string, object> =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [
      name,
      { description: parameter.about, default: parameter.default, ...shapeOf(parameter) },
    ]),
  );

function shapeOf({ default: own }: RuleParameter): object {
  if (typeof own === "number") return { type: "number", minimum: 0 };
  if (typeof own === "boolean") return { type: "boolean" };
  if (Array.isArray(own)) return { type: "array", items: { type: "string" } };
  return { type: "object", additionalProperties: { type: "number", minimum: 0 } };
}
