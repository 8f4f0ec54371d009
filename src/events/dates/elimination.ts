import { ORIGIN, type TemporalGraph } from "./temporalGraph.ts";

/** What lies between a node and another: t_other − t_node ≤ out, t_node − t_other ≤ into; one of them at least is finite. */
export interface EliminationLink {
  readonly other: number;
  readonly out: number;
  readonly into: number;
}

/**
 * A network whose nodes were taken out one after the other, the ones with few neighbours first; between those neighbours stays what led
 * through the node (directional path consistency: Dechter, Meiri & Pearl 1991; in such an order: Planken, de Weerdt & van der
 * Krogt 2012, JAIR 43:353). What people write is little knit, so almost nothing is left, and every shortest path leads up to nodes
 * that were taken out later, and down again.
 */
export interface Elimination {
  /** Of a node that was taken out, to those that were there then; of one that is left, to others that are. */
  links(node: number): Iterable<EliminationLink>;
  /** When a node was taken out, counted from 0; undefined where it is knit too closely for that. */
  rank(node: number): number | undefined;
}

/** Neighbours that a node may have and still be taken out: any two of them may be linked by that, and more would cost more than it saves. */
const MOST_NEIGHBOURS = 16;
/** Taken out in one round, a share of less than that makes it the turn of nodes with one neighbour more. */
const ENOUGH = 0.1;

/** The origin of the calendar takes no part: what leads through it follows from the spans of two nodes. */
export function eliminate(graph: TemporalGraph, mostNeighbours = MOST_NEIGHBOURS): Elimination {
  const { nodeCount } = graph;
  const links = Array.from({ length: nodeCount }, () => new Map<number, EliminationLink>());
  for (let node = 1; node < nodeCount; node++)
    graph.forEachOut(node, (to, weight) => {
      if (to !== ORIGIN && to !== node) tighten(links, node, to, weight);
    });

  const ranks = new Map<number, number>();
  const takeOut = (node: number): void => {
    const own = [...(links[node]?.values() ?? [])];
    for (const { other } of own) links[other]?.delete(node);
    for (const a of own) for (const b of own) if (a.other !== b.other) tighten(links, a.other, b.other, a.into + b.out);
    ranks.set(node, ranks.size);
  };

  let left = Array.from({ length: nodeCount - 1 }, (_, index) => index + 1);
  for (let few = Math.min(2, mostNeighbours); few <= mostNeighbours && left.length > 0; ) {
    // Neighbours of what was just taken out wait: of a chain, half goes each round, so that ways up are short.
    const waits = new Set<number>();
    for (const node of left) {
      const neighbours = links[node];
      if (neighbours === undefined || neighbours.size > few || waits.has(node)) continue;
      for (const other of neighbours.keys()) waits.add(other);
      takeOut(node);
    }
    const before = left.length;
    left = left.filter((node) => !ranks.has(node));
    if (left.length > (1 - ENOUGH) * before) few++;
  }
  return { links: (node) => links[node]?.values() ?? [], rank: (node) => ranks.get(node) };
}

/** t_to − t_from ≤ most. */
function tighten(links: readonly Map<number, EliminationLink>[], from: number, to: number, most: number): void {
  const own = links[from];
  const known = own?.get(to);
  if (most >= (known?.out ?? Number.POSITIVE_INFINITY)) return;
  const into = known?.into ?? Number.POSITIVE_INFINITY;
  own?.set(to, { other: to, out: most, into });
  links[to]?.set(from, { other: from, out: into, into: most });
}
