import type { Direction, Tightening } from "./shortestPaths.ts";
import { ORIGIN } from "./temporalGraph.ts";

/** Where a node should be drawn if its span allows it, ms. The first hint of a node counts. */
export interface PlacementHint {
  readonly node: number;
  readonly at: number;
}

export interface Placement {
  /** One instant a node, ms. */
  readonly at: Float64Array;
  /** Nodes that nothing ties to the calendar: the earliest of each component is at the fallback. */
  readonly unanchored: readonly number[];
}

export interface PlacementRequest {
  readonly nodeCount: number;
  /** Tight upper bounds on t and on −t. */
  readonly late: Float64Array;
  readonly early: Float64Array;
  readonly tighten: (tightening: Tightening) => void;
  readonly hints: readonly PlacementHint[];
  readonly fallback: number;
}

/**
 * Places every node (ARCHITECTURE.md, “One instant an event”): hinted ones in the order given; closed spans at the floor of their
 * midpoint; what is open upwards as early, then what is open downwards as late as possible, and so on with what hangs on
 * those; last what nothing ties to the calendar, as early as possible from `fallback`.
 *
 * Each step is consistent by itself: in a network whose bounds are tight, all earliest instants together solve it, so do all
 * latest ones and, bounds being whole numbers, the floors of their midpoints.
 */
export function place(request: PlacementRequest): Placement {
  const { nodeCount, tighten, fallback } = request;
  const late = request.late.slice();
  const early = request.early.slice();
  const isPlaced = new Uint8Array(nodeCount);
  isPlaced[ORIGIN] = 1;

  const put = (node: number, instant: number): void => {
    late[node] = instant;
    early[node] = 0 - instant;
    isPlaced[node] = 1;
  };
  /** Tightens what is not placed, and says which nodes that were open in this direction are so no longer. */
  const spread = (direction: Direction, sources: readonly number[]): number[] => {
    const bounds = direction === "late" ? late : early;
    const closed: number[] = [];
    const mayLower = (node: number): boolean => {
      if (isPlaced[node] === 1) return false;
      if (bounds[node] === Number.POSITIVE_INFINITY) closed.push(node);
      return true;
    };
    tighten({ direction, bounds, sources, mayLower });
    return closed;
  };
  const unplaced = (holds: (node: number) => boolean): number[] => {
    const found: number[] = [];
    for (let node = 0; node < nodeCount; node++) if (isPlaced[node] === 0 && holds(node)) found.push(node);
    return found;
  };
  const isBounded = (bounds: Float64Array, node: number): boolean => bounds[node] !== Number.POSITIVE_INFINITY;
  const earliest = (node: number): number => 0 - (early[node] ?? 0);
  const latest = (node: number): number => late[node] ?? 0;

  placeHints({ ...request, late, early, isPlaced });

  const closed = unplaced((node) => isBounded(late, node) && isBounded(early, node));
  for (const node of closed) put(node, Math.floor((earliest(node) + latest(node)) / 2));
  spread("late", closed);
  spread("early", closed);

  let upwards = unplaced((node) => isBounded(early, node));
  let downwards = unplaced((node) => isBounded(late, node));
  while (upwards.length > 0 || downwards.length > 0) {
    for (const node of upwards) put(node, earliest(node));
    downwards = downwards.concat(spread("late", upwards)).filter((node) => isPlaced[node] === 0);
    for (const node of downwards) put(node, latest(node));
    upwards = spread("early", downwards);
    downwards = [];
  }

  const unanchored = unplaced(() => true);
  for (const node of unanchored) early[node] = 0 - fallback;
  spread("early", unanchored);
  for (const node of unanchored) put(node, earliest(node));
  return { at: late, unanchored };
}

interface Hinting extends PlacementRequest {
  readonly isPlaced: Uint8Array;
}

/**
 * Hints one after the other, the network tightened after each. Most do not touch each other: a batch of them is tried at once,
 * twice as large as the one before, and taken back and halved if a hint would have had to give way to an earlier one.
 */
function placeHints({ tighten, hints, late, early, isPlaced }: Hinting): void {
  const hinted = new Set<number>();
  const pending = hints.filter(({ node, at }) => {
    const counts = isPlaced[node] === 0 && Number.isFinite(at) && !hinted.has(node);
    if (counts) hinted.add(node);
    return counts;
  });
  let size = 1;
  for (let start = 0; start < pending.length; ) {
    const batch = pending.slice(start, start + size);
    if (tryTogether(batch) || batch.length === 1) {
      start += batch.length;
      size *= 2;
    } else size = Math.ceil(batch.length / 2);
  }

  function tryTogether(batch: readonly PlacementHint[]): boolean {
    const undo: { bounds: Float64Array; node: number; bound: number }[] = [];
    const lower = (bounds: Float64Array, node: number, bound: number): void => {
      undo.push({ bounds, node, bound: bounds[node] ?? 0 });
      bounds[node] = bound;
    };
    const nodes = batch.map(({ node }) => node);
    for (const { node, at } of batch) {
      const instant = Math.min(Math.max(Math.floor(at), 0 - (early[node] ?? 0)), late[node] ?? 0);
      lower(late, node, instant);
      lower(early, node, 0 - instant);
      isPlaced[node] = 1;
    }
    let fits = true;
    for (const [direction, bounds] of [
      ["late", late],
      ["early", early],
    ] as const) {
      const mayLower = (node: number): boolean => {
        if (isPlaced[node] === 1) fits = false;
        else undo.push({ bounds, node, bound: bounds[node] ?? 0 });
        return fits;
      };
      tighten({ direction, bounds, sources: nodes, mayLower });
    }
    if (fits || batch.length === 1) return fits;
    for (const { bounds, node, bound } of undo.reverse()) bounds[node] = bound;
    for (const node of nodes) isPlaced[node] = 0;
    return false;
  }
}
