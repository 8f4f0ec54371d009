import { type ClimbToAncestors, createClimb, createReach } from "./climb.ts";
import type { Elimination } from "./elimination.ts";
import { createHeap } from "./heap.ts";

/** What instants of some nodes leave of the spans of others, by what is stated between them. */
export interface PlacedBounds {
  place(node: number, instant: number): void;
  /** The latest instant of a node, by those that are placed. */
  high(node: number): number;
  /** The earliest. */
  low(node: number): number;
}

/** Each is kept where the ways up from a placed node lead, and looked up along those from another. */
export function createPlacedBounds(elimination: Elimination, potential: Float64Array): PlacedBounds {
  const climb = createClimb(elimination);
  const size = potential.length;
  const highs = createBounds(elimination, potential, climb, "from");
  const lows = createBounds(
    elimination,
    potential.map((value) => -value),
    climb,
    "to",
  );
  const reach = createReach(size);
  return {
    place(node, instant) {
      highs.place(node, instant);
      lows.place(node, -instant);
    },
    high(node) {
      climb(node, "to", reach);
      return highs.least(reach.nodes(), reach.get);
    },
    low(node) {
      climb(node, "from", reach);
      return -lows.least(reach.nodes(), reach.get);
    },
  };
}

/** Upper bounds; those from below are upper bounds where time runs backwards. */
function createBounds(
  { links, rank }: Elimination,
  potential: Float64Array,
  climb: ClimbToAncestors,
  direction: "from" | "to",
) {
  const bounds = new Float64Array(potential.length).fill(Number.POSITIVE_INFINITY);
  const reach = createReach(potential.length);
  const heap = createHeap();
  const offer = (node: number, bound: number): void => {
    if (bound >= (bounds[node] ?? 0)) return;
    bounds[node] = bound;
    if (rank(node) === undefined) heap.push(node, bound - (potential[node] ?? 0));
  };
  return {
    place(node: number, instant: number): void {
      climb(node, direction, reach);
      for (const one of reach.nodes()) offer(one, instant + reach.get(one));
      // Through what is left, as far as anything changes. Kept to, so that rounding cannot go round a cycle.
      const settled = new Set<number>();
      while (heap.size() > 0) {
        const one = heap.pop();
        if (settled.has(one)) continue;
        settled.add(one);
        for (const { other, out, into } of links(one))
          if (!settled.has(other)) offer(other, (bounds[one] ?? 0) + (direction === "from" ? out : into));
      }
    },
    least: (nodes: readonly number[], distance: (node: number) => number): number =>
      nodes.reduce((least, node) => Math.min(least, (bounds[node] ?? 0) + distance(node)), Number.POSITIVE_INFINITY),
  };
}
