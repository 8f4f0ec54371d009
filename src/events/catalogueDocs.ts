import { z } from "zod";
import { definitionsOf, FAMILIES } from "./catalogue/catalogue.ts";
import type { EventDefinition } from "./defineEvent.ts";
import { envelopeShape } from "./envelope.ts";
import { fieldReferences } from "./fields.ts";
import type { Tension } from "./tension.ts";

/** The reference page of every type of event, as Markdown; generated, so that it cannot be stale. */
export function eventsMarkdown(): string {
  const families = Object.entries(FAMILIES).map(([family, exports]) => {
    const types = definitionsOf(exports).map(typeMarkdown);
    return `## ${family[0]?.toUpperCase()}${family.slice(1)}\n\n${types.join("\n\n")}`;
  });
  return [
    "# Events",
    "Generated from the catalogue by `npm run docs:generate`; do not edit. `?` marks what may be left out; in bold is who or what takes part, and so has to be there still: [lifespan/acts-after-end](rules/lifespan/acts-after-end.md).",
    `## Fields of every event\n\n${fieldTable(z.object(envelopeShape))}`,
    ...families,
    "",
  ].join("\n\n");
}

function typeMarkdown(definition: EventDefinition): string {
  const version = definition.version === 1 ? "" : ` (version ${definition.version}; older ones are upcast when read)`;
  const undated = definition.timeless
    ? " It takes no `at`: what changed at a date is a new event."
    : definition.undated
      ? " Without `at`, it holds since the beginning."
      : "";
  const parts = [`### ${definition.type}${version}`, `${definition.doc}${undated}`, fieldTable(definition.schema)];
  return [...parts, ...definition.tensions.map(tensionLine)].join("\n\n");
}

/** What the fields of a schema are, a row each. */
export function fieldTable(schema: z.ZodObject): string {
  const rows = Object.entries(schema.shape).map(([name, field]) => {
    const optional = field instanceof z.ZodOptional;
    return `| \`${name}${optional ? "?" : ""}\` | ${describeField(field)} | ${field.description ?? ""} |`;
  });
  return ["| field | value | |", "| --- | --- | --- |", ...rows].join("\n");
}

/** A field's schema in a few words. */
function describeField(field: z.core.$ZodType): string {
  const reference = fieldReferences.get(field);
  if (reference !== undefined) {
    const kinds = reference.targets.length === 0 ? "any id" : reference.targets.join(" or ");
    return reference.role === "acts" || reference.role === "undergoes" ? `**${kinds}**` : kinds;
  }
  if (field instanceof z.ZodOptional) return describeField(field.def.innerType);
  const shared = z.globalRegistry.get(field)?.id;
  if (shared !== undefined) return `a ${shared.toLowerCase()}`;
  if (field instanceof z.ZodArray) return `list of ${describeField(field.def.element)}`;
  if (field instanceof z.ZodUnion) return [...new Set(field.def.options.map(describeField))].join(", or ");
  if (field instanceof z.ZodEnum)
    return Object.values(field.def.entries)
      .map((word) => `\`${word}\``)
      .join(" ");
  if (field instanceof z.ZodLiteral) return field.def.values.map((value) => `\`${String(value)}\``).join(" ");
  if (field instanceof z.ZodTuple) return field.def.items.map(describeField).join(" and ");
  if (field instanceof z.ZodRecord) return `${describeField(field.def.valueType)} by name`;
  if (field instanceof z.ZodLazy) return "nested";
  if (field instanceof z.ZodObject)
    return `{ ${Object.entries(field.def.shape)
      .map(([name, inner]) => `${name}: ${describeField(inner)}`)
      .join("; ")} }`;
  if (field instanceof z.ZodString) return "text";
  if (field instanceof z.ZodNumber) return "number";
  if (field instanceof z.ZodBoolean) return "true or false";
  return "any value";
}

function tensionLine({ mode, weight, cameo, goldstein, halfLife, kind }: Tension): string {
  const code =
    cameo === undefined ? "" : `; CAMEO ${cameo}${goldstein === undefined ? "" : `, Goldstein ${goldstein}`}`;
  return `Tension: ${mode} ${weight > 0 ? "+" : "−"}${Math.abs(weight)}${code}; half-life ${halfLife ?? 30} days${kind === "threat" ? "; a threat" : ""}.`;
}
