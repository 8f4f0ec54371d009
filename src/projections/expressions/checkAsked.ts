import { closest } from "../../events/closest.ts";
import { eventsUntil, type Chronicle } from "../../timelines/chronicle.ts";
import type { AskedEntity, Expression } from "./compile.ts";
import { NOBODY } from "./vocabulary.ts";
import { syntaxError } from "./syntax.ts";
import { getOrMake } from "../../idioms/multimap.ts";

/**
 * That a history knows everybody whom an expression asks about: an answer about a misspelt name would be an answer about nobody.
 *
 * @throws ValorisError `expression/unknown-subject`
 */
export function checkAsked(history: Chronicle, { text, asks }: Expression): void {
  const known = new Map<AskedEntity["kind"], Set<string>>();
  const namesOf = (kind: AskedEntity["kind"]): Set<string> => getOrMake(known, kind, () => findNames(history, kind));
  for (const asked of asks) {
    const kind = history.kindOf(asked.id);
    // Canon need not declare whom it names.
    if (kind === asked.kind || (kind === undefined && (asked.id === NOBODY || namesOf(asked.kind).has(asked.id))))
      continue;
    if (kind !== undefined)
      throw syntaxError(
        text,
        asked.at,
        `${asked.id} is a ${kind}, not a ${asked.kind}.`,
        `Name a ${asked.kind}.`,
        "unknown-subject",
      );
    const suggestion = closest(asked.id, namesOf(asked.kind));
    throw syntaxError(
      text,
      asked.at,
      `${history.timeline} knows no ${asked.kind} “${asked.id}”.`,
      suggestion === undefined ? `Name a ${asked.kind} of this history.` : `Did you mean ${suggestion}?`,
      "unknown-subject",
    );
  }
}

/** Ids that events use for entities of a kind. */
function findNames(history: Chronicle, kind: AskedEntity["kind"]): Set<string> {
  const names = new Set<string>();
  for (const { type, data } of eventsUntil(history, history.events.length))
    for (const { id, targets } of history.catalogue.definitions.get(type)?.references(data) ?? [])
      if (targets.some((target) => target === kind)) names.add(id);
  return names;
}
