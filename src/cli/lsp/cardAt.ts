import type { editing } from "../../doors/canon.ts";
import type { ReferenceTarget } from "../../index.ts";
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
  return undefined;
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
  return definition && `**${type}**\n\n${definition.doc}`;
}
