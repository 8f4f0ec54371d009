import { z } from "zod";
import type { EventDefinition } from "../../../events/defineEvent.ts";
import { fieldReferences, type ReferenceTarget } from "../../../events/fields.ts";
import type { Insertion } from "./expectEdit.ts";

/** An entry more under `entities:`, which is made where it is not there; undefined where it is written in { }. */
export function entryEdit(text: string, entry: string): Insertion | undefined {
  const section = /^entities:[ \t]*(?:#.*)?(\r?\n|$)/m.exec(text);
  if (section !== null) {
    const offset = section.index + section[0].length;
    const indent = /^(?:[ \t]*(?:#.*)?\r?\n)*([ \t]+)\S/.exec(text.slice(offset))?.[1] ?? "  ";
    return { offset, text: `${section[1] === "" ? "\n" : ""}${indent}${entry}\n` };
  }
  if (/^entities:/m.test(text)) return undefined;
  const events = /^events:/m.exec(text);
  return events === null ? undefined : { offset: events.index, text: `entities:\n  ${entry}\n` };
}

/** What an entry of a kind cannot be without, as it follows its kind; a word of those that may stand there, or what has to be filled in. */
export function neededFields(kind: ReferenceTarget, definitions: ReadonlyMap<string, EventDefinition>): string {
  for (const { schema } of definitions.values()) {
    const fields = Object.entries(schema.shape);
    const own = fields.find(([, field]) => fieldReferences.get(field)?.role === "declares");
    if (own === undefined || fieldReferences.get(own[1])?.targets.includes(kind) !== true) continue;
    return fields
      .filter(([name, field]) => name !== own[0] && name !== "kind" && !(field instanceof z.ZodOptional))
      .map(([name, field]) => `, ${name}: ${field instanceof z.ZodEnum ? String(field.options[0]) : "…"}`)
      .join("");
  }
  return "";
}
