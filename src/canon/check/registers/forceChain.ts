import type { Strength } from "../../../events/effects.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import type { IndexedChronicle } from "../kit/indexedChronicle.ts";
import type { Likelihood } from "../kit/likelihood.ts";
import { countWhile } from "../../../idioms/sortedSearch.ts";
import { isInTime } from "../kit/inTime.ts";

/** How sure a level is, and the last event behind it. */
export interface Grounds {
  readonly likelihood: Likelihood;
  readonly last: ResolvedEvent;
}

/** All that changes one component of one faction, in in-universe order. */
export interface ForceChain {
  /** Of the level just before an event; undefined where nobody has reported one by then. */
  before(event: ResolvedEvent): Grounds | undefined;
}

/**
 * A level is certain where a report of canon's own begins it, and where the dates put everything else on one side of the report, of one another
 * and of the event that asks. Reports in shares, priors and what is ours leave it possible.
 */
export function createForceChain(events: readonly ResolvedEvent[], history: IndexedChronicle): ForceChain {
  const { chronicle } = history;
  const precedes = (a: ResolvedEvent, b: ResolvedEvent): boolean =>
    b.at !== undefined && (a.at === undefined || history.comparison.isBefore(a.id, b.id) === "certain");

  // Where spans do not touch, one look decides for all that lies beyond.
  const latest = runningMost(events.map(({ at, occurred }) => (at === undefined ? BEGINNING : occurred.latest)));
  const earliest = runningMost(
    events.toReversed().map(({ at, occurred }) => (at === undefined ? END : -occurred.earliest)),
  );
  const allBefore = (count: number, event: ResolvedEvent): boolean => {
    for (let index = count - 1; index >= 0; index--) {
      if (event.at !== undefined && (latest[index] ?? END) < event.occurred.earliest) return true;
      const one = events[index];
      if (one === undefined || !precedes(one, event)) return false;
    }
    return true;
  };
  const allAfter = (start: number, event: ResolvedEvent): boolean => {
    for (let index = start; index < events.length; index++) {
      if (-(earliest[events.length - 1 - index] ?? END) > event.occurred.latest) return true;
      const one = events[index];
      if (one === undefined || !precedes(event, one)) return false;
    }
    return true;
  };

  let state: Likelihood | undefined;
  const states = events.map((event, index) => {
    const before = events[index - 1];
    const [strength] = history.changesIn(event, "strength");
    if (strength?.change === "set")
      state = isCanon(event, strength) && strength.unit !== "share" && allBefore(index, event) ? "certain" : "possible";
    else if (state === "certain" && !(isCanon(event, strength) && before !== undefined && precedes(before, event)))
      state = "possible";
    return state;
  });

  return {
    before(event) {
      const count = countBefore(events, chronicle.indexOf(event.id), chronicle);
      const [last, likelihood] = [events[count - 1], states[count - 1]];
      if (last === undefined || likelihood === undefined) return undefined;
      const rest = events[count]?.id === event.id ? count + 1 : count;
      const isSettled = allBefore(count, event) && allAfter(rest, event);
      return { likelihood: isSettled ? likelihood : "possible", last };
    },
  };
}

const BEGINNING = Number.NEGATIVE_INFINITY;
const END = Number.POSITIVE_INFINITY;

/** What a level may rest on: no invention, no prior in place of a number, no level of another day, nothing out of its time. */
function isCanon(event: ResolvedEvent, strength: Strength | undefined): boolean {
  if (event.invented !== undefined && event.invented !== false) return false;
  if (!isInTime(event)) return false;
  return strength?.amount !== undefined && strength.baseline === undefined && !strength.isMoved;
}

function runningMost(values: readonly number[]): number[] {
  let most = BEGINNING;
  return values.map((value) => (most = Math.max(most, value)));
}

/** Events of a sorted list that stand before a place in the chronicle. */
function countBefore(
  events: readonly ResolvedEvent[],
  place: number,
  { indexOf }: IndexedChronicle["chronicle"],
): number {
  return countWhile(events, ({ id }) => indexOf(id) < place);
}
