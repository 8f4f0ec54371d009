import type { EventId } from "../../events/envelope.ts";
import { type EventSequence, type Chronicle } from "../../timelines/chronicle.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { countWhile, firstIndex } from "../../idioms/sortedSearch.ts";
import { held } from "../../idioms/held.ts";

/** What stands in a chronicle in place of an event: nothing, others, or itself with others. */
export interface Replacement {
  /** Place of the event. */
  readonly index: number;
  readonly events: readonly ResolvedEvent[];
}

/**
 * A chronicle up to a place, with other events in places. Edits come in order, one a place; instants must not fall. Nothing is copied:
 * it costs as much memory as there are edits. Keyframes count up to the first of them.
 */
export function editedChronicle(history: Chronicle, edits: readonly Replacement[], end: number): Chronicle {
  const { timeline, catalogue, nameOf, namesOf, kindOf, spanOf, recordedEvent, retracted, amendments } = history;
  const { milestones, keyframes } = history;
  const events = editedSequence(history.events, edits, end);
  const first = edits[0]?.index ?? end;
  const unchanged = milestones?.filter((milestone) => milestone.events <= first);
  const added = new Map<EventId, number>();
  for (const { index, events: instead } of edits)
    for (const [i, { id }] of instead.entries()) added.set(id, events.placeOf(index) + i);

  const indexOf = (id: EventId): number => {
    const own = added.get(id);
    if (own !== undefined) return own;
    const index = history.indexOf(id);
    return index < 0 || index >= end || events.isEdited(index) ? -1 : events.placeOf(index);
  };
  return {
    // One by one: a chronicle may be bound to numbers, and those are of what it was.
    timeline,
    catalogue,
    nameOf,
    namesOf,
    kindOf,
    spanOf,
    recordedEvent,
    retracted,
    amendments,
    events,
    indexOf,
    event(id) {
      const index = indexOf(id);
      return index < 0 ? undefined : events.at(index);
    },
    countWhile: (holds) => places(events, holds),
    ...(unchanged === undefined || keyframes === undefined ? {} : { milestones: unchanged, keyframes }),
  };
}

/** How many events, from the first, lie at instants of which a condition holds. */
function places(events: EventSequence, holds: (placed: number) => boolean): number {
  return firstIndex(0, events.length, (index) => !holds(held(events.at(index)).placed));
}

interface EditedSequence extends EventSequence {
  /** Where what stands at a place of the base begins. */
  placeOf(index: number): number;
  isEdited(index: number): boolean;
}

function editedSequence(base: EventSequence, edits: readonly Replacement[], end: number): EditedSequence {
  // Where what replaces each edited event begins.
  const starts: number[] = [];
  let shift = 0;
  for (const { index, events } of edits) {
    starts.push(index + shift);
    shift += events.length - 1;
  }
  const length = end + shift;
  const editsUpTo = (index: number): number => countWhile(edits, (edit) => edit.index < index);

  const placeOf = (index: number): number => {
    const before = editsUpTo(index);
    const last = edits[before - 1];
    return last === undefined ? index : held(starts[before - 1]) + last.events.length + index - last.index - 1;
  };

  function slice(start: number, stop: number): ResolvedEvent[] {
    const found: ResolvedEvent[] = [];
    const to = Math.min(stop, length);
    let place = Math.max(0, start);
    // The edit that begins at or before the place; what follows it is the base's.
    let i = Math.max(0, countWhile(starts, (first) => first <= place) - 1);
    while (place < to) {
      const edit = edits[i];
      const begins = starts[i] ?? length;
      if (edit === undefined || place < begins) {
        const previous = edits[i - 1];
        const from =
          previous === undefined ? place : previous.index + 1 + place - (held(starts[i - 1]) + previous.events.length);
        const count = Math.min(to, begins) - place;
        for (const event of base.slice(from, from + count)) found.push(event);
        place += count;
      } else {
        const offset = place - begins;
        if (offset < edit.events.length) {
          const part = edit.events.slice(offset, offset + to - place);
          found.push(...part);
          place += part.length;
        }
        i++;
      }
    }
    return found;
  }

  return {
    length,
    slice,
    placeOf,
    isEdited: (index) => edits[editsUpTo(index)]?.index === index,
    at(index) {
      const place = index < 0 ? length + index : index;
      return place < 0 || place >= length ? undefined : slice(place, place + 1)[0];
    },
    *[Symbol.iterator]() {
      const size = 4096;
      for (let from = 0; from < length; from += size) yield* slice(from, from + size);
    },
  };
}
