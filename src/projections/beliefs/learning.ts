import { catalogue as builtIn } from "../../events/catalogue/catalogue.ts";
import type { Catalogue } from "../../events/createCatalogue.ts";
import { effectsOf } from "../../events/effectsOf.ts";
import type { EntityId } from "../../events/envelope.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { participantsIn } from "./participants.ts";
import { factionsBehind } from "../facts/actsFor.ts";
import type { FactsState } from "../facts/factsState.ts";

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
 * - Whoever takes part knows, listed or not: actors, parties, victims, givers and receivers, and the powers that they act for. Who
 *   belongs to one of them does not.
 */
export function learnedAt(
  event: ResolvedEvent,
  observer: EntityId,
  facts: FactsState,
  { catalogue = builtIn, delay }: LearningOptions = {},
): number | undefined {
  const { known, learned, placed } = event;
  const newsAt = (): number => (delay === undefined ? placed : placed + delay(event, observer));
  if (known === undefined && delay === undefined) return placed;
  if (takesPart(event, observer, facts, catalogue)) return placed;
  if (known === undefined) return newsAt();

  let first: number | undefined;
  for (const [index, { who, from }] of known.entries()) {
    if (!reaches(who, observer, facts)) continue;
    const at = from === undefined ? newsAt() : Math.max(placed, learned?.[index] ?? placed);
    if (first === undefined || at < first) first = at;
  }
  return first;
}

/** Whether an observer is one of those who take part in an event, or the power that one of them acts for. */
export function takesPart(
  event: ResolvedEvent,
  observer: EntityId,
  facts: FactsState,
  catalogue: Catalogue = builtIn,
): boolean {
  const isOne = (id: EntityId | null | undefined): boolean =>
    typeof id === "string" && (id === observer || factionsBehind(facts, id).includes(observer));
  const references = catalogue.definitions.get(event.type)?.references(event.data) ?? [];
  return (
    references.some(({ role, id }) => role === "acts" && isOne(id)) ||
    effectsOf(event, catalogue).some((effect) => participantsIn(effect).some(isOne))
  );
}

const reaches = (who: EntityId, observer: EntityId, state: FactsState): boolean =>
  who === observer || belongsTo(observer, who, state) || factionsBehind(state, who).includes(observer);

/** Whether something is a part of another, over any number of steps; a power is a part of nothing. */
function belongsTo(part: EntityId, whole: EntityId, { factions, owners }: FactsState): boolean {
  const seen = new Set<EntityId>();
  const open = [part];
  for (let current = open.pop(); current !== undefined; current = open.pop()) {
    if (seen.has(current)) continue;
    seen.add(current);
    const rank = factions.get(current)?.rank;
    if (rank === "major" || rank === "minor") continue;
    for (const owner of owners.get(current) ?? []) {
      if (owner === whole) return true;
      open.push(owner);
    }
  }
  return false;
}
