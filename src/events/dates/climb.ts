import type { Elimination } from "./elimination.ts";
import { createHeap } from "./heap.ts";

/** How far nodes are, as far as is known; cleared at no cost. */
export interface Reach {
  clear(): void;
  get(node: number): number;
  /** Whether that is less than what was known. */
  offer(node: number, distance: number): boolean;
  /** Those that were offered anything. */
  nodes(): readonly number[];
}

export function createReach(size: number): Reach {
  const distances = new Float64Array(size);
  const stamps = new Int32Array(size);
  let stamp = 0;
  let nodes: number[] = [];
  const get = (node: number): number =>
    stamps[node] === stamp ? (distances[node] ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
  return {
    clear() {
      stamp++;
      nodes = [];
    },
    get,
    offer(node, distance) {
      if (distance >= get(node)) return false;
      if (stamps[node] !== stamp) nodes.push(node);
      stamps[node] = stamp;
      distances[node] = distance;
      return true;
    },
    nodes: () => nodes,
  };
}

/**
 * Finds how far it is from a node, or to it, to whatever was taken out later; those that are left are reached, and not followed.
 */
export type ClimbToAncestors = (start: number, direction: "from" | "to", reach: Reach) => void;

export function createClimb({ links, rank }: Elimination): ClimbToAncestors {
  const heap = createHeap();
  return (start, direction, reach) => {
    reach.clear();
    const offer = (node: number, distance: number): void => {
      const isKnown = reach.get(node) !== Number.POSITIVE_INFINITY;
      const own = rank(node);
      if (reach.offer(node, distance) && !isKnown && own !== undefined) heap.push(node, own);
    };
    offer(start, 0);
    while (heap.size() > 0) {
      const node = heap.pop();
      const distance = reach.get(node);
      for (const { other, out, into } of links(node)) {
        const most = distance + (direction === "from" ? out : into);
        if (most < Number.POSITIVE_INFINITY) offer(other, most);
      }
    }
  };
}
