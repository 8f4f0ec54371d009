/** min ≤ t_to − t_from ≤ max, in whole ms; ±Infinity leaves an end open. From `ORIGIN`, it states an absolute span. */
export interface TemporalConstraint {
  readonly from: number;
  readonly to: number;
  readonly min: number;
  readonly max: number;
}

/** The node that stands for instant 0 of the calendar. */
export const ORIGIN = 0;

export type Bound = "min" | "max";

/** The arcs of each node: those of node n are `arcs[starts[n]] … arcs[starts[n + 1] − 1]`. */
export interface Adjacency {
  readonly starts: Int32Array;
  readonly arcs: Int32Array;
  /** The other ends, by arc. */
  readonly far: Int32Array;
}

/** The distance graph of a network (Dechter, Meiri & Pearl 1991, §2): an arc u → v of weight w says t_v ≤ t_u + w. */
export interface TemporalGraph {
  readonly nodeCount: number;
  readonly arcCount: number;
  readonly tails: Int32Array;
  readonly heads: Int32Array;
  readonly weights: Float64Array;
  readonly outgoing: Adjacency;
  readonly incoming: Adjacency;
  /** The constraint that an arc states a bound of. */
  readonly constraintOf: Int32Array;
  boundOf(arc: number): Bound;
}

/**
 * The graph of some constraints. Fractions of a ms are given to the looser side.
 *
 * @throws Error for nodes that are not there and bounds that nothing can meet: a bug of the caller's.
 */
export function buildGraph(
  nodeCount: number,
  constraints: readonly TemporalConstraint[],
  isSetAside: (constraint: number) => boolean = () => false,
): TemporalGraph {
  const most = 2 * constraints.length;
  const tails = new Int32Array(most);
  const heads = new Int32Array(most);
  const weights = new Float64Array(most);
  const constraintOf = new Int32Array(most);
  const isMin = new Uint8Array(most);
  let arcCount = 0;
  const add = (tail: number, head: number, weight: number, constraint: number, min: 0 | 1): void => {
    tails[arcCount] = tail;
    heads[arcCount] = head;
    weights[arcCount] = weight;
    constraintOf[arcCount] = constraint;
    isMin[arcCount] = min;
    arcCount++;
  };
  for (let index = 0; index < constraints.length; index++) {
    const constraint = constraints[index];
    if (constraint === undefined || isSetAside(index)) continue;
    const { from, to, min, max } = constraint;
    if (!isNode(from, nodeCount) || !isNode(to, nodeCount) || !(min < Infinity) || !(max > -Infinity))
      throw new Error(
        `This is a bug: a temporal constraint cannot be ${JSON.stringify({ from, to })}, ${min} to ${max}.`,
      );
    if (max !== Number.POSITIVE_INFINITY) add(from, to, Math.ceil(max), index, 0);
    if (min !== Number.NEGATIVE_INFINITY) add(to, from, Math.ceil(-min), index, 1);
  }
  const [from, to] = [tails.subarray(0, arcCount), heads.subarray(0, arcCount)];
  return {
    nodeCount,
    arcCount,
    tails: from,
    heads: to,
    weights: weights.subarray(0, arcCount),
    constraintOf,
    outgoing: groupBy(from, to, nodeCount),
    incoming: groupBy(to, from, nodeCount),
    boundOf: (arc) => (isMin[arc] === 1 ? "min" : "max"),
  };
}

function isNode(node: number, nodeCount: number): boolean {
  return Number.isInteger(node) && node >= 0 && node < nodeCount;
}

/** Arcs by the node at one end: a counting sort. */
function groupBy(near: Int32Array, far: Int32Array, nodeCount: number): Adjacency {
  const starts = new Int32Array(nodeCount + 1);
  for (const node of near) starts[node + 1] = (starts[node + 1] ?? 0) + 1;
  for (let node = 0; node < nodeCount; node++) starts[node + 1] = (starts[node + 1] ?? 0) + (starts[node] ?? 0);
  const next = starts.slice();
  const arcs = new Int32Array(near.length);
  for (let arc = 0; arc < near.length; arc++) {
    const node = near[arc] ?? 0;
    const at = next[node] ?? 0;
    arcs[at] = arc;
    next[node] = at + 1;
  }
  return { starts, arcs, far };
}
