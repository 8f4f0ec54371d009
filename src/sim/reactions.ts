import { effectsOf } from "../events/effectsOf.ts";
import type { Catalogue } from "../events/createCatalogue.ts";
import type { EntityId, EventId } from "../events/envelope.ts";
import { append } from "../idioms/multimap.ts";
import { isMet, type Need, needsOf, unmetWords } from "../projections/hanging/needs.ts";
import type { ResolvedEvent } from "../timelines/resolvedEvent.ts";
import type { Reading } from "./model/model.ts";
import type { PoliticalKernel } from "./model/kernel.ts";
import type { SimWorld } from "./world/simWorld.ts";

/** Events of which one has to be left, and as what: its causes, or what began something that it takes for granted. */
export interface AnyOf {
  readonly as: "causes" | "footing";
  readonly of: readonly EventId[];
}

/** What an event of canon hangs on in a what-if, beside what it names as `necessary` and its guard. */
export interface Reaction {
  readonly anyOf: readonly AnyOf[];
  /** What was so just before it in canon, and has to be. */
  readonly needs: readonly Need[];
}

export const hasReaction = ({ anyOf, needs }: Reaction): boolean => anyOf.length + needs.length > 0;

/** What an event hangs on, in words. */
export const reactionWords = ({ anyOf, needs }: Reaction): readonly string[] => [
  ...anyOf.map(({ as, of }) => `${as === "causes" ? "causes" : "needs"}: ${of.join(" or ")}`),
  ...needs.map((need) => `not if ${unmetWords(need)}`),
];

/** The first of an event's needs that is not met at an instant (ms), in words. */
export function unmetIn({ needs }: Reaction, { states }: SimWorld, at: number): string | undefined {
  const unmet = needs.find((need) => !isMet(need, states, at));
  return unmet && unmetWords(unmet);
}

/**
 * What each event of canon hangs on: goes through canon once. `causes` are read as the model says: what canon meant by “because” is an
 * assumption.
 *
 * @param newcomers by entity that nobody had declared before: the events that do
 */
export function reactionsOf(
  kernel: PoliticalKernel,
  events: readonly ResolvedEvent[],
  newcomers: ReadonlyMap<EntityId, readonly EventId[]>,
  catalogue: Catalogue,
  reading: Reading,
): ReadonlyMap<EventId, Reaction> {
  const world = kernel.begin();
  const found = new Map<EventId, Reaction>();
  for (const event of events) {
    const needs = needsOf(effectsOf(event, catalogue)).filter((need) => isMet(need, world.states, event.placed));
    found.set(event.id, { needs, anyOf: [...causesOf(event, reading), ...declarersOf(event, newcomers, catalogue)] });
    kernel.apply(world, event);
  }
  return found;
}

function causesOf({ causes = [] }: ResolvedEvent, reading: Reading): AnyOf[] {
  if (causes.length === 0 || reading === "ignored") return [];
  return reading === "any" ? [{ as: "causes", of: causes }] : causes.map((cause) => ({ as: "causes", of: [cause] }));
}

function declarersOf(
  { id: event, type, data }: ResolvedEvent,
  newcomers: ReadonlyMap<EntityId, readonly EventId[]>,
  catalogue: Catalogue,
): AnyOf[] {
  if (newcomers.size === 0) return [];
  return (catalogue.definitions.get(type)?.references(data) ?? []).flatMap(({ id }): AnyOf[] => {
    const of = newcomers.get(id);
    return of === undefined || of.includes(event) ? [] : [{ as: "footing", of }];
  });
}

/** Of the events that are told, the entities that nobody had declared before, each with those that do. */
export function newcomersIn(
  events: readonly ResolvedEvent[],
  isKnown: (entity: EntityId) => boolean,
  catalogue: Catalogue,
): ReadonlyMap<EntityId, readonly EventId[]> {
  const found = new Map<EntityId, EventId[]>();
  for (const { id: event, type, data } of events)
    for (const { id, role } of catalogue.definitions.get(type)?.references(data) ?? [])
      if ((role === "declares" || role === "creates" || role === "begins") && !isKnown(id)) append(found, id, event);
  return found;
}
