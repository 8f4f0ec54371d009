import type { EntityId } from "../../events/envelope.ts";

/** Alliances in force, by treaty. */
export type Alliances = ReadonlyMap<EntityId, readonly EntityId[]>;

/** Treaties that changed since they were last taken. Beside the state, and never part of it. */
const changed = new WeakMap<Alliances, Set<EntityId>>();

/** Puts an alliance in force, or ends it. Returns whether that changes anything. */
export function setAlliance(
  alliances: Map<EntityId, readonly EntityId[]>,
  treaty: EntityId,
  parties: readonly EntityId[] | undefined,
): boolean {
  if (parties === undefined) {
    if (!alliances.delete(treaty)) return false;
  } else alliances.set(treaty, parties);
  changed.get(alliances)?.add(treaty);
  return true;
}

/** Treaties that may have changed since this was last asked; all of them, the first time. */
export function takeChanged(alliances: Alliances): Iterable<EntityId> {
  const since = changed.get(alliances);
  changed.set(alliances, new Set());
  return since ?? alliances.keys();
}
