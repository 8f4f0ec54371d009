import type { Chronicle } from "../timelines/chronicle.ts";
import { chronicleAt, endPlace, type Point } from "../timelines/point.ts";
import type { AnyProjection, ViewOf } from "./defineProjection.ts";
import { foldUntil } from "./keyframes.ts";

/** What a world has beside its projections. */
export interface WorldFacts {
  /** ms: the instant for which it holds. */
  readonly at: number;
  readonly timeline: string;
  /** How many events made it. */
  readonly events: number;
  /** SHA-256 of the states of all projections, in hex: equal worlds have equal hashes on every machine. */
  readonly stateHash: string;
}

export type World<Projections extends readonly AnyProjection[]> = WorldFacts & {
  readonly [P in Projections[number] as P["name"]]: ViewOf<P>;
};

/** All projections at a point: after everything of that date, or after that event; `others` are there, too, untyped. */
export function worldAt<const Projections extends readonly AnyProjection[]>(
  chronicle: Chronicle,
  projections: Projections,
  point: Point = {},
  others: readonly AnyProjection[] = [],
): World<Projections> {
  const read = chronicleAt(chronicle, point);
  const { index, instant } = endPlace(read, point.occurred);
  const all = [...projections, ...others];
  const fold = foldUntil(read, all, index);
  const views = Object.fromEntries(all.map(({ name }) => [name, fold.view(name, instant)]));
  let hash: string | undefined;
  return {
    at: instant,
    timeline: read.timeline,
    events: index,
    ...views,
    // Takes as long as all the rest: only for those who ask.
    get stateHash() {
      return (hash ??= fold.hash());
    },
  } as World<Projections>;
}
