import { batchesOf, type Chronicle, type Milestone } from "../timelines/chronicle.ts";
import type { AnyProjection } from "./defineProjection.ts";
import { createFold, type Fold, type FoldStart, inNeedOrder } from "./fold.ts";
import { countWhile } from "../idioms/sortedSearch.ts";

/**
 * States of projections at the ends of pages, under keys that are made of all that they were computed from: no late entry can be
 * answered with a stale one. What reads them, reads them at once; they are made by `buildKeyframes`, which can wait.
 */

/** The projections, folded up to a place: from the nearest keyframe before it, or from the beginning. */
export function foldUntil(history: Chronicle, projections: readonly AnyProjection[], end: number): Fold {
  return foldOn(undefined, history, projections, end);
}

/** A fold taken on to a place that does not lie before it: event by event, or from a keyframe on the way, whichever is shorter. */
export function foldOn(
  fold: Fold | undefined,
  history: Chronicle,
  projections: readonly AnyProjection[],
  end: number,
): Fold {
  const { milestones = [] } = history;
  const passed = milestones[lastUpTo(milestones, end)]?.events ?? 0;
  const jump = fold === undefined || passed > fold.count ? nearestKeyframe(history, projections, end) : undefined;
  const next =
    fold === undefined || (jump !== undefined && jump.count > fold.count)
      ? createFold(projections, { catalogue: history.catalogue, start: jump })
      : fold;
  for (const batch of batchesOf(history.events, next.count, end)) next.apply(batch);
  return next;
}

/** The last keyframe up to a place that all of these projections have. */
export function nearestKeyframe(
  history: Chronicle,
  wanted: readonly AnyProjection[],
  end: number,
): FoldStart | undefined {
  const { milestones, keyframes } = history;
  const projections = inNeedOrder(wanted);
  if (milestones === undefined || keyframes === undefined) return undefined;
  for (let i = lastUpTo(milestones, end); i >= 0; i--) {
    const milestone = milestones[i];
    const states = milestone && statesAt(milestone, projections, keyframes);
    if (states !== undefined) return { count: milestone?.events ?? 0, states };
  }
  return undefined;
}

/** Index of the last milestone with no more events than `end`; −1 where none has. */
const lastUpTo = (milestones: readonly Milestone[], end: number): number =>
  countWhile(milestones, ({ events }) => events <= end) - 1;

type Keyframes = NonNullable<Chronicle["keyframes"]>;

function statesAt(
  milestone: Milestone,
  projections: readonly AnyProjection[],
  keyframes: Keyframes,
): Record<string, unknown> | undefined {
  const states: Record<string, unknown> = {};
  for (const projection of projections) {
    const state = keyframes.get(keyOf(projection, milestone));
    if (state === undefined) return undefined;
    states[projection.name] = state;
  }
  return states;
}

const keyOf = ({ name, version, settings = "" }: AnyProjection, { key }: Milestone): string =>
  `keyframe:${key}:${name}@${version}:${settings}`;

/** Folds a history once, from its last keyframe on, and keeps the states at the end of every page. */
export async function buildKeyframes(
  history: Chronicle,
  wanted: readonly AnyProjection[],
  onProgress?: (progress: { readonly done: number; readonly total: number }) => void,
): Promise<void> {
  const { milestones = [], keyframes, events } = history;
  if (keyframes === undefined) return;
  const projections = inNeedOrder(wanted);
  const last = milestones.at(-1);
  if (last === undefined || projections.every((projection) => keyframes.has(keyOf(projection, last)))) return;
  const start = nearestKeyframe(history, projections, events.length);
  const fold = createFold(projections, { catalogue: history.catalogue, start });
  for (const milestone of milestones.slice(lastUpTo(milestones, fold.count) + 1)) {
    fold.apply(events.slice(fold.count, milestone.events));
    const states = fold.states();
    await Promise.all(
      projections.map((projection) => keyframes.put(keyOf(projection, milestone), states[projection.name])),
    );
    onProgress?.({ done: fold.count, total: events.length });
  }
}
