import type { EntityId } from "../../events/envelope.ts";
import { batchesOf, type Chronicle } from "../../timelines/chronicle.ts";
import { chronicleAt, endPlace, type Point } from "../../timelines/point.ts";
import { createFold } from "../fold.ts";
import { type FactEntry, facts } from "./facts.ts";

/** What became of somebody or something up to a point, oldest first: of an office, who came to hold it; of a war, who fought it. */
export function story(chronicle: Chronicle, subject: EntityId, point: Point = {}): readonly FactEntry[] {
  const read = chronicleAt(chronicle, point);
  const { index } = endPlace(read, point.occurred);
  const entries: FactEntry[] = [];
  const fold = createFold([facts], { catalogue: read.catalogue });
  const sinks = { facts: { subject, add: (entry: FactEntry) => entries.push(entry) } };
  for (const batch of batchesOf(read.events, 0, index)) fold.apply(batch, sinks);
  return entries;
}
