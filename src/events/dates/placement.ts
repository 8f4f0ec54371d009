import { createHeap } from "./heap.ts";
import type { Span } from "./span.ts";
import { ORIGIN, type TemporalGraph } from "./temporalGraph.ts";

/** Where a node should be drawn if its span allows it. */
export interface PlacementHint {
  readonly node: number;
  /** ms */
  readonly at: number;
}

/** Where a node should be drawn if that is free: what an approximate date says before it is widened. */
export interface Preference {
  readonly node: number;
  readonly within: Span;
}

export interface Placement {
  /** One instant a node, ms. */
  readonly at: Float64Array;
  /** Nodes that nothing ties to the calendar; they begin at the fallback. */
  readonly unanchored: readonly number[];
}

interface PlacementRequest {
  readonly graph: TemporalGraph;
  readonly potential: Float64Array;
  readonly earliest: Float64Array;
  readonly latest: Float64Array;
  readonly hints: readonly PlacementHint[];
  readonly preferences: readonly Preference[];
  readonly fallback: number;
}

/**
 * Places hinted nodes inside their spans, one after the other; then closed spans at the floor of their midpoint; then what is
 * open upwards as early as possible; then what is open downwards as late as possible; then what hangs on those, and last what
 * nothing ties to the calendar.
 *
 * The midpoints of a minimal network are consistent, and stay so under `floor` because bounds are whole numbers: all that it takes is
 * that the lower bounds satisfy every constraint by themselves, and so do the upper ones. So they still do where preferences have
 * narrowed them, even where two of these exclude each other and a lower bound comes to lie above its upper one.
 */
export function place({
  graph,
  potential,
  earliest,
  latest,
  hints,
  preferences,
  fallback,
}: PlacementRequest): Placement {
  const { nodeCount } = graph;
  const low = earliest.slice();
  const high = latest.slice();
  const at = new Float64Array(nodeCount);
  const isPlaced = new Uint8Array(nodeCount);
  isPlaced[ORIGIN] = 1;
  const heap = createHeap();
  // With a potential, the nearest node is final (Dijkstra 1959). Kept to, so that rounding cannot go round a cycle.
  const settled = new Int32Array(nodeCount);
  let round = 0;

  const put = (node: number, instant: number): void => {
    at[node] = low[node] = high[node] = instant + 0;
    isPlaced[node] = 1;
  };

  /** What the upper bounds of these nodes leave of those that follow from them. */
  const lowerHighs = (sources: readonly number[]): void => {
    heap.clear();
    round++;
    for (const node of sources) heap.push(node, (high[node] ?? 0) - (potential[node] ?? 0));
    while (heap.size() > 0) {
      const key = heap.topKey();
      const u = heap.pop();
      const bound = high[u] ?? 0;
      if (settled[u] === round || key > bound - (potential[u] ?? 0)) continue;
      settled[u] = round;
      graph.forEachOut(u, (v, w) => {
        if (isPlaced[v] === 1 || settled[v] === round || bound + w >= (high[v] ?? 0)) return;
        high[v] = bound + w;
        heap.push(v, bound + w - (potential[v] ?? 0));
      });
    }
  };
  const raiseLows = (sources: readonly number[]): void => {
    heap.clear();
    round++;
    for (const node of sources) heap.push(node, (potential[node] ?? 0) - (low[node] ?? 0));
    while (heap.size() > 0) {
      const key = heap.topKey();
      const v = heap.pop();
      const bound = low[v] ?? 0;
      if (settled[v] === round || key > (potential[v] ?? 0) - bound) continue;
      settled[v] = round;
      graph.forEachIn(v, (u, w) => {
        if (isPlaced[u] === 1 || settled[u] === round || bound - w <= (low[u] ?? 0)) return;
        low[u] = bound - w;
        heap.push(u, (potential[u] ?? 0) - (bound - w));
      });
    }
  };
  const tighten = (sources: readonly number[]): void => {
    lowerHighs(sources);
    raiseLows(sources);
  };

  for (const { node, at: wanted } of hints) {
    if (isPlaced[node] === 1) continue;
    put(node, Math.max(low[node] ?? 0, Math.min(wanted, high[node] ?? 0)));
    tighten([node]);
  }

  const narrowed = preferences.flatMap(({ node, within }) => {
    const from = Math.max(within.earliest, low[node] ?? 0);
    const until = Math.min(within.latest, high[node] ?? 0);
    return isPlaced[node] === 1 || from > until ? [] : [{ node, from, until }];
  });
  for (const { node, from, until } of narrowed) {
    low[node] = Math.max(low[node] ?? 0, from);
    high[node] = Math.min(high[node] ?? 0, until);
  }
  tighten(narrowed.map(({ node }) => node));

  let open = Array.from({ length: nodeCount }, (_, node) => node).filter((node) => isPlaced[node] === 0);
  const placeWhere = (holds: (node: number) => boolean, instant: (node: number) => number): void => {
    const chosen = open.filter(holds);
    // All at once: each is where its own bounds put it before any of the others moved.
    for (const node of chosen) put(node, instant(node));
    if (chosen.length > 0) {
      open = open.filter((node) => isPlaced[node] === 0);
      tighten(chosen);
    }
  };
  const isBelow = (node: number): boolean => Number.isFinite(low[node] ?? 0);
  const isAbove = (node: number): boolean => Number.isFinite(high[node] ?? 0);

  placeWhere(
    (node) => isBelow(node) && isAbove(node),
    (node) => Math.floor(((low[node] ?? 0) + (high[node] ?? 0)) / 2),
  );
  for (let left = Number.POSITIVE_INFINITY; open.length < left; ) {
    left = open.length;
    placeWhere(isBelow, (node) => low[node] ?? 0);
    placeWhere(isAbove, (node) => high[node] ?? 0);
  }

  const unanchored = open;
  for (const node of unanchored) low[node] = fallback;
  raiseLows(unanchored);
  placeWhere(
    () => true,
    (node) => low[node] ?? 0,
  );
  return { at, unanchored };
}
