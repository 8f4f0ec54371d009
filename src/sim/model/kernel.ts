import type { Catalogue } from "../../events/createCatalogue.ts";
import type { EntityId } from "../../events/envelope.ts";
import { createFold, type FoldStart } from "../../projections/fold.ts";
import type { AnyProjection } from "../../projections/defineProjection.ts";
import { settle } from "../../projections/nervousness/nervousnessState.ts";
import { countWhile } from "../../idioms/sortedSearch.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import type { Channel, Draft, Identified, Values } from "../channels/defineChannel.ts";
import type { Kernel } from "../engine/kernel.ts";
import type { Identify } from "../engine/reference.ts";
import { checkBound } from "../engine/rate.ts";
import type { Firing, RateSource } from "../engine/source.ts";
import { DAYS_A_YEAR } from "../randomness/atoms.ts";
import type { Allegiances } from "../world/allegiances.ts";
import { castFrom, type CastList } from "../world/cast.ts";
import { cloneState } from "../world/cloneState.ts";
import { forget, type Hold, newWorld, type SimWorld, stepTo } from "../world/simWorld.ts";
import { checkStable, type Excitation, type Offspring } from "./excitation.ts";
import { type Model, valuesOf } from "./model.ts";
import { append } from "../../idioms/multimap.ts";
import { held } from "../../idioms/held.ts";

export interface KernelInput {
  readonly channels: readonly Channel[];
  readonly model: Model;
  readonly catalogue: Catalogue;
  readonly cast: CastList;
  readonly allegiances: Allegiances;
  readonly projections: readonly AnyProjection[];
  /** The world at the beginning; copied for each run. */
  readonly start: FoldStart;
  readonly holds: readonly Hold[];
  /** Events before the beginning that may still excite. */
  readonly past: readonly ResolvedEvent[];
}

export interface PoliticalKernel extends Kernel<SimWorld, ResolvedEvent> {
  readonly sources: readonly PoliticalSource[];
  /** Which source, and which of its alternatives, an event of canon stands for. */
  readonly identify: Identify<SimWorld, ResolvedEvent>;
  readonly identified: (event: ResolvedEvent) => (Identified & { readonly channel: string }) | undefined;
  /** Of the matrix of mean offspring between sources. */
  readonly radius: number;
}

export interface PoliticalSource extends RateSource<SimWorld, ResolvedEvent> {
  readonly actors: readonly EntityId[];
}

/** Channels, bound to the numbers of a model and to those who may act. @throws ValorisError `sim/unstable`, `sim/out-of-range` */
export function createKernel(input: KernelInput): PoliticalKernel {
  const { channels, model, cast, allegiances, catalogue, projections, start, holds, past } = input;
  const values = valuesOf(model);
  const castAt = castFrom(cast, allegiances);
  const sources = channels
    .flatMap((channel) =>
      channel.actors(castAt(Number.POSITIVE_INFINITY)).map((actors) => sourceOf(channel, actors, input, values)),
    )
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  sources.forEach(checkBound);
  const indexOf = new Map(sources.map(({ key }, i) => [key, i]));
  const sidesAt = sidesOver(sources, allegiances);
  const byChannel = new Map(channels.map(({ name }) => [name, indicesOf(sources, name)]));
  const byType = new Map<string, Channel[]>();
  for (const channel of channels) for (const type of [channel.event].flat()) append(byType, type, channel);

  const identified = (event: ResolvedEvent): (Identified & { readonly channel: string }) | undefined => {
    for (const channel of byType.get(event.type) ?? []) {
      const found = channel.mark.identify(event, castAt(event.placed));
      if (found !== undefined) return { ...found, channel: channel.name };
    }
    return undefined;
  };

  const excitedBy = new Map<string, Excitation[]>();
  for (const one of model.excitation) append(excitedBy, one.from, one);
  const offspringOf = (
    from: string,
    among: { readonly own: ReadonlySet<EntityId>; readonly target: ReadonlySet<EntityId> },
    sideOf: readonly EntityId[],
    m: number,
  ) => {
    const sums = new Map<number, number>();
    for (const { to, among: relation, n } of excitedBy.get(from) ?? [])
      for (const index of byChannel.get(to) ?? []) {
        if (relation === "any" || among[relation].has(held(sideOf[index])))
          sums.set(index, (sums.get(index) ?? 0) + n.value * m);
      }
    return [...sums];
  };
  const known = new WeakMap<ResolvedEvent, readonly (readonly [number, number])[]>();

  const sideOf = sidesAt(Number.POSITIVE_INFINITY);
  const everybody = new Set(sideOf);
  const meanOf = new Map(channels.map(({ name, magnitude = 1 }) => [name, magnitude]));
  const offspring: Offspring = sources.map(({ channel }, i) => {
    const m = held(meanOf.get(channel));
    const targeted = excitedBy.get(channel)?.some(({ among }) => among === "target") === true;
    const own = new Set([held(sideOf[i])]);
    if (!targeted) return offspringOf(channel, { own, target: NOBODY }, sideOf, m);
    // An event has one target: of all that it could have, the mean.
    const others = [...everybody].filter((side) => !own.has(side));
    const sums = new Map<number, number>();
    for (const other of others)
      for (const [to, amount] of offspringOf(channel, { own, target: new Set([other]) }, sideOf, m))
        sums.set(to, (sums.get(to) ?? 0) + amount / others.length);
    return [...sums];
  });
  const radius = checkStable(
    offspring,
    sources.map(({ key }) => key),
  );

  return {
    sources,
    radius,
    past,
    begin: () =>
      newWorld({
        cast,
        holds,
        values,
        fold: createFold(projections, { start: { count: start.count, states: cloneState(start.states) } }),
      }),
    step(world, at) {
      stepTo(world, at);
      // Of an instant that is over nothing more is to come: what it does to nerves need not be worked out again and again.
      const { nervousness } = world.states;
      const [first] = nervousness.arrivals;
      if (first !== undefined && first.origin.placed < at) settle(nervousness, at, undefined);
    },
    apply(world, event) {
      world.fold.apply([event]);
      forget(world);
    },
    excites(event) {
      const before = known.get(event);
      if (before !== undefined) return before;
      const found = identified(event);
      const { powerOf } = castAt(event.placed);
      const side = (id: EntityId): EntityId => powerOf(id) ?? id;
      const excited =
        found === undefined
          ? []
          : offspringOf(
              found.channel,
              { own: new Set(found.actors.map(side)), target: new Set((found.targets ?? []).map(side)) },
              sidesAt(event.placed),
              found.magnitude ?? 1,
            );
      known.set(event, excited);
      return excited;
    },
    identified,
    identify(_world, event) {
      if (catalogue.definitions.get(event.type) === undefined) return "nobody defined its type";
      const found = identified(event);
      if (found === undefined)
        return byType.has(event.type) ? "no source can have written it so" : "no channel brings its type about";
      const source = indexOf.get(keyOf(found.channel, found.actors));
      return source === undefined
        ? `${found.actors.join(", ")} has no source of ${found.channel}`
        : { source, mark: found.mark };
    },
  };
}

