import { closest } from "../events/closest.ts";
import { ValorisError } from "../events/valorisError.ts";
import { batchesOf, type Chronicle } from "../timelines/chronicle.ts";
import { chronicleAt, endPlace, type Point } from "../timelines/point.ts";
import type { AnyProjection, Contribution, Explanation, PlainEntry } from "./defineProjection.ts";
import { createFold, type Fold } from "./fold.ts";
import { nearestKeyframe } from "./keyframes.ts";

/** Why a number is what it is. The contributions sum to `value`, within 1e-9 · max(1, Σ|contribution|). */
export interface Because {
  readonly metric: string;
  readonly subject: string;
  /** ms. */
  readonly at: number;
  readonly value: number;
  /** One line an event and note; the largest first. */
  readonly contributions: readonly Contribution[];
}

/**
 * Explains a number of a projection by events: the same handlers, folded again with a sink.
 *
 * @throws ValorisError `explain/unknown-metric`
 */
export function because(
  chronicle: Chronicle,
  projections: readonly AnyProjection[],
  metric: string,
  subject: string,
  point: Point = {},
): Because {
  const projection = projections.find(({ name }) => name === metric);
  if (projection === undefined) {
    const names = projections.map(({ name }) => name);
    const suggestion = closest(metric, names);
    throw new ValorisError("explain/unknown-metric", `“${metric}” is not a metric.`, {
      help: suggestion === undefined ? `There are: ${names.join(", ")}.` : `Did you mean ${suggestion}?`,
    });
  }
  const read = chronicleAt(chronicle, point);
  const { index, instant } = endPlace(read, point.occurred);
  const entries: never[] = [];
  const { fold, isEarlier, withRest } = startBefore(read, projection, instant);
  const sinks = { [metric]: { subject, add: (entry: never) => entries.push(entry) } };
  for (const batch of batchesOf(read.events, fold.count, index)) fold.apply(batch, sinks);
  const states = fold.states();
  const { value, contributions } =
    projection.explain?.(
      { entries, state: states[metric] as never, subject, at: instant, isEarlier },
      states as never,
    ) ?? explainPlainly(entries, subject);
  return { metric, subject, at: instant, value, contributions: mergeLines(withRest(value, contributions)) };
}

/** Where an explanation begins to fold. */
export interface ExplanationStart {
  /** With nothing in it; or, where a keyframe holds what is older than the horizon, from there on. */
  readonly fold: Fold;
  /** Whether something was folded before. */
  isEarlier(by: { readonly id: string; readonly placed: number }): boolean;
  /** Lines that sum to a number: what others do not say is put down to all that was folded before. */
  withRest(value: number, lines: readonly Contribution[]): readonly Contribution[];
}

export function startBefore(read: Chronicle, projection: AnyProjection, instant: number): ExplanationStart {
  const { catalogue } = read;
  const { horizon, wholeUpTo = 0 } = projection;
  const start =
    horizon === undefined || read.milestones === undefined || read.events.length <= wholeUpTo
      ? undefined
      : nearestKeyframe(
          read,
          [projection],
          read.countWhile((placed) => placed < instant - horizon),
        );
  const fold = createFold([projection], { catalogue, start });
  const skipped = fold.count;
  const last = skipped === 0 ? undefined : read.events.at(skipped - 1);
  if (last === undefined) return { fold, isEarlier: () => false, withRest: (_, lines) => lines };
  return {
    fold,
    isEarlier: ({ id, placed }) => placed < last.placed || (placed === last.placed && read.indexOf(id) < skipped),
    withRest(value, lines) {
      const rest = value - lines.reduce((sum, line) => sum + line.value, 0);
      if (Math.abs(rest) <= 1e-12 * Math.max(1, Math.abs(value))) return lines;
      const { id: event, type, placed: at } = last;
      return [...lines, { event, type, at, value: rest, note: `all ${skipped} events up to this one` }];
    },
  };
}

function explainPlainly(entries: readonly PlainEntry[], subject: string): Explanation {
  const contributions = entries
    .filter((entry) => entry.subject === subject)
    .map(({ event, value, note }) => ({
      event: event.id,
      type: event.type,
      at: event.placed,
      value,
      ...(note === undefined ? {} : { note }),
    }));
  return { value: contributions.reduce((sum, { value }) => sum + value, 0), contributions };
}

export function mergeLines(lines: readonly Contribution[]): Contribution[] {
  const ledger = createLedger();
  for (const line of lines) ledger.add(line);
  return ledger.lines();
}

/** Lines of one event with one note become one; the largest first, then the earliest. */
export function createLedger(): { add(line: Contribution): void; lines(): Contribution[] } {
  const merged = new Map<string, { -readonly [Field in keyof Contribution]: Contribution[Field] }>();
  return {
    add(line) {
      const key = line.note === undefined ? line.event : `${line.event}\n${line.note}`;
      const known = merged.get(key);
      if (known === undefined) merged.set(key, { ...line });
      else known.value += line.value;
    },
    lines: () => largestFirst([...merged.values()]),
  };
}

function largestFirst(lines: Contribution[]): Contribution[] {
  const sorted = lines.sort((a, b) => Math.abs(b.value) - Math.abs(a.value) || a.at - b.at);
  const [first, ...rest] = sorted.splice(LINES);
  if (first === undefined) return sorted;
  const value = rest.reduce((sum, line) => sum + line.value, first.value);
  return [...sorted, { ...first, value, note: `and ${rest.length} more, none of them larger` }];
}

/** As many as anybody reads; what is beyond is one line. */
const LINES = 10_000;
