import type { Span } from "../events/dates/span.ts";

/** One time of several that something is there; an end that is not said leaves it open. */
export interface Stretch<Mark> {
  readonly begin?: Mark;
  readonly end?: Mark;
  /** Whether only the stretch before, or the one after, bounds it there. */
  readonly isBoundBefore?: true;
  readonly isBoundAfter?: true;
}

/**
 * What begins more than once, or ends more than once, cut into its stretches in the order of time: a tenure that somebody had twice, a
 * power that was restored. Each beginning is one, up to an end that may belong to it; an end that belongs to none is one whose beginning
 * nobody tells. Where nothing bounds a stretch, its neighbour does.
 */
export function stretchesOf<Mark>(
  begins: readonly Mark[],
  ends: readonly Mark[],
  spanOf: (mark: Mark) => Span,
): Stretch<Mark>[] {
  const inOrder = (marks: readonly Mark[]): Mark[] =>
    marks.toSorted((a, b) => {
      const [first, second] = [spanOf(a), spanOf(b)];
      return compare(first.earliest, second.earliest) || compare(first.latest, second.latest);
    });
  const starts = inOrder(begins);
  const stops = inOrder(ends);
  const stretches: Stretch<Mark>[] = [];
  let at = 0;
  /** Ends that lie before the next beginning, and have no beginning of their own. */
  const addLoose = (before: Mark | undefined): void => {
    for (let end = stops[at]; end !== undefined; end = stops[++at]) {
      if (before !== undefined && spanOf(end).latest >= spanOf(before).earliest) return;
      const last = stretches.at(-1);
      const begin = last?.end ?? last?.begin;
      stretches.push(begin === undefined ? { end } : { begin, end, isBoundBefore: true });
    }
  };
  for (const [index, begin] of starts.entries()) {
    addLoose(begin);
    const next = starts[index + 1];
    const end = stops[at];
    if (end !== undefined && (next === undefined || spanOf(end).earliest <= spanOf(next).latest)) {
      stretches.push({ begin, end });
      at++;
    } else stretches.push(next === undefined ? { begin } : { begin, end: next, isBoundAfter: true });
  }
  addLoose(undefined);
  return stretches;
}

/** The stretch of the so-manieth beginning, from 1. */
export const numbered = <Mark>(stretches: readonly Stretch<Mark>[], number: number): Stretch<Mark> | undefined =>
  withBeginning(stretches)[number - 1];

/** Those of which is told when they began. */
export const withBeginning = <Mark>(stretches: readonly Stretch<Mark>[]): Stretch<Mark>[] =>
  stretches.filter(({ begin, isBoundBefore }) => begin !== undefined && isBoundBefore !== true);

const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);
