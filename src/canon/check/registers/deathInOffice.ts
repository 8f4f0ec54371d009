import type { Effect, Seat } from "../../../events/effects.ts";
import type { EntityId, EventId } from "../../../events/envelope.ts";
import { append } from "../../../idioms/multimap.ts";
import { newFactsState } from "../../../projections/facts/factsState.ts";
import { diesInOffice, followSeat } from "../../../projections/facts/seats.ts";
import { isOneDay } from "../kit/comparison.ts";
import type { EffectIn, IndexedChronicle } from "../kit/indexedChronicle.ts";
import { isInTime } from "../kit/inTime.ts";
import { createTouching } from "../kit/touching.ts";

type SeatChange = EffectIn<"seat">;

/** A seat passes on, or falls empty, because somebody died. */
export const isDeathInOffice = (effect: Effect): boolean =>
  effect.kind === "seat" && effect.manner === "died" && (effect.goes === undefined || effect.goes !== effect.comes);

/**
 * Who died by such an event, in in-universe order: whoever it names as leaving; where it names nobody, the one holder of an office of one seat, if only one sits
 * there and the dates of all that changes it leave no doubt of that.
 */
export function deathsInOffice(
  history: Pick<IndexedChronicle, "chronicle" | "changesOf" | "comparison">,
  canonical: (id: EntityId) => EntityId,
  withSeveralSeats: ReadonlySet<EntityId>,
): { readonly event: EventId; readonly dead: EntityId }[] {
  const changes = history.changesOf("seat");
  const found = changes.flatMap(({ effect, event }) =>
    isDeathInOffice(effect) && effect.goes !== undefined ? [{ event: event.id, dead: effect.goes }] : [],
  );
  const isUnnamed = ({ effect }: SeatChange): boolean => isDeathInOffice(effect) && effect.goes === undefined;
  const offices = new Set(changes.filter(isUnnamed).map(({ effect }) => canonical(effect.office)));
  if (offices.size === 0) return found;
  const byOffice = new Map<EntityId, SeatChange[]>();
  for (const change of changes) {
    const office = canonical(change.effect.office);
    if (offices.has(office) && !withSeveralSeats.has(office)) append(byOffice, office, change);
  }
  const known = (id: EntityId | undefined): EntityId | undefined => (id === undefined ? undefined : canonical(id));
  for (const [office, own] of byOffice) {
    const inTime = own.filter(({ event }) => isInTime(event));
    const isSettled = settledAmong(inTime, history);
    const state = newFactsState();
    for (const change of inTime) {
      const { effect, event } = change;
      const seat: Seat = { ...effect, office, comes: known(effect.comes), goes: known(effect.goes) };
      const dead = isUnnamed(change) && isSettled(change) ? diesInOffice(state, seat) : undefined;
      if (dead !== undefined) found.push({ event: event.id, dead });
      followSeat(state, seat, event);
    }
  }
  const { chronicle } = history;
  return found.sort((a, b) => chronicle.indexOf(a.event) - chronicle.indexOf(b.event));
}

/** Whether dates say of all other changes that they come before one, or after it. */
function settledAmong(
  changes: readonly SeatChange[],
  { comparison }: Pick<IndexedChronicle, "comparison">,
): (change: SeatChange) => boolean {
  const touching = createTouching(
    changes.filter(({ event }) => event.at !== undefined),
    ({ event }) => event,
    comparison,
  );
  const isOpen = (a: EventId, b: EventId): boolean =>
    comparison.mayPrecede(a, b) === "possible" || comparison.mayPrecede(b, a) === "possible";
  return ({ event }) => {
    if (event.at === undefined) return false;
    for (const { event: other } of touching({ ...event.occurred, since: event.id, until: event.id }))
      if (other.id !== event.id && (isOneDay(other, event) || isOpen(other.id, event.id))) return false;
    return true;
  };
}
