import { catalogue as builtIn } from "../events/catalogue/catalogue.ts";
import { contentHash } from "../events/contentHash.ts";
import type { Catalogue } from "../events/createCatalogue.ts";
import { effectsOf } from "../events/effectsOf.ts";
import { ValorisError } from "../events/valorisError.ts";
import type { ResolvedEvent } from "../timelines/resolvedEvent.ts";
import type { AnyProjection, Sink } from "./defineProjection.ts";

/** Several projections folded together over one stream of events. */
export interface Fold {
  readonly projections: readonly AnyProjection[];
  /** Events folded so far. */
  readonly count: number;
  apply(events: readonly ResolvedEvent[], sinks?: Readonly<Record<string, Sink<never>>>): void;
  /** Views of all projections at an instant (ms), by name. */
  views(at: number): Record<string, unknown>;
  view(name: string, at: number): unknown;
  states(): Readonly<Record<string, unknown>>;
  /** Of all states: equal after the same events, however they were batched. */
  hash(): string;
}

/** A projection and all that it needs, each after what it needs itself. @throws ValorisError `projection/cycle`, `projection/name` */
export function inNeedOrder(wanted: readonly AnyProjection[]): AnyProjection[] {
  const order = new Map<string, AnyProjection>();
  const visit = (projection: AnyProjection, path: readonly string[]): void => {
    const known = order.get(projection.name);
    if (known === projection) return;
    // A need is met by what is there under its name: a plugin's own copy of valoris has projections of its own.
    if (path.length > 0 && known?.version === projection.version) return;
    if (known !== undefined)
      throw new ValorisError("projection/name", `Two projections are named “${projection.name}”.`, {
        help: "Rename one.",
      });
    if (path.includes(projection.name))
      throw new ValorisError(
        "projection/cycle",
        `Projections need each other: ${[...path, projection.name].join(" → ")}.`,
        {
          help: "Break the ring: a projection can only need others that do not need it.",
        },
      );
    for (const needed of projection.needs ?? []) visit(needed, [...path, projection.name]);
    order.set(projection.name, projection);
  };
  for (const projection of wanted) visit(projection, []);
  return [...order.values()];
}

/** What a fold goes on from: the states of all its projections after so many events. It takes them over. */
export interface FoldStart {
  readonly count: number;
  readonly states: Readonly<Record<string, unknown>>;
}

export interface FoldOptions {
  /** What the types of its events are; the ones that come with valoris if absent. */
  readonly catalogue?: Catalogue;
  readonly start?: FoldStart | undefined;
}

export function createFold(wanted: readonly AnyProjection[], { catalogue = builtIn, start }: FoldOptions = {}): Fold {
  const projections = inNeedOrder(wanted);
  const states: Record<string, unknown> = {};
  for (const { name, initial } of projections) states[name] = start === undefined ? initial() : start.states[name];
  const names = projections.map(({ name }) => name);
  const onKind = handlersBy(projections.map(({ on }) => on));
  const whenType = handlersBy(projections.map(({ when }) => when));
  const each = projections.map((projection) => projection.each?.bind(projection));
  let count = start?.count ?? 0;

  return {
    projections,
    get count() {
      return count;
    },
    apply(events, sinks) {
      for (const event of events) {
        const effects = effectsOf(event, catalogue);
        const when = whenType.get(event.type);
        for (let i = 0; i < names.length; i++) {
          const name = names[i] as string;
          const state = states[name] as never;
          const sink = sinks?.[name] as never;
          for (const effect of effects)
            onKind.get(effect.kind)?.[i]?.(state, effect as never, event as never, sink, states as never);
          when?.[i]?.(state, event as never, sink, states as never, undefined as never);
          each[i]?.(state, event, sink, states as never);
        }
      }
      count += events.length;
    },
    views: (at) =>
      Object.fromEntries(projections.map((p) => [p.name, p.view(states[p.name] as never, at, states as never)])),
    view(name, at) {
      const projection = projections.find((p) => p.name === name);
      return projection?.view(states[name] as never, at, states as never);
    },
    states: () => states,
    hash: () => contentHash(states),
  };
}

type Handlers = NonNullable<AnyProjection["when"]>;

/** By what is listened for, the handler of each projection, in their order: a look at each projection's own map would cost as much as the fold. */
function handlersBy(
  maps: readonly (Partial<Handlers> | undefined)[],
): ReadonlyMap<string, readonly Handlers[string][]> {
  const found = new Map<string, Handlers[string][]>();
  for (const [i, map = {}] of maps.entries())
    for (const [name, handler] of Object.entries(map)) {
      const own = found.get(name) ?? [];
      if (handler !== undefined) own[i] = handler;
      found.set(name, own);
    }
  return found;
}
