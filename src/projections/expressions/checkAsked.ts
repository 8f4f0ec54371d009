import { closest } from "../../events/closest.ts";
import { eventsUntil, type History } from "../../timelines/history.ts";
import type { Asked, Expression } from "./compile.ts";
import { NOBODY } from "./vocabulary.ts";
import { syntaxError } from "./syntax.ts";

/**
 * That a history knows everybody whom an expression asks about: an answer about a misspelt name would be an answer about nobody.
 *
 * @throws ValorisError `expression/unknown-subject`
 */
export function checkAsked(history: History, { text, asks }: Expression): void {
  for (const asked of asks) {
    const kind = history.kindOf(asked.id);
    if (kind === asked.kind || (kind === undefined && isNamed(history, asked))) continue;
    if (kind !== undefined)
      throw syntaxError(
        text,
        asked.at,
        `${asked.id} is a ${kind}, not a ${asked.kind}.`,
        `Name a ${asked.kind}.`,
        "unknown-subject",
      );
    const suggestion = closest(asked.id, namesOf(history, asked.kind));
    throw syntaxError(
      text,
      asked.at,
      `${history.timeline} knows no ${asked.kind} “${asked.id}”.`,
      suggestion === undefined ? `Name a ${asked.kind} of this history.` : `Did you mean ${suggestion}?`,
      "unknown-subject",
    );
  }
}

/** Canon need not declare whom it names. */
const isNamed = (history: History, { id, kind }: Asked): boolean => id === NOBODY || namesOf(history, kind).has(id);

/** Ids that events use for entities of a kind. */
function namesOf(history: History, kind: Asked["kind"]): Set<string> {
  const names = new Set<string>();
  for (const { type, data } of eventsUntil(history, history.events.length))
    for (const { id, targets } of history.catalogue.definitions.get(type)?.references(data) ?? [])
      if (targets.some((target) => target === kind)) names.add(id);
  return names;
}
