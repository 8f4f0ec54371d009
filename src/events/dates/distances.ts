import { createClimb, createReach } from "./climb.ts";
import type { Elimination } from "./elimination.ts";
import { createHeap } from "./heap.ts";

/** The most by which `b` can be later than `a`, by what is stated of both without the calendar; ∞ where nothing is. */
export type LongestGap = (a: number, b: number) => number;

/** Distances within a network, each without a look at all of it: up from both nodes, to where the ways meet. */
export function createDistances(elimination: Elimination, potential: Float64Array): LongestGap {
  const { links, rank } = elimination;
  const climb = createClimb(elimination);
  const up = createReach(potential.length);
  const down = createReach(potential.length);
  const heap = createHeap();

  return (a, b) => {
    climb(a, "from", up);
    climb(b, "to", down);
    let found = Number.POSITIVE_INFINITY;
    let leadsOn = false;
    for (const node of down.nodes()) {
      found = Math.min(found, up.get(node) + down.get(node));
      leadsOn ||= rank(node) === undefined;
    }
    if (!leadsOn) return found;

    // Through what is left: Dijkstra's algorithm, from wherever a leads up to.
    const reduced = (node: number, distance: number): number => distance + (potential[a] ?? 0) - (potential[node] ?? 0);
    const settled = new Set<number>();
    for (const node of up.nodes()) if (rank(node) === undefined) heap.push(node, reduced(node, up.get(node)));
    while (heap.size() > 0 && heap.topKey() < reduced(b, found)) {
      const node = heap.pop();
      if (settled.has(node)) continue;
      settled.add(node);
      const distance = up.get(node);
      found = Math.min(found, distance + down.get(node));
      for (const { other, out } of links(node))
        if (up.offer(other, distance + out)) heap.push(other, reduced(other, distance + out));
    }
    heap.clear();
    return found;
  };
}
