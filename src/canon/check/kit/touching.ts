import type { Span } from "../../../events/dates/span.ts";
import type { EventId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import type { Comparison } from "./comparison.ts";
import { firstIndex } from "../../../idioms/sortedSearch.ts";
import { held } from "../../../idioms/held.ts";

export interface Within extends Span {
  /** Of what certainly comes before this, nothing is wanted, wherever its span lies. */
  readonly since?: EventId;
  /** Nor of what certainly comes after this. */
  readonly until?: EventId;
  /** By their beginnings; the later ones first if absent. */
  readonly earliestFirst?: true;
}

/** All that may come before an event. */
export const upTo = ({ id, occurred }: ResolvedEvent): Within => ({
  earliest: Number.NEGATIVE_INFINITY,
  latest: occurred.latest,
  until: id,
});

/** All that may come after an event. */
export const from = ({ id, occurred }: ResolvedEvent): Within => ({
  earliest: occurred.earliest,
  latest: Number.POSITIVE_INFINITY,
  since: id,
});

/** All that may come after one event and before another. */
export const between = (since: ResolvedEvent, until: ResolvedEvent): Within => ({
  earliest: since.occurred.earliest,
  latest: until.occurred.latest,
  since: since.id,
  until: until.id,
});

/** What of a list has dates that touch a span; dates alone decide where all the rest lies. */
export type Touching<Item> = (within: Within) => Iterable<Item>;

interface Laid {
  readonly event: ResolvedEvent;
}

/** Items by the dates of their events, and those that may lie anywhere: undated, or out of time. */
export function touchingAndLoose<Item extends Laid>(items: readonly Item[], comparison: Pick<Comparison, "isBefore">) {
  const isLoose = ({ event: { at, timeTravel } }: Item): boolean => at === undefined || timeTravel === true;
  const dated = items.filter((item) => !isLoose(item));
  return { dated, touching: createTouching(dated, ({ event }) => event, comparison), loose: items.filter(isLoose) };
}

/**
 * Sorted by beginning, and cut into runs: in a run, each certainly comes before the next. Of a run, two binary searches find what
 * is wanted; among runs, a binary search and the latest end so far. Events that are dated by one another may each touch all of
 * the others by their spans, but they are one run.
 */
export function createTouching<Item>(
  items: readonly Item[],
  eventOf: (item: Item) => ResolvedEvent,
  { isBefore }: Pick<Comparison, "isBefore">,
): Touching<Item> {
  if (items.length === 0) return () => [];
  const sorted = items
    .map((item) => ({ item, event: eventOf(item) }))
    .sort(
      (a, b) =>
        compare(a.event.occurred.earliest, b.event.occurred.earliest) ||
        compare(a.event.occurred.latest, b.event.occurred.latest),
    );
  const events = sorted.map(({ event }) => event);
  const comesBefore = (first: ResolvedEvent, second: ResolvedEvent): boolean =>
    first.at !== undefined &&
    second.at !== undefined &&
    (first.occurred.latest < second.occurred.earliest || isBefore(first.id, second.id) === "certain");
  const starts = events.flatMap((event, index) => {
    const last = events[index - 1];
    return last !== undefined && comesBefore(last, event) ? [] : [index];
  });
  const endOf = (run: number): number => starts[run + 1] ?? events.length;
  let most = Number.NEGATIVE_INFINITY;
  const latestUpTo = starts.map((_, run) => (most = Math.max(most, events[endOf(run) - 1]?.occurred.latest ?? most)));

  return function* touching({ earliest, latest, since, until, earliestFirst }) {
    const isTooEarly = ({ id, occurred }: ResolvedEvent): boolean =>
      occurred.latest < earliest || (since !== undefined && isBefore(id, since) === "certain");
    const isTooLate = ({ id, occurred }: ResolvedEvent): boolean =>
      occurred.earliest > latest || (until !== undefined && isBefore(until, id) === "certain");
    const find = (from: number, to: number, isReached: (event: ResolvedEvent) => boolean): number =>
      firstIndex(from, to, (index) => {
        const event = events[index];
        return event === undefined || isReached(event);
      });
    const rangeOf = (run: number): readonly [number, number] => {
      const end = find(held(starts[run]), endOf(run), isTooLate);
      return [find(held(starts[run]), end, (event) => !isTooEarly(event)), end];
    };
    const firstRun = firstIndex(0, starts.length, (run) => (latestUpTo[run] ?? 0) >= earliest);
    const endRun = firstIndex(firstRun, starts.length, (run) => {
      const event = events[held(starts[run])];
      return event === undefined || event.occurred.earliest > latest;
    });
    for (let step = 0; step < endRun - firstRun; step++) {
      const [from, to] = rangeOf(earliestFirst === true ? firstRun + step : endRun - 1 - step);
      for (let offset = 0; offset < to - from; offset++) {
        const one = sorted[earliestFirst === true ? from + offset : to - 1 - offset];
        if (one !== undefined) yield one.item;
      }
    }
  };
}

const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);
