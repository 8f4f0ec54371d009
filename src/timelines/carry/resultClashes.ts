import type { ChronicleEvent, EventId } from "../../events/envelope.ts";
import { ValorisError } from "../../events/valorisError.ts";
import { isAmendment } from "../amendments.ts";
import { aboutOf, targetOf } from "../edit/planEdit.ts";
import { newlyImpossible } from "../edit/refuseImpossible.ts";
import type { Chronicle } from "../chronicle.ts";
import type { ChronicleInPages } from "../pages/chronicleInPages.ts";
import { type Clash, oursInWords } from "./clashes.ts";
import type { CarryPlan } from "./plan.ts";

interface Result {
  readonly from: ChronicleInPages;
  readonly onto: ChronicleInPages;
  /** The other timeline with these events. @throws ValorisError `amendment/invalid` */
  readonly open: (pending: readonly ChronicleEvent[]) => Promise<ChronicleInPages>;
  readonly guardFails: ((history: Chronicle, event: EventId) => string | undefined) | undefined;
}

type Found = readonly [EventId, Clash];

/**
 * What only shows in the history that would come of a plan: an event that its amendments make invalid, dates that cannot all hold, a
 * guard that fails. What was so where it comes from is no conflict.
 */
export async function clashInResult(
  { steps, events }: CarryPlan,
  { from, onto, open, guardFails }: Result,
  known: ReadonlyMap<EventId, Clash>,
): Promise<Found | undefined> {
  const original = new Map(steps.map(({ event, as }) => [as ?? event, event]));
  const clash = (event: ChronicleEvent, rest: Omit<Clash, "ours">): Found => [
    original.get(event.id) ?? event.id,
    { ...rest, ours: oursInWords(event) },
  ];

  let after: ChronicleInPages;
  try {
    after = await open(events);
  } catch (error) {
    const by = error instanceof ValorisError && error.code === "amendment/invalid" ? error.details["amendment"] : "";
    const event = events.find(({ id }) => id === by);
    if (event === undefined || !(error instanceof ValorisError)) throw error;
    const why = `with what they amended, ${targetOf(event)} would not be right`;
    return clash(event, { why, theirs: error.message, onlyTheirs: true });
  }

  const ring = newlyImpossible([from, onto], after);
  if (ring !== undefined) {
    const concerned = new Set(ring.steps.map(({ event }) => event));
    const isConcerned = ({ id }: ChronicleEvent): boolean => concerned.has(aboutOf(from, original.get(id) ?? id));
    const event = events.findLast(isConcerned) ?? events.at(-1);
    const theirs = ring.steps.map(({ event: id, says }) => `${id}, ${says}`).join("; ");
    if (event !== undefined)
      return clash(event, { why: "with it, dates there cannot all hold", theirs, onlyTheirs: true });
  }

  for (const event of guardFails === undefined ? [] : events) {
    const guarded = guardedBy(event);
    if (guarded === undefined || guardFails === undefined || known.has(original.get(event.id) ?? event.id)) continue;
    const theirs = guardFails(from, guarded) === undefined ? guardFails(after, guarded) : undefined;
    if (theirs !== undefined) return clash(event, { why: `the guard of ${guarded} does not hold there`, theirs });
  }
  return undefined;
}

/** The event of which an event says what its guard is. */
function guardedBy(event: ChronicleEvent): EventId | undefined {
  if (!isAmendment(event)) return event.guard === undefined ? undefined : event.id;
  // Amendments were validated when they entered.
  const { target, set } = event.data as { readonly target: EventId; readonly set?: { readonly guard?: unknown } };
  return set?.guard === undefined ? undefined : target;
}
