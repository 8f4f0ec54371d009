import type { EntityId, EventId } from "../events/envelope.ts";
import { ValorisError } from "../events/valorisError.ts";
import { affiliations } from "../projections/affiliations/affiliations.ts";
import type { AnyProjection } from "../projections/defineProjection.ts";
import { compileExpression } from "../projections/expressions/compile.ts";
import { facts } from "../projections/facts/facts.ts";
import { foldUntil } from "../projections/keyframes.ts";
import { nervousness } from "../projections/nervousness/nervousness.ts";
import { power } from "../projections/power/power.ts";
import { territory } from "../projections/territory/territory.ts";
import { diffHistories } from "../timelines/diff.ts";
import { batchesOf, type History } from "../timelines/history.ts";
import { endPlace, type OccurredPoint } from "../timelines/point.ts";
import type { ResolvedEvent } from "../timelines/resolvedEvent.ts";
import { channels as builtIn } from "./channels/channels.ts";
import type { Channel } from "./channels/defineChannel.ts";
import type { Fate, ScriptItem } from "./engine/engine.ts";
import { type CanonAsDraw, canonAsDraw } from "./engine/reference.ts";
import { createKernel, type PoliticalKernel } from "./model/kernel.ts";
import { defaultModel, type Model } from "./model/model.ts";
import { YEAR } from "./randomness/atoms.ts";
import { castOf } from "./world/cast.ts";
import { cloneState } from "./world/cloneState.ts";
import { estimates } from "./world/estimates.ts";
import type { Hold, SimWorld } from "./world/simWorld.ts";
import { situation } from "./world/situation.ts";

/** A history bound to projections, as `readCanon` and `openLog` give it. */
export type BoundTo = History & { readonly projections?: readonly AnyProjection[] };

export interface ScenarioOptions {
  /** What is simulated: canon itself, or a branch with edits. */
  readonly timeline: BoundTo;
  /** What it branched from: canon as it happened; absent for canon itself. */
  readonly canon?: BoundTo;
  /** The end of what is simulated: its last instant counts. */
  readonly until: OccurredPoint;
  /** Up to when canon tells of what happened; its last event if absent. */
  readonly observedUntil?: OccurredPoint;
  /** ms: the branch sees nothing of canon after this; its future is open from there on. */
  readonly cut?: number;
  /** What was retracted may come again by itself. */
  readonly mayRecur?: boolean;
  readonly model?: Model;
  readonly channels?: readonly Channel[];
}

/** One side of a scenario: what runs, and what it is told. */
export interface Side {
  readonly kernel: PoliticalKernel;
  readonly script: readonly ScriptItem<SimWorld, ResolvedEvent>[];
}

/** Everything that runs of a what-if share, made once. */
export interface Scenario {
  readonly model: Model;
  /** ms. */
  readonly from: number;
  readonly until: number;
  readonly observedUntil: number;
  /** The timeline with its edits. */
  readonly edited: Side;
  /** Canon with nothing done to it, simulated onward. */
  readonly canon: Side;
  readonly reference: CanonAsDraw;
  /** What the edits took away, added and changed. */
  readonly retracted: readonly ResolvedEvent[];
  readonly added: readonly ResolvedEvent[];
  readonly changed: readonly EventId[];
  /** Canon's events in the time that is simulated, which the model cannot bring about, and why. */
  readonly scripted: readonly { readonly event: ResolvedEvent; readonly why: string }[];
  /** Acts that are held from happening again. */
  readonly holds: readonly Hold[];
}

export type SimFate = Fate<ResolvedEvent>;

/** Excitation that is older than this is forgotten. */
const PAST = 10 * YEAR;

/**
 * Prepares a what-if: where canon and the timeline part, how the model drew canon from there on, and what has to happen as written.
 *
 * @throws ValorisError `sim/until`, `sim/unstable`, `sim/beginning`, `sim/rate`, `sim/bound`
 */
