import { defer, map, type OperatorFunction } from "rxjs";
import type { AnyProjection, ViewOf } from "./defineProjection.ts";
import { createFold, type Fold } from "./fold.ts";
import type { Batch } from "./replay.ts";

/** A fold that follows batches: what lies before the first of them is folded first. */
export function createFollower(projections: readonly AnyProjection[]): (batch: Batch) => Fold {
  const fold = createFold(projections);
  return (batch) => {
    if (fold.count < batch.index) fold.apply(batch.chronicle.events.slice(fold.count, batch.index));
    fold.apply(batch.events);
    return fold;
  };
}

/** Turns the batches of a replay into views of a projection: one a batch, as of its end. */
export function project<P extends AnyProjection>(projection: P): OperatorFunction<Batch, ViewOf<P>> {
  return (batches) =>
    defer(() => {
      const follow = createFollower([projection]);
      return batches.pipe(map((batch) => follow(batch).view(projection.name, batch.at) as ViewOf<P>));
    });
}
