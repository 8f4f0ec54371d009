import { DAY } from "../../events/dates/span.ts";
import { exp } from "../../idioms/exactMath.ts";
import { countWhile } from "../../idioms/sortedSearch.ts";
import { YEAR } from "../randomness/atoms.ts";
import type { Abducted } from "./abduction.ts";
import type { ReferenceRates } from "./engine.ts";
import type { Happening, Kernel } from "./kernel.ts";
import { createExcitation } from "./excitation.ts";
import { checkRate, composed, stepFor } from "./rate.ts";

/** Canon gone through once, as the model sees it. */
export interface CanonAsDraw extends ReferenceRates {
  /** By event: how the model draws it. */
  readonly modelled: ReadonlyMap<string, Abducted>;
  /** By event: why the model cannot bring it about. */
  readonly scripted: ReadonlyMap<string, string>;
  /** λ of a source at an instant, whether or not canon would have told. */
  rateAt(source: number, at: number): number;
  /** ∫ λ of a source from one instant to another: how many events of it are to be expected. */
  expected(source: number, from: number, until: number): number;
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
      checkRate(source, world, base[i] ?? 0, relief[i] ?? 0);
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
  const rowAt = (at: number): number => Math.max(0, countWhile(boundaries, (boundary) => boundary < at) - 1);
  const rateAt = (source: number, at: number): number => {
    const row = rowAt(at);
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
  /** On each stretch drifts stand still, and what excites fades by itself. */
  const expected = (source: number, start: number, end: number): number => {
    const decay = (sources[source]?.decay ?? 0) / YEAR;
    let sum = 0;
    for (let row = rowAt(start + 1), at = start; at < end; row++) {
      const next = Math.min(end, boundaries[row + 1] ?? Number.POSITIVE_INFINITY);
      const base = bases[row]?.[source] ?? 0;
      if (base > 0 && next > at) {
        const excited = excitedAt(source, at + 1);
        const fading = decay === 0 ? excited * (next - at) : (excited * (1 - exp(-decay * (next - at)))) / decay;
        sum += composed(base * (next - at) + fading, 0, reliefs[row]?.[source] ?? 0);
      }
      at = next;
    }
    return sum / YEAR;
  };

  return {
    modelled,
    scripted,
    rateAt,
    expected,
    emptyBelow: (source, at) => (at > from && at <= until && covers(source, at) ? rateAt(source, at) : 0),
  };
}

/** Instants are whole ms: what lies between two of them is nobody's. */
const HALF = 0.5;
