import { editing } from "../../doors/canon.ts";
import { type ReferenceTarget, ValorisError } from "../../index.ts";
import { knowledgeOf, type Meant, meantAt, type Shown } from "./documents.ts";
import { entityCard } from "./entityCard.ts";
import { eventCard } from "./eventCard.ts";
import type { LastRead } from "./project.ts";
import { ruleCard } from "./ruleCard.ts";

/** What there is to say of what stands at a position, in Markdown. */
export async function cardAt(
  shown: Shown,
  at: editing.Position,
  read: LastRead | undefined,
): Promise<string | undefined> {
  for (const meant of meantAt(shown, at, read)) {
    const card = await cardOf(meant, read);
    if (card !== undefined) return card;
  }
  return fieldCard(shown, at, read);
}

async function cardOf({ id, means }: Meant, read: LastRead | undefined): Promise<string | undefined> {
  if (means === "rule") return ruleCard(id, read);
  if (means === "type") return typeCard(id, read);
  return read && thingCard(id, means, read);
}

async function thingCard(id: string, targets: readonly ReferenceTarget[], read: LastRead): Promise<string | undefined> {
  const mayBeEvent = targets.length === 0 || targets.includes("event");
  const mayBeEntity = targets.length !== 1 || !mayBeEvent;
  return (
    (mayBeEvent ? eventCard(await read.historyOf(id), id) : undefined) ??
    (mayBeEntity ? entityCard(read.chronicle, id) : undefined)
  );
}

function typeCard(type: string, read: LastRead | undefined): string | undefined {
  const definition = knowledgeOf(read).catalogue.definitions.get(type);
  if (definition === undefined) return undefined;
  const fields = editing.fieldsInWords(definition);
  return [`**${type}**`, definition.doc, ...(fields.length === 0 ? [] : [fields.join("\n")])].join("\n\n");
}

/** Of the name of a field: what may stand behind it, and what it says. */
function fieldCard({ path, text }: Shown, at: editing.Position, read: LastRead | undefined): string | undefined {
  const line = text.split("\n", at.line)[at.line - 1] ?? "";
  const name = [...line.matchAll(/([A-Za-z]\w*)[ ]*:/g)].find(
    ({ index, 1: word = "" }) => index < at.column && at.column <= index + word.length + 1,
  )?.[1];
  if (name === undefined) return undefined;
  const knowledge = knowledgeOf(read);
  try {
    const file = editing.openText({ path, text }, knowledge, at.line);
    const own = editing.statementBefore(file.statements, at)?.statement;
    const type = own === undefined ? undefined : editing.draftOf(own).flat["type"];
    const definition = typeof type === "string" ? knowledge.catalogue.definitions.get(type) : undefined;
    return definition && editing.fieldInWords(definition, name);
  } catch (error) {
    if (error instanceof ValorisError) return undefined;
    throw error;
  }
}
