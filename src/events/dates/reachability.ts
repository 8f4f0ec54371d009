import { strongComponents } from "./components.ts";
import { ORIGIN, type TemporalGraph } from "./temporalGraph.ts";

export interface Reachability {
  /** False if no path leads from a to b without the origin; true if one may. */
  mayReach(a: number, b: number): boolean;
}

const LABELLINGS = 4;

/**
 * Interval labels that rule most unreachable pairs out at once: each depth-first search of the condensed graph gives a node the
 * ranks of all that it reaches as one interval (GRAIL; Yildirim, Chaoji & Zaki 2010, PVLDB 3:276). The searches visit arcs
 * forwards and backwards alternately, and start at other ends.
 */
export function createReachability(graph: TemporalGraph): Reachability {
  const { count, of } = strongComponents(graph, true);
  const condensed = condense(graph, count, of);
  const labels = Array.from({ length: LABELLINGS }, (_, round) => label(condensed, count, round));
  return {
    mayReach(a, b) {
      const [from, to] = [of[a] ?? 0, of[b] ?? 0];
      if (from === to) return true;
      for (const { least, rank } of labels)
        if ((least[to] ?? 0) < (least[from] ?? 0) || (rank[to] ?? 0) > (rank[from] ?? 0)) return false;
      return true;
    },
  };
}

interface Condensed {
  readonly starts: Int32Array;
  readonly heads: Int32Array;
}

function condense({ arcCount, tails, heads }: TemporalGraph, count: number, of: Int32Array): Condensed {
  const isBetween = (arc: number): boolean =>
    tails[arc] !== ORIGIN && heads[arc] !== ORIGIN && of[tails[arc] ?? 0] !== of[heads[arc] ?? 0];
  const starts = new Int32Array(count + 1);
  for (let arc = 0; arc < arcCount; arc++) {
    if (!isBetween(arc)) continue;
    const component = of[tails[arc] ?? 0] ?? 0;
    starts[component + 1] = (starts[component + 1] ?? 0) + 1;
  }
  for (let component = 0; component < count; component++)
    starts[component + 1] = (starts[component + 1] ?? 0) + (starts[component] ?? 0);
  const next = starts.slice();
  const found = new Int32Array(starts[count] ?? 0);
  for (let arc = 0; arc < arcCount; arc++) {
    if (!isBetween(arc)) continue;
    const component = of[tails[arc] ?? 0] ?? 0;
    const at = next[component] ?? 0;
    found[at] = of[heads[arc] ?? 0] ?? 0;
    next[component] = at + 1;
  }
  return { starts, heads: found };
}

interface Labels {
  /** In order of leaving the search; and the least rank of all that a component reaches. */
  readonly rank: Int32Array;
  readonly least: Int32Array;
}

function label({ starts, heads }: Condensed, count: number, round: number): Labels {
  const rank = new Int32Array(count);
  const least = new Int32Array(count);
  const next = new Int32Array(count);
  const backwards = round % 2 === 1;
  let left = 0;
  const path: number[] = [];
  const visit = (root: number): void => {
    next[root] = 1;
    path.push(root);
    for (let u = path.at(-1); u !== undefined; u = path.at(-1)) {
      const [first, end] = [starts[u] ?? 0, starts[u + 1] ?? 0];
      const step = (next[u] ?? 1) - 1;
      if (step < end - first) {
        next[u] = step + 2;
        // A stride that differs by round and node mixes the order without chance.
        const turned = (step + (round >> 1) * (u % 7)) % (end - first);
        const v = heads[backwards ? end - 1 - turned : first + turned] ?? 0;
        if (next[v] === 0) {
          next[v] = 1;
          path.push(v);
        }
        continue;
      }
      path.pop();
      left++;
      rank[u] = left;
      let lowest = left;
      for (let at = first; at < end; at++) lowest = Math.min(lowest, least[heads[at] ?? 0] ?? lowest);
      least[u] = lowest;
    }
  };
  const roots = sources(heads, count);
  for (const root of backwards ? roots.reverse() : roots) visit(root);
  return { rank, least };
}

/** Components that no arc leads into; each other one is reached from one of them. */
function sources(heads: Int32Array, count: number): number[] {
  const isEntered = new Uint8Array(count);
  for (const head of heads) isEntered[head] = 1;
  const found: number[] = [];
  for (let component = 0; component < count; component++) if (isEntered[component] === 0) found.push(component);
  return found;
}
