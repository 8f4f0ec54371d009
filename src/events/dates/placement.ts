import type { Elimination } from "./elimination.ts";
import { createHeap } from "./heap.ts";
import { createPlacedBounds } from "./placedBounds.ts";
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
  readonly elimination: () => Elimination;
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
  elimination,
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
  // Open nodes that have come to be bounded from below, or from above, and are not placed yet.
  let nowBelow: number[] = [];
  let nowAbove: number[] = [];

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
        if (high[v] === Number.POSITIVE_INFINITY) nowAbove.push(v);
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
        if (low[u] === Number.NEGATIVE_INFINITY) nowBelow.push(u);
        low[u] = bound - w;
        heap.push(u, (potential[u] ?? 0) - (bound - w));
      });
    }
  };
  const tighten = (sources: readonly number[]): void => {
    lowerHighs(sources);
    raiseLows(sources);
  };

  const hinted: number[] = [];
  if (hints.length > 0) {
    const bounds = createPlacedBounds(elimination(), potential);
    for (const { node, at: wanted } of hints) {
      if (isPlaced[node] === 1) continue;
      const least = Math.max(low[node] ?? 0, bounds.low(node));
      const most = Math.min(high[node] ?? 0, bounds.high(node));
      const instant = Math.max(least, Math.min(wanted, most));
      put(node, instant);
      bounds.place(node, instant);
      hinted.push(node);
    }
    tighten(hinted);
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

  const openNodes = (): number[] => Array.from(isPlaced.keys()).filter((node) => isPlaced[node] === 0);
  const placeAll = (nodes: readonly number[], instant: (node: number) => number): void => {
    const chosen = nodes.filter((node) => isPlaced[node] === 0);
    // All at once: each is where its own bounds put it before any of the others moved.
    for (const node of chosen) put(node, instant(node));
    if (chosen.length > 0) tighten(chosen);
  };
  const isBelow = (node: number): boolean => Number.isFinite(low[node] ?? 0);
  const isAbove = (node: number): boolean => Number.isFinite(high[node] ?? 0);

  placeAll(
    openNodes().filter((node) => isBelow(node) && isAbove(node)),
    (node) => Math.floor(((low[node] ?? 0) + (high[node] ?? 0)) / 2),
  );
  nowBelow = openNodes().filter(isBelow);
  nowAbove = openNodes().filter(isAbove);
  while (nowBelow.length + nowAbove.length > 0) {
    const below = nowBelow;
    nowBelow = [];
    placeAll(below, (node) => low[node] ?? 0);
    const above = nowAbove;
    nowAbove = [];
    placeAll(above, (node) => high[node] ?? 0);
  }

  const unanchored = openNodes();
  for (const node of unanchored) low[node] = fallback;
  raiseLows(unanchored);
  placeAll(unanchored, (node) => low[node] ?? 0);
  return { at, unanchored };
}
