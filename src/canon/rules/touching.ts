import type { Span } from "../../events/dates/span.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";

/** What of a list has dates that touch a span, the later ones first; dates alone decide where all the rest lies. */
export type Touching<Item> = (span: Span) => Iterable<Item>;

interface Laid {
  readonly event: ResolvedEvent;
}

/** Items by the dates of their events, and those that may lie anywhere: undated, or out of time. */
export function touchingAndLoose<Item extends Laid>(items: readonly Item[]) {
  const isLoose = ({ event: { at, timeTravel } }: Item): boolean => at === undefined || timeTravel === true;
  const dated = items.filter((item) => !isLoose(item));
  return { dated, touching: createTouching(dated, ({ event }) => event.occurred), loose: items.filter(isLoose) };
}

/** Sorted by beginning, with the latest end so far beside each: a look costs no more than what it finds, and a binary search. */
export function createTouching<Item>(items: readonly Item[], spanOf: (item: Item) => Span): Touching<Item> {
  const sorted = items
    .map((item) => ({ item, span: spanOf(item) }))
    .sort((a, b) => a.span.earliest - b.span.earliest || 0);
  let most = Number.NEGATIVE_INFINITY;
  const latestUpTo = sorted.map(({ span }) => (most = Math.max(most, span.latest)));

  const countUpTo = (instant: number): number => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sorted[middle]?.span.earliest ?? 0) <= instant) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  return function* touching({ earliest, latest }) {
    for (let index = countUpTo(latest) - 1; index >= 0 && (latestUpTo[index] ?? 0) >= earliest; index--) {
      const one = sorted[index];
      if (one !== undefined && one.span.latest >= earliest) yield one.item;
    }
  };
}
