import { z } from "zod";
import { type EventDefinition, flatSchema } from "../../../events/defineEvent.ts";
import { whatFits } from "../../../events/whatFits.ts";

/** What may stand in a field of such an event, and what it says, in Markdown; undefined where there is no such field. */
export function fieldInWords(definition: EventDefinition, name: string): string | undefined {
  const field = Object.entries(flatSchema(definition).shape).find(([other]) => other === name)?.[1];
  if (field === undefined) return undefined;
  return `**${name}** takes ${whatFits(field)}.${field.description === undefined ? "" : `\n\n${field.description}`}`;
}

/** The fields that such events have of their own, a line each, in Markdown; what may be left out is said to be. */
export const fieldsInWords = ({ schema }: EventDefinition): string[] =>
  Object.entries(schema.shape).map(
    ([name, field]) => `- \`${name}\`: ${whatFits(field)}${field instanceof z.ZodOptional ? " (or nothing)" : ""}`,
  );
