import type { EntityId } from "../events/envelope.ts";
import { batchesOf, type Chronicle } from "../timelines/chronicle.ts";
import { chronicleAt, endPlace, type Point } from "../timelines/point.ts";
import { createFold } from "./fold.ts";
import { territory, type TenureEntry } from "./territory/territory.ts";

/** Who held a system, in law and in fact, from one event to the next. */
export interface Tenure {
  readonly sovereign: EntityId | null;
  readonly controller: EntityId | null;
  /** Of those who rule it together, all. */
  readonly controllers?: readonly EntityId[];
  /** ms; null since the beginning. */
  readonly from: number | null;
  /** ms; null for the one that lasts. */
  readonly until: number | null;
  /** The event that made it so. */
  readonly event: string;
}

/** The tenure of a system up to a point, oldest first. */
export function tenure(chronicle: Chronicle, system: EntityId, point: Point = {}): Tenure[] {
  const read = chronicleAt(chronicle, point);
  const { index } = endPlace(read, point.occurred);
  const entries: TenureEntry[] = [];
  const fold = createFold([territory], { catalogue: read.catalogue });
  const sinks = { territory: { subject: system, add: (entry: TenureEntry) => entries.push(entry) } };
  for (const batch of batchesOf(read.events, 0, index)) fold.apply(batch, sinks);
  return entries.map(({ sovereign, controller, controllers, event }, i) => ({
    sovereign: sovereign ?? null,
    controller: controller ?? null,
    ...(controllers === undefined ? {} : { controllers }),
    from: finite(event.placed),
    until: finite(entries[i + 1]?.event.placed),
    event: event.id,
  }));
}

const finite = (instant: number | undefined): number | null =>
  instant !== undefined && Number.isFinite(instant) ? instant : null;
