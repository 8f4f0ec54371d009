import { held } from "../../idioms/held.ts";
import { append } from "../../idioms/multimap.ts";
import { findPotential, rounding } from "./feasiblePotential.ts";
import { type BoundSide, ORIGIN, type TemporalGraph } from "./temporalGraph.ts";
import { shortened, waysFrom } from "./ways.ts";

/** An edge of a contradiction: t_to − t_from ≤ weight. */
export interface CycleEdge {
  /** Index of the constraint that states it, and which of its bounds. */
  readonly constraint: number;
  readonly bound: BoundSide;
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/** Edges that lead back to where they began, and sum to less than nothing. */
export interface NegativeCycle {
  readonly edges: readonly CycleEdge[];
  /** ms by which the statements miss each other. */
  readonly excess: number;
}

/** Which statements stand where not all can; by constraint. */
export interface Trust {
  /** Of the date that makes the statement: of dates that contradict each other, the one with the highest number is wrong. */
  rank(constraint: number): number;
  /** Whether it gives way to whatever it contradicts, and nobody hears of it. */
  yields(constraint: number): boolean;
}

/** Edges of contradictions that are named, all together; what contradicts beyond is set aside all the same. */
const MOST_STEPS = 200_000;
/** Searches: one finds most of what there is. What contradicts after so many is set aside unnamed. */
const MOST_SEARCHES = 64;

/**
 * Sets statements aside until the rest can hold together. What the calendar dates stands. Of what is dated by something else, a date is
 * wrong that contradicts those that are trusted more, and it is left out from then on: so each contradiction is found by
 * itself, however many there are, and once. In the end wrong dates are set aside whole, and with them the dates by something else
 * that they contradict: nobody can tell which of these it is.
 */
export function settleContradictions(graph: TemporalGraph, trust: Trust): NegativeCycle[] {
  const { edgeCount, from, to, weight, enabled } = graph;
  const constraintOf = (edge: number): number => graph.origin(edge).constraint;
  const rankOf = Int32Array.from({ length: edgeCount }, (_, edge) => trust.rank(constraintOf(edge)));
  const rank = (edge: number): number => held(rankOf[edge]);
  const isByCalendar = (edge: number): boolean => from[edge] === ORIGIN || to[edge] === ORIGIN;
  const isYielding = (edge: number): boolean => trust.yields(constraintOf(edge));
  /** How little an edge is trusted; −1 of what stands. */
  const doubts = rankOf.map((own, edge) => (isByCalendar(edge) && !isYielding(edge) ? -1 : own));
  const byTrust = Array.from(rankOf.keys()).sort((a, b) => rank(a) - rank(b) || a - b);
  const ofDate = new Map<number, number[]>();
  for (const edge of byTrust) append(ofDate, rank(edge), edge);

  const conflicts: NegativeCycle[] = [];
  const wrong = new Set<number>();
  let steps = 0;

  /** Leaves out what is trusted least in a contradiction; not where some of it has been left out already. */
  const reject = (cycle: readonly number[]): boolean => {
    if (cycle.some((edge) => enabled[edge] === 0)) return false;
    const yielding = cycle.filter(isYielding);
    for (const edge of yielding) graph.setAside(edge);
    if (yielding.length > 0) return true;
    const relative = cycle.filter((edge) => !isByCalendar(edge));
    const guilty = relative.length > 0 ? relative : cycle;
    for (const edge of guilty) wrong.add(rank(edge));
    const least = guilty.reduce((most, edge) => Math.max(most, rank(edge)), 0);
    for (const edge of held(ofDate.get(least))) if (relative.length === 0 || !isByCalendar(edge)) graph.setAside(edge);
    steps += cycle.length;
    if (steps <= MOST_STEPS) conflicts.push(describe(graph, cycle));
    return true;
  };
  const setAsideUnnamed = (edge: number): void => {
    if (!isYielding(edge)) wrong.add(rank(edge));
    graph.setAside(edge);
  };

  /** Two statements on the same two instants that cannot both hold, or one on a single one. */
  const rejectPairs = (): void => {
    const tightest = new Map<number, number>();
    const key = (u: number, v: number): number => u * graph.nodeCount + v;
    for (const edge of byTrust) {
      const [u, v, w] = [held(from[edge]), held(to[edge]), held(weight[edge])];
      if (enabled[edge] === 0) continue;
      if (u === v && w < 0) reject([edge]);
      const back = tightest.get(key(v, u));
      if (u !== v && back !== undefined && w + held(weight[back]) < -rounding(w, held(weight[back])))
        reject([edge, back]);
      const known = tightest.get(key(u, v));
      if (enabled[edge] === 1 && (known === undefined || enabled[known] === 0 || w < held(weight[known])))
        tightest.set(key(u, v), edge);
    }
  };

  /**
   * Rejects dates, the most trusted first, that contradict what those before them leave of the instants that they name. A look at each
   * statement is enough for most of what people get wrong, and no wrong date hides another one.
   */
  const rejectByTrust = (): void => {
    const highs: (Bound | undefined)[] = [];
    const lows: (Bound | undefined)[] = [];
    highs[ORIGIN] = lows[ORIGIN] = { at: 0 };
    const calendar = byTrust.filter((edge) => held(doubts[edge]) < 0);
    const dates = [calendar, ...[...ofDate.values()].map((edges) => edges.filter((edge) => held(doubts[edge]) >= 0))];
    for (const date of dates) {
      const undo: (() => void)[] = [];
      const narrow = (bounds: (Bound | undefined)[], node: number, bound: Bound): void => {
        const known = bounds[node];
        undo.push(() => (bounds[node] = known));
        bounds[node] = bound;
      };
      const contradiction = (): readonly number[] | undefined => {
        // There and back: what an instant leaves of another one, comes back to it at once.
        for (let round = 0; round < 3; round++)
          for (const edge of date) {
            if (enabled[edge] === 0) continue;
            const [u, v, w] = [held(from[edge]), held(to[edge]), held(weight[edge])];
            const [high, low] = [highs[u], lows[v]];
            if (high !== undefined && high.at + w < (highs[v]?.at ?? Number.POSITIVE_INFINITY))
              if (v !== ORIGIN) narrow(highs, v, { at: high.at + w, edge, by: high });
            if (low !== undefined && low.at - w > (lows[u]?.at ?? Number.NEGATIVE_INFINITY))
              if (u !== ORIGIN) narrow(lows, u, { at: low.at - w, edge, by: low });
            const [most, least] = [highs[u], lows[v]];
            if (most === undefined || least === undefined) continue;
            if (most.at + w - least.at >= -Math.max(rounding(most.at, w), rounding(least.at, w))) continue;
            return steps > MOST_STEPS ? [] : shortened(graph, [...wayOf(most).reverse(), edge, ...wayOf(least)]);
          }
        return undefined;
      };
      const cycle = contradiction();
      if (cycle === undefined) continue;
      for (const back of undo.reverse()) back();
      if (cycle.length > 0) reject(cycle);
      else for (const edge of date) setAsideUnnamed(edge);
    }
  };

  /**
   * Rejects all dates that contradict what is trusted more on a way that leads through a node: shortest ways from there to each
   * edge and back are two searches, whatever the number of edges. Returns all edges that were in a contradiction through the node.
   */
  const rejectThrough = (root: number, potential: Float64Array): readonly number[] => {
    const out = waysFrom(graph, root, "from", potential, doubts);
    const back = waysFrom(graph, root, "to", potential, doubts);
    const contradicting: number[] = [];
    for (const edge of byTrust) {
      if (enabled[edge] === 0 || held(doubts[edge]) < 0) continue;
      const [there, home] = [held(out.distance[held(from[edge])]), held(back.distance[held(to[edge])])];
      const sum = there + held(weight[edge]) + home;
      if (sum < -Math.max(rounding(there, held(weight[edge])), rounding(home, held(weight[edge]))))
        contradicting.push(edge);
    }
    let walked = 0;
    const wayThrough = (edge: number): number[] => {
      const way = [...out.way(held(from[edge])).reverse(), edge, ...back.way(held(to[edge]))];
      walked += way.length;
      return shortened(graph, way);
    };
    let found = false;
    for (const edge of contradicting) {
      if (walked > MOST_STEPS && found) break;
      const most = Math.max(held(out.doubt[held(from[edge])]), held(back.doubt[held(to[edge])]));
      if (enabled[edge] === 0 || held(doubts[edge]) < most) continue;
      const cycle = steps > MOST_STEPS ? [] : wayThrough(edge);
      if (cycle.length === 0) setAsideUnnamed(edge);
      if (cycle.length === 0 || (cycle.includes(edge) && reject(cycle))) found = true;
    }
    const [first] = contradicting;
    // What is trusted least in each of them is on a shorter way that another one takes.
    if (!found && first !== undefined && !reject(wayThrough(first))) setAsideUnnamed(first);
    return contradicting;
  };

  rejectPairs();
  rejectByTrust();
  // Rings first, as if nothing were dated by the calendar: without them, the ways that lead through it are the shortest there are.
  const byCalendar = Array.from(enabled.keys()).filter((edge) => isByCalendar(edge) && enabled[edge] === 1);
  for (const edge of byCalendar) enabled[edge] = 0;
  let searches = 0;
  const potential = findPotential(graph, (cycles, sofar) => {
    for (const cycle of cycles) if (searches < MOST_SEARCHES) reject(cycle);
    // Many rings may share a node, of which a search finds one.
    if (searches++ < MOST_SEARCHES) rejectThrough(busiest(graph, held(cycles[0])), sofar);
    else for (const edge of componentsOf(graph, cycles)) setAsideUnnamed(edge);
  });
  for (const edge of byCalendar) enabled[edge] = 1;
  let contradicting = rejectThrough(ORIGIN, potential);
  for (searches = 1; contradicting.length > 0; searches++) {
    if (searches >= MOST_SEARCHES) for (const edge of contradicting) if (enabled[edge] === 1) setAsideUnnamed(edge);
    contradicting = rejectThrough(ORIGIN, potential);
  }
  for (const date of wrong) for (const edge of held(ofDate.get(date))) graph.setAside(edge);
  return conflicts;
}

/** The latest that an instant can be, or the earliest, and by which edges. */
interface Bound {
  readonly at: number;
  readonly edge?: number;
  readonly by?: Bound;
}

/** The edge at the instant first. */
function wayOf(bound: Bound): number[] {
  const edges: number[] = [];
  for (let one: Bound | undefined = bound; one?.edge !== undefined; one = one.by) edges.push(one.edge);
  return edges;
}

/** The node of a cycle at which most edges meet. */
function busiest(graph: TemporalGraph, cycle: readonly number[]): number {
  const edgesAt = (node: number): number => {
    let count = 0;
    graph.forEachOut(node, () => count++);
    return count;
  };
  return held(
    cycle
      .map((edge) => held(graph.from[edge]))
      .map((node) => ({ node, edges: edgesAt(node) }))
      .toSorted((a, b) => b.edges - a.edges)[0],
  ).node;
}

/** The cycle from the first of its statements on. */
function describe(graph: TemporalGraph, cycle: readonly number[]): NegativeCycle {
  const edges = cycle.map((edge): CycleEdge => {
    const [from, to, weight] = [held(graph.from[edge]), held(graph.to[edge]), held(graph.weight[edge])];
    return { ...graph.origin(edge), from, to, weight };
  });
  const start = edges.reduce(
    (first, { constraint }, at) => (constraint < held(edges[first]?.constraint) ? at : first),
    0,
  );
  return {
    edges: [...edges.slice(start), ...edges.slice(0, start)],
    excess: 0 - edges.reduce((sum, { weight }) => sum + weight, 0),
  };
}

/** All edges but those of the calendar that are connected with one of some cycles. */
function componentsOf(graph: TemporalGraph, cycles: readonly (readonly number[])[]): number[] {
  const roots = new Set(cycles.flat().map((edge) => graph.component(held(graph.from[edge]))));
  return Array.from(graph.enabled.keys()).filter((edge) => {
    const [u, v] = [held(graph.from[edge]), held(graph.to[edge])];
    return u !== ORIGIN && v !== ORIGIN && roots.has(graph.component(u));
  });
}
