import { catalogue as builtIn } from "../../events/catalogue/catalogue.ts";
import type { Catalogue } from "../../events/createCatalogue.ts";
import type { EntityId } from "../../events/envelope.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { type AffiliationsState, factionsBehind } from "../affiliations/affiliations.ts";

export interface LearningOptions {
  /** The types of event there are; the ones that come with valoris if absent. */
  readonly catalogue?: Catalogue;
  /** ms that news of an event is on its way to an observer; none if absent. */
  readonly delay?: (event: ResolvedEvent, observer: EntityId) => number;
}

/**
 * When an observer learned of an event, in ms; undefined where it never does.
 *
 * - What is public (no `known`) is learned as it happens, or when the news arrives.
 * - What is listed in `known` is learned by whoever is listed and by all who belong to it: an agency of Starfleet learns what
 *   Starfleet does, but not the other way round. A power learns what the organisations learn that act for it: it feels what they know.
 * - Whoever takes part knows, listed or not: the actors, and the powers that they act for. Who belongs to an actor does not.
 */
export function learnedAt(
  event: ResolvedEvent,
  observer: EntityId,
  affiliations: AffiliationsState,
  { catalogue = builtIn, delay }: LearningOptions = {},
): number | undefined {
  const { known, learned, placed } = event;
  const newsAt = (): number => (delay === undefined ? placed : placed + delay(event, observer));
  if (known === undefined && delay === undefined) return placed;
  if (takesPart(event, observer, affiliations, catalogue)) return placed;
  if (known === undefined) return newsAt();

  let first: number | undefined;
  for (const [index, { who, from }] of known.entries()) {
    if (!reaches(who, observer, affiliations)) continue;
    const at = from === undefined ? newsAt() : Math.max(placed, learned?.[index] ?? placed);
    if (first === undefined || at < first) first = at;
  }
  return first;
}

/** Whether an observer is one of those who act in an event, or the power that one of them acts for. */
export function takesPart(
  { type, data }: ResolvedEvent,
  observer: EntityId,
  affiliations: AffiliationsState,
  catalogue: Catalogue = builtIn,
): boolean {
  const references = catalogue.definitions.get(type)?.references(data) ?? [];
  return references.some(
    ({ role, id }) => role === "acts" && (id === observer || factionsBehind(affiliations, id).includes(observer)),
  );
}

const reaches = (who: EntityId, observer: EntityId, state: AffiliationsState): boolean =>
  who === observer || belongsTo(observer, who, state) || factionsBehind(state, who).includes(observer);

/** Whether something is a part of another, over any number of steps; a power is a part of nothing. */
function belongsTo(part: EntityId, whole: EntityId, { factions, owners }: AffiliationsState): boolean {
  const seen = new Set<EntityId>();
  const open = [part];
  for (let current = open.pop(); current !== undefined; current = open.pop()) {
    if (seen.has(current)) continue;
    seen.add(current);
    const standing = factions.get(current)?.standing;
    if (standing === "major" || standing === "minor") continue;
    for (const owner of owners.get(current) ?? []) {
      if (owner === whole) return true;
      open.push(owner);
    }
  }
  return false;
}