/** Whose side each source is on, at an instant: whose power the first of its actors belongs to. */
function sidesOver(sources: readonly PoliticalSource[], allegiances: Allegiances): (at: number) => readonly EntityId[] {
  const known = sources.map(({ actors: [first = ""] }) => ({ first, changes: allegiances.get(first) ?? [] }));
  const changes = known.flatMap(({ changes: [, ...later] }) => later.map(([since]) => since));
  const instants = [...new Set(changes)].sort((a, b) => a - b);
  const stretches = [Number.NEGATIVE_INFINITY, ...instants].map((at) =>
    known.map(({ first, changes: all }) => (all.findLast(([since]) => since <= at) ?? all[0])?.[1] ?? first),
  );
  return (at) => stretches[countWhile(instants, (instant) => instant <= at)] ?? [];
}

const NOBODY: ReadonlySet<EntityId> = new Set();

const keyOf = (channel: string, actors: readonly EntityId[]): string => `${channel}:${actors.join(":")}`;

const indicesOf = (sources: readonly PoliticalSource[], name: string): number[] =>
  sources.flatMap(({ channel }, i) => (channel === name ? [i] : []));

function sourceOf(
  channel: Channel,
  actors: readonly EntityId[],
  input: KernelInput,
  values: Readonly<Record<string, Values>>,
): PoliticalSource {
  const { model } = input;
  const { name, mark } = channel;
  const own = values[name] ?? {};
  const { alternatives, write } = mark;
  return {
    key: keyOf(name, actors),
    channel: name,
    actors,
    decay: DAYS_A_YEAR / (model.memory[name]?.value ?? DAYS_A_YEAR),
    bound: channel.bound(own, values),
    rate: (world) => channel.rate(world, actors, own),
    ...(channel.ceiling === undefined
      ? {}
      : { ceiling: (world: SimWorld) => channel.ceiling?.(world, actors, own) ?? 0 }),
    relief: channel.relief === undefined ? none : (world) => channel.relief?.(world, actors, own) ?? 0,
    alternatives: alternatives === undefined ? nothing : (world) => alternatives(world, actors, own),
    write: (world, firing) => write(world, actors, firing, own).map((draft, i) => eventOf(draft, i, firing, input)),
  };
}

const none = (): number => 0;
const nothing = (): readonly [] => [];

/** What follows from an event at the same instant is caused by it. */
function eventOf(
  draft: Draft,
  index: number,
  { at, id, exciter }: Firing,
  { catalogue }: Pick<KernelInput, "catalogue">,
): ResolvedEvent {
  const { type, data, title, known } = draft;
  const causes = index > 0 ? [id] : (draft.causes ?? (exciter === undefined ? undefined : [exciter]));
  return {
    id: index === 0 ? id : `${id}-${index + 1}`,
    type,
    version: catalogue.definitions.get(type)?.version ?? 1,
    data,
    title,
    ...(causes === undefined ? {} : { causes }),
    ...(known === undefined ? {} : { known }),
    invented: true,
    placed: at,
    occurred: { earliest: at, latest: at },
    approximate: false,
    recorded: SIMULATED,
  };
}

const SIMULATED = { timeline: "simulated", sequence: 0, commit: "simulated", recordedAt: 0 } as const;
