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
  options: LearningOptions = {},
): number | undefined {
  return learning(event, facts, options)(observer);
}

/** The same for many observers of one event, as long as the facts stay what they are. */
export function learning(
  event: ResolvedEvent,
  facts: FactsState,
  { catalogue = builtIn, delay }: LearningOptions = {},
): (observer: EntityId) => number | undefined {
  const { known, learned, placed } = event;
  if (known === undefined && delay === undefined) return () => placed;
  const taking = participantsOf(event, facts, catalogue);
  return (observer) => {
    if (taking.has(observer)) return placed;
    const newsAt = (): number => (delay === undefined ? placed : placed + delay(event, observer));
    if (known === undefined) return newsAt();
    let first: number | undefined;
    for (const [index, { who, from }] of known.entries()) {
      if (!reaches(who, observer, facts)) continue;
      const at = from === undefined ? newsAt() : Math.max(placed, learned?.[index] ?? placed);
      if (first === undefined || at < first) first = at;
    }
    return first;
  };
}

/** Who takes part in an event, and the powers that they act for. */
export function participantsOf(
  event: ResolvedEvent,
  facts: FactsState,
  catalogue: Catalogue = builtIn,
): ReadonlySet<EntityId> {
  const found = new Set<EntityId>();
  const add = (id: EntityId | null | undefined): void => {
    if (typeof id !== "string") return;
    found.add(id);
    for (const faction of factionsBehind(facts, id)) found.add(faction);
  };
  for (const { role, id } of catalogue.definitions.get(event.type)?.references(event.data) ?? [])
    if (role === "acts") add(id);
  for (const effect of effectsOf(event, catalogue)) for (const id of participantsIn(effect)) add(id);
  return found;
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
