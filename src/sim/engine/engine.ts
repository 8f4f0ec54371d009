import { addressIn, addressOf, eventIdAt, type RunKey } from "../randomness/address.ts";
import { type AtomStream, createAtoms } from "../randomness/atoms.ts";
import { type Abducted, abductedRate, chooseAgain } from "./abduction.ts";
import { createAgenda } from "./agenda.ts";
import { createExcitation } from "./excitation.ts";
import type { Happening, Kernel } from "./kernel.ts";
import { chooseMark, freshNoise } from "./marks.ts";
import { checkRate, composed, type RateAt, stepFor } from "./rate.ts";
import type { RateSource } from "./source.ts";

/** Raised whenever the same recipe would give another history. */
export const ENGINE_VERSION = 4;

/** An event that is given: of canon, or of an edit. */
export interface ScriptItem<World, Event extends Happening> {
  readonly event: Event;
  /** Events without which it cannot have happened. */
  readonly necessary: readonly string[];
  /** Groups of events of each of which one has to be left. */
  readonly anyOf?: readonly { readonly as: "causes" | "footing"; readonly of: readonly string[] }[];
  /** What its own effects take for granted and is not so, in words. */
  readonly unmet?: (world: World) => string | undefined;
  /** Whether its guard holds; absent where it has none. */
  readonly guard?: (world: World) => boolean;
  /** How canon drew it, where a source can bring it about: it may come out otherwise. All others are scripted. */
  readonly abducted?: Abducted;
  /** The event as it comes to another alternative. */
  readonly rewrite?: (world: World, mark: string) => Rewritten<Event>;
}

/** What an event of canon comes to where it comes out otherwise. */
export interface Rewritten<Event> {
  readonly instead: Event;
  /** What follows from it at the same instant. */
  readonly follows: readonly Event[];
  /** Whether it is still the event that others need: one among other parties is not. */
  readonly isSame: boolean;
}

/** The rates of canon, for the time in which canon would have told of what happened. */
export interface ReferenceRates {
  /** λ of canon where nothing but what it tells of happened below it; 0 elsewhere. */
  emptyBelow(source: number, at: number): number;
}

export interface RunRequest<World, Event extends Happening> {
  /** ms: what is simulated lies after `from`, and no later than `until`. */
  readonly from: number;
  readonly until: number;
  /** The random numbers that a source gets. */
  readonly keyOf: (source: RateSource<World, Event>) => RunKey;
  /** In order of time. */
  readonly script: readonly ScriptItem<World, Event>[];
  /** Events that were taken away: what cannot have happened without them is gone, too. */
  readonly gone?: Iterable<string>;
  readonly reference?: ReferenceRates;
  /** No more events than this are simulated: a run that reaches it is a runaway. */
  readonly mostEvents: number;
  /** ms, in order: instants at which `sample` is called, after everything of that instant. */
  readonly samples?: readonly number[];
  readonly sample?: (world: World, index: number) => void;
  /** Called after each event. */
  readonly see?: (world: World, event: Event) => void;
}

/** What became of an event of the script. */
export type Fate<Event> =
  | { readonly kind: "unchanged"; readonly event: Event }
  | ({
      readonly kind: "altered";
      readonly event: Event;
      readonly mark: string;
      readonly rate: RateAt;
    } & Rewritten<Event>)
  | { readonly kind: "removed"; readonly event: Event; readonly because: Removal };

export type Removal =
  /** Its z lay between the rate that there is and canon's. */
  | { readonly kind: "rate"; readonly rate: RateAt; readonly inCanon: number }
  /** There is nothing left that it could come to. */
  | { readonly kind: "no way" }
  | { readonly kind: "necessary"; readonly missing: string }
  /** None of its causes is left. */
  | { readonly kind: "causes"; readonly missing: readonly string[] }
  /** What its own effects take for granted is not so. */
  | { readonly kind: "footing"; readonly lost: string }
  | { readonly kind: "guard" };

/** An event that canon does not have. */
export interface Added<Event> {
  readonly event: Event;
  readonly source: number;
  /** It follows from the event before, at the same instant. */
  readonly follows: boolean;
  readonly rate: RateAt;
  /** What its z had to exceed: canon's rate, or 0 where canon is silent. */
  readonly inCanon: number;
}

