import type { EntityId } from "../../events/envelope.ts";
import type { Chronicle } from "../../timelines/chronicle.ts";
import type { Place } from "../../timelines/point.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { createLedger } from "../because.ts";
import { bindChronicle } from "../bindChronicle.ts";
import type { Contribution } from "../defineProjection.ts";
import { editedChronicle } from "./editedChronicle.ts";

/** How nervous a power is by what is believed, and would be if it knew. */
export interface NervesGap {
  readonly power: EntityId;
  /** 0 to 100: of history as the observer believes it. */
  readonly believed: number;
  /** 0 to 100: had it known, from its beginning, of everything that it misses, and believed nothing else. */
  readonly informed: number;
  /** By event, what knowing better would add; they sum to the difference, the largest first. */
  readonly because: readonly Contribution[];
}

/** Explains both numbers, and takes one from the other event by event. */
export function nervesGap(
  power: EntityId,
  history: Chronicle,
  believed: Chronicle,
  missed: readonly number[],
  { index, instant }: Place,
): NervesGap {
  const edits = missed.map((place) => ({ index: place, events: tellPower(history.events.at(place), power) }));
  const informed = editedChronicle(history, edits, index);
  const [before, after] = [believed, informed].map((one) =>
    bindChronicle(one).because("nervousness", power, { occurred: { instant } }),
  );
  const ledger = createLedger();
  for (const { note: _note, ...line } of after?.contributions ?? []) ledger.add(line);
  for (const { note: _note, ...line } of before?.contributions ?? []) ledger.add({ ...line, value: -line.value });
  return {
    power,
    believed: before?.value ?? 0,
    informed: after?.value ?? 0,
    because: ledger.lines().filter(({ value }) => value !== 0),
  };
}

/** Where nothing says when it learned, it was at once. */
function tellPower(event: ResolvedEvent | undefined, power: EntityId): ResolvedEvent[] {
  if (event === undefined) return [];
  return [event.known === undefined ? event : { ...event, known: [...event.known, { who: power }] }];
}
