import { closest } from "../events/closest.ts";
import { ValorisError } from "../events/valorisError.ts";
import { batchesOf, type History } from "../timelines/history.ts";
import { chronicleAt, endPlace, type Point } from "../timelines/point.ts";
import type { AnyProjection, Contribution, Explanation, PlainEntry } from "./defineProjection.ts";
import { createFold } from "./fold.ts";

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
 * Explains a number of a projection by events: the same `apply`, folded again with a sink.
 *
 * @throws ValorisError `explain/unknown-metric`
 */
export function because(
  chronicle: History,
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
  const fold = createFold([projection]);
  const sinks = { [metric]: { subject, add: (entry: never) => entries.push(entry) } };
  for (const batch of batchesOf(read.events, 0, index)) fold.apply(batch, sinks);
  const states = fold.states();
  const { value, contributions } =
    projection.explain?.({ entries, state: states[metric] as never, subject, at: instant }, states as never) ??
    explainPlainly(entries, subject);
  return { metric, subject, at: instant, value, contributions: mergeLines(contributions) };
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

/** Lines of one event with one note become one; the largest first, then the earliest. */
export function mergeLines(lines: readonly Contribution[]): Contribution[] {
  const merged = new Map<string, { -readonly [Field in keyof Contribution]: Contribution[Field] }>();
  for (const line of lines) {
    const key = line.note === undefined ? line.event : `${line.event}\n${line.note}`;
    const known = merged.get(key);
    if (known === undefined) merged.set(key, { ...line });
    else known.value += line.value;
  }
  return [...merged.values()].sort((a, b) => Math.abs(b.value) - Math.abs(a.value) || a.at - b.at);
}
