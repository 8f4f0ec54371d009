import { defer, map, type OperatorFunction } from "rxjs";
import type { AnyProjection, ViewOf } from "./defineProjection.ts";
import type { Fold } from "./fold.ts";
import { foldUntil } from "./keyframes.ts";
import type { Batch } from "./replay.ts";

/** A fold that follows batches: what lies before the first of them is folded first. */
export function createFollower(projections: readonly AnyProjection[]): (batch: Batch) => Fold {
  let fold: Fold | undefined;
  return ({ chronicle, index, events }) => {
    if (fold?.count !== index) fold = foldUntil(chronicle, projections, index);
    fold.apply(events);
    return fold;
  };
}

/** Turns the batches of a replay into views of a projection: one a batch, as of its end; so, unless `batchSize` is given, one an instant. */
export function project<P extends AnyProjection>(projection: P): OperatorFunction<Batch, ViewOf<P>> {
  return (batches) =>
    defer(() => {
      const follow = createFollower([projection]);
      return batches.pipe(map((batch) => follow(batch).view(projection.name, batch.at) as ViewOf<P>));
    });
}
