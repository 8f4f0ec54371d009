import { endPlace } from "../../index.ts";
import {
  type Curve,
  type Difference,
  diffChronicles,
  type Divergence,
  divergence,
  explainDifference,
  type ChronicleDiff,
  type WorldsApart,
  worldsApart,
} from "../../doors/timelines.ts";
import type { Input } from "../input.ts";

/** Of longer histories the share of power is explained by ln P: by itself it takes a minute of a million events. */
const EXPLAINED_SHARES = 50_000;

/** Two timelines beside each other, as the command line tells of them. */
export interface Compared {
  readonly names: readonly [a: string, b: string];
  readonly a: Input;
  readonly b: Input;
  /** What either calls an entity. */
  nameOf(id: string): string;
  readonly diff: ChronicleDiff;
  readonly parted: Divergence | undefined;
  /** Where the first number parts, and where one of each family parts most. */
  readonly first: Difference | undefined;
  readonly largest: readonly Difference[];
  /** The worlds at the point that was asked for, and what differs most there. */
  readonly point: (WorldsApart & { readonly at: number; readonly explained: readonly Difference[] }) | undefined;
}

/** @throws ValorisError `point/occurred` where neither has what `at` names */
export function compare(names: readonly [string, string], a: Input, b: Input, at: string | undefined): Compared {
  const diff = diffChronicles(a, b);
  const parted = divergence(a, b, diff);
  const curves = parted?.curves ?? [];
  const explained = ({ metric, subject }: Pick<Curve, "metric" | "subject">, instant: number): Difference => {
    const isLong = a.events.length > EXPLAINED_SHARES;
    return explainDifference(a, b, { metric: metric === "share" && isLong ? "power" : metric, subject, at: instant });
  };
  const first = curves.toSorted((x, y) => x.first.at - y.first.at)[0];
  const pointApart = (instant: number): Compared["point"] => {
    const worlds = worldsApart(a, b, instant);
    return { at: instant, ...worlds, explained: firstOfEach(worlds.numbers).map((one) => explained(one, instant)) };
  };
  return {
    names,
    a,
    b,
    nameOf: (id) => (a.kindOf(id) === undefined ? b : a).nameOf(id),
    diff,
    parted,
    first: first && explained(first, first.first.at),
    largest: firstOfEach(curves).map((curve) => explained(curve, curve.largest.at)),
    point:
      at === undefined
        ? undefined
        : pointApart(endPlace(a.event(at) === undefined && b.event(at) !== undefined ? b : a, at).instant),
  };
}

/** Of each family, what is listed first. */
const firstOfEach = <One extends Pick<Curve, "metric">>(list: readonly One[]): One[] =>
  ["nervousness", "share", "territory"].flatMap((family) => list.find(({ metric }) => metric === family) ?? []);
