import type { EntityId } from "../../../events/envelope.ts";

/** Ids that canon declares to mean the same, as one of them each (union by the first seen; Tarjan 1975). */
export interface Aliases {
  /** The id that stands for this one; itself if it has no alias. */
  canonical(id: EntityId): EntityId;
  join(a: EntityId, b: EntityId): void;
}

export function createAliases(): Aliases {
  const parents = new Map<EntityId, EntityId>();
  const canonical = (id: EntityId): EntityId => {
    let root = id;
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent;
    for (let next = parents.get(id); next !== undefined && next !== root; next = parents.get(next)) {
      parents.set(id, root);
      id = next;
    }
    return root;
  };
  return {
    canonical,
    join(a, b) {
      const first = canonical(a);
      const second = canonical(b);
      if (first !== second) parents.set(second, first);
    },
  };
}