export interface EngineRun<World, Event> {
  /** In order of time. */
  readonly events: readonly Event[];
  readonly fates: readonly Fate<Event>[];
  readonly added: readonly Added<Event>[];
  /** It came to the most events that a run may have, and was ended there. */
  readonly runaway: boolean;
  readonly world: World;
}

export type Engine<World, Event extends Happening> = (request: RunRequest<World, Event>) => EngineRun<World, Event>;

/** Runs histories of one kernel, one after the other; what it keeps between runs is memory to write into, and nothing else. */
export function createEngine<World, Event extends Happening>(kernel: Kernel<World, Event>): Engine<World, Event> {
  const { sources } = kernel;
  const atoms: AtomStream[] = sources.map(({ key }) => createAtoms(key));
  const addresses = sources.map(({ key }) => addressOf(key));
  const silent = sources.filter(({ bound }) => !(bound > 0));
  const agenda = createAgenda(sources.length);
  const excitation = createExcitation(kernel);

  return ({ from, until, keyOf, script, gone: taken = [], reference, mostEvents, samples = [], sample, see }) => {
    const world = kernel.begin();
    const keys = sources.map(keyOf);
    const events: Event[] = [];
    const fates: Fate<Event>[] = [];
    const added: Added<Event>[] = [];
    const gone = new Set(taken);
    let lastEvent = Number.NEGATIVE_INFINITY;
    let sampled = 0;

    const boundOf = (source: number, at: number): number => (sources[source]?.bound ?? 0) + excitation.at(source, at);
    const plan = (source: number, after: number): void => {
      const stream = atoms[source];
      const bound = boundOf(source, after);
      if (stream === undefined || !(bound > 0)) return agenda.set(source, Number.POSITIVE_INFINITY);
      agenda.set(source, stream.next(after, bound, until));
    };
    const rateOf = (source: RateSource<World, Event>, index: number, at: number): RateAt => {
      kernel.step(world, stepFor(at, lastEvent));
      const base = source.rate(world);
      const relief = source.relief(world);
      checkRate(source, world, base, relief);
      const excited = excitation.at(index, at);
      return { rate: composed(base, excited, relief), base, excitation: excited, relief };
    };
    /** Whether an atom could be below the rate, as far as that can be said without much work. */
    const isWithin = (source: RateSource<World, Event>, index: number, at: number, z: number): boolean => {
      if (source.ceiling === undefined) return true;
      kernel.step(world, stepFor(at, lastEvent));
      const ceiling = source.ceiling(world);
      // One that is no number is refused with the rate.
      return !(z > ceiling + excitation.at(index, at));
    };
    const sampleBefore = (at: number): void => {
      for (let s = samples[sampled]; s !== undefined && s < at; s = samples[++sampled]) {
        kernel.step(world, s);
        sample?.(world, sampled);
      }
    };
    const happen = (event: Event): void => {
      kernel.apply(world, event);
      lastEvent = event.placed;
      kernel.step(world, lastEvent);
      events.push(event);
      for (const [source] of excitation.add(event)) plan(source, event.placed);
      see?.(world, event);
    };

    /** Whether a source brings something about at the atom that it has waited for. */
    const fire = (index: number, at: number): void => {
      const source = sources[index];
      const key = keys[index];
      const address = addresses[index];
      const atom = atoms[index];
      if (source === undefined || key === undefined || address === undefined || atom === undefined) return;
      const { z, placeLow: low, placeHigh: high } = atom;
      if (z <= boundOf(index, at)) {
        const inCanon = reference?.emptyBelow(index, at) ?? 0;
        const rate = z > inCanon && isWithin(source, index, at, z) ? rateOf(source, index, at) : undefined;
        if (rate !== undefined && z <= rate.rate) {
          const own = addressIn(key, address, at);
          const alternatives = source.alternatives(world);
          const mark =
            alternatives.length === 0
              ? undefined
              : chooseMark(alternatives, freshNoise(key, { low: own.low ^ low, high: own.high ^ high }));
          const id = eventIdAt(key, own, low, high);
          const written = source.write(world, { at, mark, id, exciter: excitation.exciter(index) });
          let follows = false;
          for (const event of written) {
            added.push({ event, source: index, follows, rate, inCanon });
            happen(event);
            follows = true;
          }
        }
      }
      plan(index, at);
    };

    /** What an event of canon comes to, by the rates before anything of its instant. */
    const judge = ({ event, abducted, rewrite }: ScriptItem<World, Event>): Fate<Event> => {
      if (abducted === undefined) return { kind: "unchanged", event };
      const [source, key] = [sources[abducted.source], keys[abducted.source]];
      if (source === undefined || key === undefined) return { kind: "unchanged", event };
      const rate = rateOf(source, abducted.source, event.placed);
      if (abductedRate(abducted, key, event.id) > rate.rate)
        return { kind: "removed", event, because: { kind: "rate", rate, inCanon: abducted.rate } };
      const mark = chooseAgain(abducted, source.alternatives(world), key, event.id);
      if (mark === abducted.mark) return { kind: "unchanged", event };
      if (mark === undefined || rewrite === undefined) return { kind: "removed", event, because: { kind: "no way" } };
      return { kind: "altered", event, mark, rate, ...rewrite(world, mark) };
    };
    /** What its causes and its guard make of that. */
    const follow = (judged: Fate<Event>, item: ScriptItem<World, Event>): Fate<Event> => {
      const because = judged.kind === "removed" ? undefined : whyNot(item);
      return because === undefined ? judged : { kind: "removed", event: judged.event, because };
    };
    const whyNot = ({ necessary, anyOf = [], unmet, guard }: ScriptItem<World, Event>): Removal | undefined => {
      const missing = necessary.find((id) => gone.has(id));
      if (missing !== undefined) return { kind: "necessary", missing };
      if (guard?.(world) === false) return { kind: "guard" };
      const none = anyOf.find(({ of }) => of.every((id) => gone.has(id)));
      if (none?.as === "causes") return { kind: "causes", missing: none.of };
      const lost = unmet?.(world) ?? (none === undefined ? undefined : `without ${none.of.join(", ")}`);
      return lost === undefined ? undefined : { kind: "footing", lost };
    };
    const tell = (group: readonly ScriptItem<World, Event>[]): void => {
      const judged = group.map(judge);
      for (const [i, item] of group.entries()) {
        const fate = follow(judged[i] ?? { kind: "unchanged", event: item.event }, item);
        fates.push(fate);
        if (fate.kind === "removed" || (fate.kind === "altered" && !fate.isSame)) gone.add(fate.event.id);
        if (fate.kind === "unchanged") happen(fate.event);
        if (fate.kind !== "altered") continue;
        happen(fate.instead);
        const { source = 0, rate: inCanon = 0 } = item.abducted ?? {};
        for (const event of fate.follows) {
          added.push({ event, source, follows: true, rate: fate.rate, inCanon });
          happen(event);
        }
      }
    };

    excitation.reset();
    agenda.clear();
    for (const [index, stream] of atoms.entries()) {
      const key = keys[index];
      if (key === undefined) continue;
      stream.reset(key);
      plan(index, from);
    }
    for (let next = 0; added.length < mostEvents; ) {
      const given = script[next]?.event.placed ?? Number.POSITIVE_INFINITY;
      const at = Math.min(given, agenda.first);
      if (!(at <= until)) break;
      sampleBefore(at);
      if (agenda.first <= given) fire(agenda.source, at);
      else {
        let end = next;
        while (script[end]?.event.placed === given) end++;
        tell(script.slice(next, end));
        next = end;
      }
    }
    const runaway = added.length >= mostEvents;
    if (!runaway) sampleBefore(Number.POSITIVE_INFINITY);
    // Of these nobody has asked: a bound of 0 that a rate exceeds would only show as silence.
    if (silent.length > 0 && !runaway) kernel.step(world, until);
    for (const source of silent) checkRate(source, world, source.rate(world), source.relief(world));
    return { events, fates, added, runaway, world };
  };
}
