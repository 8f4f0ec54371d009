import { DAY } from "../../events/dates/span.ts";
import type { Abducted } from "./abduction.ts";
import type { Reference } from "./engine.ts";
import type { Happening, Kernel } from "./kernel.ts";
import { createExcitation } from "./excitation.ts";
import { checkRate, composed, stepFor } from "./rate.ts";

/** Canon gone through once, as the model sees it. */
export interface CanonAsDraw extends Reference {
  /** By event: how the model draws it. */
  readonly modelled: ReadonlyMap<string, Abducted>;
  /** By event: why the model cannot bring it about. */
  readonly scripted: ReadonlyMap<string, string>;
  /** λ of a source at an instant, whether or not canon would have told. */
  rateAt(source: number, at: number): number;
  /** ms, ends of stretches on which drifts stand still, with λ of all sources on each but for what fades. */
  readonly boundaries: Float64Array;
}

/** The source and the alternative that an event of canon stands for; a string says why there is none. */
export type Identify<World, Event> = (
  world: World,
  event: Event,
) => { readonly source: number; readonly mark: string | undefined } | string;

export interface CanonWindow<Event> {
  readonly from: number;
  /** Up to and including: later, canon is silent. */
  readonly until: number;
  readonly events: readonly Event[];
  /** Whether canon would have told of what a source does then. */
  readonly covers: (source: number, at: number) => boolean;
}

/** Goes through canon, and writes down the rates of every source, and of every event how it was drawn. */
export function canonAsDraw<World, Event extends Happening>(
  kernel: Kernel<World, Event>,
  { from, until, events, covers }: CanonWindow<Event>,
  identify: Identify<World, Event>,
): CanonAsDraw {
  const { sources } = kernel;
  const world = kernel.begin();
  const excitation = createExcitation(kernel);
  const modelled = new Map<string, Abducted>();
  const scripted = new Map<string, string>();
  const boundaries: number[] = [];
  const bases: Float64Array[] = [];
  const reliefs: Float64Array[] = [];
  /** By source: when it was excited, and to what. */
  const sums = sources.map((_, source) => {
    const [at, sum] = excitation.last(source);
    return { at: [at], sum: [sum] };
  });

  let lastEvent = Number.NEGATIVE_INFINITY;
  /** The rates from here on, until the next boundary. Days begin with their first ms; what an event changes, with the next. */
  const write = (boundary: number, at: number): void => {
    kernel.step(world, at);
    const base = new Float64Array(sources.length);
    const relief = new Float64Array(sources.length);
    for (const [i, source] of sources.entries()) {
      base[i] = source.rate(world);
      relief[i] = source.relief(world);
      checkRate(source, base[i] ?? 0, relief[i] ?? 0);
    }
    boundaries.push(boundary);
    bases.push(base);
    reliefs.push(relief);
  };
  const happen = (group: readonly Event[], at: number): void => {
    kernel.step(world, stepFor(at, lastEvent));
    for (const event of group) {
      const found = identify(world, event);
      if (typeof found === "string") scripted.set(event.id, found);
      else {
        const source = sources[found.source];
        const rate = rateAt(found.source, at);
        const alternatives = source?.alternatives(world) ?? [];
        if (rate === 0) scripted.set(event.id, "its rate is 0 in canon");
        else if (found.mark !== undefined && !alternatives.some(({ key }) => key === found.mark))
          scripted.set(event.id, "the model would not have come to it then");
        else modelled.set(event.id, { ...found, rate, alternatives });
      }
    }
    for (const event of group) {
      kernel.apply(world, event);
      for (const [source] of excitation.add(event)) {
        const [since, sum] = excitation.last(source);
        const known = sums[source];
        if (known === undefined) continue;
        if (known.at.at(-1) === since) known.sum[known.sum.length - 1] = sum;
        else {
          known.at.push(since);
          known.sum.push(sum);
        }
      }
    }
    lastEvent = at;
  };
  const excitedAt = (source: number, at: number): number => {
    const known = sums[source];
    if (known === undefined) return 0;
    let i = known.at.length - 1;
    while (i > 0 && (known.at[i] ?? 0) >= at) i--;
    return excitation.faded(source, known.at[i] ?? 0, known.sum[i] ?? 0, at);
  };
  const rateAt = (source: number, at: number): number => {
    let low = 0;
    let high = boundaries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((boundaries[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    const row = Math.max(0, low - 1);
    return composed(bases[row]?.[source] ?? 0, excitedAt(source, at), reliefs[row]?.[source] ?? 0);
  };

  write(from, Math.floor(from / DAY) * DAY);
  let day = Math.floor(from / DAY) * DAY + DAY;
  for (let next = 0; next <= events.length; ) {
    const at = events[next]?.placed ?? Number.POSITIVE_INFINITY;
    for (; day <= Math.min(at, until); day += DAY) write(day - HALF, stepFor(day, lastEvent));
    if (!(at <= until)) break;
    let end = next;
    while (events[end]?.placed === at) end++;
    happen(events.slice(next, end), at);
    write(at + HALF, stepFor(at + 1, lastEvent));
    next = end;
  }
  return {
    modelled,
    scripted,
    rateAt,
    emptyBelow: (source, at) => (at > from && at <= until && covers(source, at) ? rateAt(source, at) : 0),
    boundaries: Float64Array.from(boundaries),
  };
}

/** Instants are whole ms: what lies between two of them is nobody's. */
const HALF = 0.5;
