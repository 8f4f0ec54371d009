/** min ≤ t_to − t_from ≤ max, in ms; ±Infinity leaves an end open. From `ORIGIN`, it states an absolute span. */
export interface TemporalConstraint {
  readonly from: number;
  readonly to: number;
  readonly min: number;
  readonly max: number;
}

/** The node that stands for instant 0 of the calendar. */
export const ORIGIN = 0;

export type BoundSide = "min" | "max";

/** The distance graph of a network: an edge u → v of weight w says t_v − t_u ≤ w. Statements can be set aside. */
export interface TemporalGraph {
  readonly nodeCount: number;
  readonly edgeCount: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly weight: Float64Array;
  readonly enabled: Uint8Array;
  /** Switches off what the edge's constraint states: both of its bounds. */
  setAside(edge: number): void;
  /** Of the constraint that an edge comes from, and which bound of it. */
  origin(edge: number): { readonly constraint: number; readonly bound: BoundSide };
  forEachOut(node: number, visit: (to: number, weight: number, edge: number) => void): void;
  forEachIn(node: number, visit: (from: number, weight: number, edge: number) => void): void;
  /** The connected component of a node, the origin not counted; every node has one. */
  component(node: number): number;
}

export function buildGraph(nodeCount: number, constraints: readonly TemporalConstraint[]): TemporalGraph {
  const bounds: { u: number; v: number; w: number; constraint: number; bound: BoundSide }[] = [];
  for (const [constraint, { from, to, min, max }] of constraints.entries()) {
    if (max !== Number.POSITIVE_INFINITY) bounds.push({ u: from, v: to, w: max, constraint, bound: "max" });
    if (min !== Number.NEGATIVE_INFINITY) bounds.push({ u: to, v: from, w: 0 - min, constraint, bound: "min" });
  }
  const edgeCount = bounds.length;
  const from = Int32Array.from(bounds, ({ u }) => u);
  const to = Int32Array.from(bounds, ({ v }) => v);
  const weight = Float64Array.from(bounds, ({ w }) => w);
  const enabled = new Uint8Array(edgeCount).fill(1);
  const out = groupBy(from, nodeCount);
  const into = groupBy(to, nodeCount);
  const roots = components(nodeCount, from, to);

  const forEach =
    ({ starts, edges }: Groups, far: Int32Array) =>
    (node: number, visit: (far: number, weight: number, edge: number) => void): void => {
      const end = starts[node + 1] ?? 0;
      for (let i = starts[node] ?? 0; i < end; i++) {
        const edge = edges[i] ?? 0;
        if (enabled[edge] === 1) visit(far[edge] ?? 0, weight[edge] ?? 0, edge);
      }
    };

  return {
    nodeCount,
    edgeCount,
    from,
    to,
    weight,
    enabled,
    setAside(edge) {
      const constraint = bounds[edge]?.constraint;
      for (const other of [edge - 1, edge, edge + 1]) if (bounds[other]?.constraint === constraint) enabled[other] = 0;
    },
    origin(edge) {
      const { constraint = 0, bound = "max" } = bounds[edge] ?? {};
      return { constraint, bound };
    },
    forEachOut: forEach(out, to),
    forEachIn: forEach(into, from),
    component: (node) => roots[node] ?? node,
  };
}

interface Groups {
  /** Where in `edges` those of a node begin. */
  readonly starts: Int32Array;
  readonly edges: Int32Array;
}

/** Edges by their node at one end, as a counting sort. */
function groupBy(ends: Int32Array, nodeCount: number): Groups {
  const starts = new Int32Array(nodeCount + 1);
  for (const node of ends) starts[node + 1] = (starts[node + 1] ?? 0) + 1;
  for (let node = 0; node < nodeCount; node++) starts[node + 1] = (starts[node + 1] ?? 0) + (starts[node] ?? 0);
  const next = starts.slice();
  const edges = new Int32Array(ends.length);
  for (const [edge, node] of ends.entries()) {
    const at = next[node] ?? 0;
    edges[at] = edge;
    next[node] = at + 1;
  }
  return { starts, edges };
}

function components(nodeCount: number, from: Int32Array, to: Int32Array): Int32Array {
  const parent = Int32Array.from({ length: nodeCount }, (_, node) => node);
  const find = (node: number): number => {
    let root = node;
    while (parent[root] !== root) {
      // Path halving (Tarjan & van Leeuwen 1984).
      const above = parent[parent[root] ?? root] ?? root;
      parent[root] = above;
      root = above;
    }
    return root;
  };
  for (const [edge, u] of from.entries()) {
    const v = to[edge] ?? 0;
    if (u !== ORIGIN && v !== ORIGIN) parent[find(u)] = find(v);
  }
  return parent.map((_, node) => find(node));
}
