import { exp } from "../../idioms/exactMath.ts";
import { YEAR } from "../randomness/atoms.ts";
import type { Happening, Kernel } from "./kernel.ts";

/** What events have left behind in sources: Σ n·m·β·e^(−β(t − tₑ)) each (Hawkes 1971), as sums that fade. */
export interface ExcitationState<Event> {
  /** As it is at the beginning. */
  reset(): void;
  /** Returns the sources that changed. */
  add(event: Event): readonly (readonly [source: number, amount: number])[];
  /** A year. */
  at(source: number, instant: number): number;
  /** What is left at an instant of a sum of another. */
  faded(source: number, since: number, sum: number, instant: number): number;
  /** The event whose share is the largest. */
  exciter(source: number): string | undefined;
  /** The sum when it was last added to: [instant, sum]. */
  last(source: number): readonly [at: number, sum: number];
}

interface Sums {
  readonly sum: Float64Array;
  /** The instants that the sums are of. */
  readonly since: Float64Array;
  readonly largest: Float64Array;
  readonly by: (string | undefined)[];
}

export function createExcitation<World, Event extends Happening>({
  sources,
  excites,
  past,
}: Pick<Kernel<World, Event>, "sources" | "excites" | "past">): ExcitationState<Event> {
  const count = sources.length;
  const { sum, since, largest, by }: Sums = {
    sum: new Float64Array(count),
    since: new Float64Array(count),
    largest: new Float64Array(count),
    by: Array.from({ length: count }, () => undefined),
  };
  const decays = Float64Array.from(sources, ({ decay }) => decay);
  const faded = (source: number, since: number, last: number, at: number): number =>
    last === 0 ? 0 : last * exp((-(decays[source] ?? 0) * (at - since)) / YEAR);

  const add = (event: Event): readonly (readonly [number, number])[] => {
    const changed = excites(event);
    for (const [source, amount] of changed) {
      const before = since[source] ?? 0;
      const added = amount * (decays[source] ?? 0);
      const strongest = faded(source, before, largest[source] ?? 0, event.placed);
      sum[source] = faded(source, before, sum[source] ?? 0, event.placed) + added;
      since[source] = event.placed;
      largest[source] = Math.max(added, strongest);
      if (added >= strongest) by[source] = event.id;
    }
    return changed;
  };

  for (const event of past) add(event);
  const first: Sums = { sum: sum.slice(), since: since.slice(), largest: largest.slice(), by: [...by] };
  return {
    reset() {
      sum.set(first.sum);
      since.set(first.since);
      largest.set(first.largest);
      for (let i = 0; i < count; i++) by[i] = first.by[i];
    },
    add,
    at: (source, instant) => faded(source, since[source] ?? 0, sum[source] ?? 0, instant),
    faded,
    exciter: (source) => by[source],
    last: (source) => [since[source] ?? 0, sum[source] ?? 0],
  };
}
