import { addUp } from "./addUp.ts";
import { type Adjacency, ORIGIN, type TemporalGraph } from "./temporalGraph.ts";

/**
 * The commonest contradictions: two absolute dates against each other, or against one statement between them. One look at
 * every arc finds these, with the fewest edges, before the search for long ones, which takes a pass for each.
 *
 * `onCycle` is to disable an arc of the cycle that it gets.
 */
export function forEachAbsoluteConflict(
  graph: TemporalGraph,
  isEnabled: (arc: number) => boolean,
  onCycle: (cycle: readonly number[]) => void,
): void {
  const { nodeCount, arcCount, tails, heads, weights, incoming, outgoing } = graph;
  /** The tightest arc between a node and the origin; −1 if there is none. */
  const tightest = ({ starts, arcs, far }: Adjacency, node: number): number => {
    let best = -1;
    for (let at = starts[node] ?? 0; at < (starts[node + 1] ?? 0); at++) {
      const arc = arcs[at] ?? 0;
      if (far[arc] !== ORIGIN || !isEnabled(arc)) continue;
      if (best < 0 || (weights[arc] ?? 0) < (weights[best] ?? 0)) best = arc;
    }
    return best;
  };
  const latest = new Int32Array(nodeCount).fill(-1);
  const earliest = new Int32Array(nodeCount).fill(-1);
  const look = (node: number): void => {
    latest[node] = tightest(incoming, node);
    earliest[node] = tightest(outgoing, node);
  };
  const report = (...cycle: readonly number[]): void => {
    onCycle(cycle);
    for (const arc of cycle) for (const node of [tails[arc] ?? 0, heads[arc] ?? 0]) if (node !== ORIGIN) look(node);
  };

  for (let node = 0; node < nodeCount; node++) {
    if (node === ORIGIN) continue;
    for (look(node); ; ) {
      const [late, early] = [latest[node] ?? -1, earliest[node] ?? -1];
      if (late < 0 || early < 0 || addUp(weights[late] ?? 0, weights[early] ?? 0) >= 0) break;
      report(late, early);
    }
  }
  for (let arc = 0; arc < arcCount; arc++) {
    const [u, v] = [tails[arc] ?? 0, heads[arc] ?? 0];
    const [late, early] = [latest[u] ?? -1, earliest[v] ?? -1];
    if (u === ORIGIN || v === ORIGIN || u === v || late < 0 || early < 0 || !isEnabled(arc)) continue;
    if (addUp(addUp(weights[late] ?? 0, weights[arc] ?? 0), weights[early] ?? 0) < 0) report(late, arc, early);
  }
}