export function prepareScenario(options: ScenarioOptions): Scenario {
  const { timeline, canon = timeline, channels = builtIn, cut } = options;
  const model = options.model ?? defaultModel(channels);
  const until = endPlace(timeline, options.until).instant;
  const end = canon.events.at(-1)?.placed ?? Number.NEGATIVE_INFINITY;
  const told = options.observedUntil === undefined ? end : endPlace(canon, options.observedUntil).instant;
  const observedUntil = Math.min(told, cut ?? Number.POSITIVE_INFINITY);
  if (!Number.isFinite(observedUntil))
    throw new ValorisError("sim/beginning", `${canon.timeline} has no dated event: there is nothing to go on from.`, {
      help: "Date an event, or place one.",
    });

  const { onlyInA, onlyInB, altered, moved } = canon === timeline ? NO_DIFFERENCE : diffHistories(canon, timeline);
  const isSeen = (event: ResolvedEvent): boolean => cut === undefined || event.placed <= cut;
  const retracted = onlyInA.map(({ event }) => event).filter(isSeen);
  const added = onlyInB.map(({ event }) => event);
  const changed = [...altered.map(({ b }) => b.id), ...moved.filter(({ a }) => isSeen(a)).map(({ b }) => b.id)];
  const parting = [
    ...retracted,
    ...added,
    ...altered.flatMap(({ a, b }) => [a, b]),
    ...moved.filter(({ a }) => isSeen(a)).flatMap(({ a, b }) => [a, b]),
  ].map(({ placed }) => placed);
  const first = canon.events.at(canon.countWhile((placed) => placed === Number.NEGATIVE_INFINITY))?.placed ?? 0;
  const from = Math.max(first - 1, Math.min(observedUntil, ...parting.map((placed) => placed - 1)));
  if (!(until > from))
    throw new ValorisError("sim/until", "What is to be simulated ends before it begins.", {
      help: "Give a later --until: after the first event that differs, and after canon's end.",
    });

  const cast = castOf(canon === timeline ? [canon] : [canon, timeline]);
  const bound = timeline.projections?.filter(({ name }) => name === nervousness.name) ?? [];
  const nerves = bound[0] ?? nervousness;
  const projections = [affiliations, territory, power, nerves, facts, situation, estimates];
  const kernelOf = (history: BoundTo, held: readonly Hold[]): PoliticalKernel => {
    const index = history.countWhile((placed) => placed <= from);
    const fold = foldUntil(history, projections, index);
    return createKernel({
      channels,
      model,
      catalogue: history.catalogue,
      cast,
      projections,
      start: { count: index, states: cloneState(fold.states()) },
      holds: held,
      past: eventsBetween(history, from - PAST, from),
    });
  };

  const factual = kernelOf(canon, []);
  const canonEvents = eventsBetween(canon, from, Math.min(until, Math.max(observedUntil, from)));
  const reference = canonAsDraw(
    factual,
    { from, until: observedUntil, events: canonEvents, covers: coverageOf(model, canon, factual) },
    factual.identify,
  );
  const held = options.mayRecur === true ? [] : retracted.flatMap((event) => holdOf(event, factual, cast.powerOf));
  const edited = canon === timeline ? factual : kernelOf(timeline, held);

  const done = new Set([...added.map(({ id }) => id), ...changed]);
  const itemsOf = (events: readonly ResolvedEvent[], isDone: (id: EventId) => boolean, kernel: PoliticalKernel) =>
    events.map((event) => itemOf(event, isDone(event.id) ? undefined : reference, kernel));
  return {
    model,
    from,
    until,
    observedUntil,
    reference,
    canon: { kernel: factual, script: itemsOf(canonEvents, () => false, factual) },
    edited: {
      kernel: edited,
      script: itemsOf(
        canon === timeline ? canonEvents : eventsBetween(timeline, from, until),
        (id) => done.has(id),
        edited,
      ),
    },
    retracted,
    added,
    changed,
    scripted: canonEvents.flatMap((event) => {
      const why = reference.scripted.get(event.id);
      return why === undefined ? [] : [{ event, why }];
    }),
    holds: held,
  };
}

const NO_DIFFERENCE = { onlyInA: [], onlyInB: [], altered: [], moved: [] } as const;

/** Those after one instant and up to another. */
function eventsBetween(history: History, after: number, until: number): readonly ResolvedEvent[] {
  const start = history.countWhile((placed) => placed <= after);
  const end = history.countWhile((placed) => placed <= until);
  return [...batchesOf(history.events, start, end)].flat();
}

/** What was taken back is held from happening again: the same class among the same parties, with the same instrument. */
function holdOf(
  event: ResolvedEvent,
  kernel: PoliticalKernel,
  powerOf: (id: EntityId) => EntityId | undefined,
): readonly Hold[] {
  const found = kernel.identified(event);
  if (found === undefined) return [];
  const parties = [...found.actors, ...(found.targets ?? [])].flatMap((id) => [id, powerOf(id) ?? id]);
  return [{ channel: found.channel, parties: new Set(parties), instrument: found.instrument }];
}

function itemOf(
  event: ResolvedEvent,
  reference: CanonAsDraw | undefined,
  kernel: PoliticalKernel,
): ScriptItem<SimWorld, ResolvedEvent> {
  const abducted = reference?.modelled.get(event.id);
  const guard = event.guard === undefined ? undefined : compileExpression(event.guard);
  return {
    event,
    necessary: event.necessary ?? [],
    ...(guard === undefined ? {} : { guard: (world: SimWorld) => guard.evaluate(world.states, event.placed) === true }),
    ...(abducted === undefined
      ? {}
      : {
          abducted,
          rewrite: (world: SimWorld, mark: string) => {
            const source = kernel.sources[abducted.source];
            const [written] = source?.write(world, { at: event.placed, mark, id: event.id, exciter: undefined }) ?? [];
            return written === undefined
              ? event
              : { ...event, type: written.type, data: written.data, title: written.title ?? event.id };
          },
        }),
  };
}

/** Where canon would have told: by class, between dates. */
function coverageOf(
  { coverage }: Model,
  canon: History,
  kernel: PoliticalKernel,
): (source: number, at: number) => boolean {
  if (coverage === undefined) return () => true;
  const windows = coverage.map(({ channel, from, until }) => ({
    channel,
    from: from === undefined ? Number.NEGATIVE_INFINITY : canon.spanOf(from).earliest,
    until: until === undefined ? Number.POSITIVE_INFINITY : canon.spanOf(until).latest,
  }));
  return (source, at) => {
    const channel = kernel.sources[source]?.channel;
    return windows.some((one) => one.channel === channel && at >= one.from && at <= one.until);
  };
}
