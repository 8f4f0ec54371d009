import type { DateStatement, Relation } from "../events/dates/dateExpression.ts";
import type { TemporalNetwork } from "../events/dates/temporalNetwork.ts";
import { held } from "../idioms/held.ts";
import { getOrMake } from "../idioms/multimap.ts";
import { firstIndex } from "../idioms/sortedSearch.ts";
import type { DatedThing, Path, Statement } from "./datedStatement.ts";
import type { DateIssue } from "./dateIssues.ts";
import { anchorKey, anchorName } from "./dateWords.ts";
import { numbered, type Stretch, stretchesOf, withBeginning } from "./stretches.ts";

/** A date that counts from something that began or ended more than once, or from one of its times by number. */
export interface Repeated {
  readonly thing: DatedThing;
  readonly node: number;
  readonly path: Path;
  readonly written: Extract<DateStatement, { kind: "relative" }>;
  /** Nodes. */
  readonly begins: readonly number[];
  readonly ends: readonly number[];
  readonly number: number | undefined;
}

/**
 * States of each that it counts from one of those times, as `network` leaves it open by all other dates: from the only one that fits, or
 * from anywhere between the first and the last that do. Where none fits, from the one that began last, so that it shows what
 * contradicts what.
 */
export function lowerRepeated(
  repeated: readonly Repeated[],
  network: TemporalNetwork,
  issues: DateIssue[],
): readonly Statement[] {
  const stretches = new Map<string, readonly Stretch<number>[]>();
  const choices = new Map<string, Choices>();
  return repeated.flatMap((one) => {
    const { thing, node, path, written, begins, ends, number } = one;
    const key = anchorKey(written.anchor);
    const all = getOrMake(stretches, key, () => stretchesOf(begins, ends, network.span));
    const chosen = number === undefined ? undefined : numbered(all, number);
    if (number !== undefined && chosen === undefined) {
      issues.push({ kind: "unknown-reference", event: thing.event, path, ...noSuchNumber(one, all) });
      return [];
    }
    const { relation } = written;
    const { limits, firsts, lasts } =
      chosen === undefined
        ? getOrMake(choices, `${relation} ${key}`, () => choicesOf(all, relation, network))
        : choicesOf([chosen], relation, network);
    if (limits.length === 0) return [];
    const [least, most] = gapOf(written);
    const own = network.span(node);
    const isAllowed = (index: number): boolean => {
      const { from, until } = held(limits[index]);
      return (
        (from === undefined || network.distance(from, node) >= least) &&
        (until === undefined || network.distance(node, until) >= -most)
      );
    };
    let first = firstIndex(0, limits.length, (index) => held(firsts[index]) + most >= own.earliest);
    let last = firstIndex(0, limits.length, (index) => held(lasts[index]) + least > own.latest) - 1;
    const nearest = Math.max(0, last);
    for (let tries = 0; tries < MOST_TRIES && first <= last && !isAllowed(first); tries++) first++;
    for (let tries = 0; tries < MOST_TRIES && first <= last && !isAllowed(last); tries++) last--;
    if (first > last) first = last = nearest;
    const [{ from }, { until }] = [held(limits[first]), held(limits[last])];
    const state = (from: number, to: number, min: number): Statement => ({
      constraint: { from, to, min, max: Number.POSITIVE_INFINITY },
      thing,
      path,
      written,
    });
    return [
      ...(from === undefined || least === Number.NEGATIVE_INFINITY ? [] : [state(from, node, least)]),
      ...(until === undefined || most === Number.POSITIVE_INFINITY ? [] : [state(node, until, -most)]),
    ];
  });
}

/** Times that no calendar tells apart, are told apart by what is stated between them: of so many, at both ends. */
const MOST_TRIES = 8;

/** Between which instants a stretch leaves what counts from it, the distance not counted. */
interface Limits {
  readonly from?: number;
  readonly until?: number;
}

interface Choices {
  readonly limits: readonly Limits[];
  /** Up to each stretch, how late one of them lets a thing be; ascending. */
  readonly firsts: readonly number[];
  /** From each stretch on, how early one of them lets it be; ascending. */
  readonly lasts: readonly number[];
}

function choicesOf(stretches: readonly Stretch<number>[], relation: Relation, network: TemporalNetwork): Choices {
  const limits = limitsOf(stretches, relation);
  let most = Number.NEGATIVE_INFINITY;
  const firsts = limits.map(
    ({ until }) => (most = Math.max(most, until === undefined ? Number.POSITIVE_INFINITY : network.span(until).latest)),
  );
  let least = Number.POSITIVE_INFINITY;
  const lasts = limits
    .toReversed()
    .map(
      ({ from }) =>
        (least = Math.min(least, from === undefined ? Number.NEGATIVE_INFINITY : network.span(from).earliest)),
    )
    .reverse();
  return { limits, firsts, lasts };
}

function limitsOf(stretches: readonly Stretch<number>[], relation: Relation): Limits[] {
  const limits = (from: number | undefined, until: number | undefined): Limits => ({
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  });
  switch (relation) {
    case "during":
      return stretches.map(({ begin, end }) => limits(begin, end));
    case "after":
      // What nobody ended is over at some time after it began.
      return stretches.map(({ begin, end, isBoundAfter }) =>
        end === undefined || isBoundAfter === true ? limits(begin, undefined) : limits(end, end),
      );
    case "with":
    case "before":
      return withBeginning(stretches).map(({ begin }) => limits(begin, begin));
  }
}

/** How much later than its limits it lies at least, and at most. */
function gapOf({ relation, least, most }: Repeated["written"]): readonly [number, number] {
  if (relation === "after") return [least, most];
  return relation === "before" ? [-most, -least] : [0, 0];
}

function noSuchNumber({ written }: Repeated, stretches: readonly Stretch<number>[]): { message: string; help: string } {
  const key = anchorKey(written.anchor);
  const count = withBeginning(stretches).length;
  const times = count === 1 ? "one tenure" : `${count} tenures`;
  return {
    message: `${anchorName(written.anchor)} names no tenure: canon tells when ${times} of ${key} began.`,
    help:
      count === 0
        ? `Write ${key}, or say when it began.`
        : count === 1
          ? `Write ${key}.`
          : `Write a number from ${key}#1 to ${key}#${count}, or ${key} for any of them.`,
  };
}
