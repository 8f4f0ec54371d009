import { catalogue as builtInCatalogue } from "../events/catalogue/catalogue.ts";
import { canonicalJson } from "../events/contentHash.ts";
import type { Catalogue } from "../events/createCatalogue.ts";
import type { EntityId, EventId } from "../events/envelope.ts";
import { ValorisError } from "../events/valorisError.ts";
import type { AnyProjection, WithProjections } from "../projections/defineProjection.ts";
import { compileExpression } from "../projections/expressions/compile.ts";
import type { ResolvedEvent } from "../timelines/resolvedEvent.ts";
import { channels as builtIn } from "./channels/channels.ts";
import type { Channel } from "./channels/defineChannel.ts";
import type { RunRequest, ScriptItem } from "./engine/engine.ts";
import { type CanonAsDraw, canonAsDraw } from "./engine/reference.ts";
import { createKernel, type PoliticalKernel } from "./model/kernel.ts";
import { type Plan, type PlanOptions, planWhatIf, projectionsOf, type SidePlan } from "./plan.ts";
import { hasReaction, type Reaction, reactionsOf, unmetIn } from "./reactions.ts";
import { castFrom } from "./world/cast.ts";
import type { Hold, SimWorld } from "./world/simWorld.ts";

/** What a plan needs beside data, to run. */
export interface Means {
  readonly channels?: readonly Channel[];
  readonly catalogue?: Catalogue;
  /** Of the history, where event types were added to its catalogue. */
  readonly projections?: readonly AnyProjection[];
}

/** One side of a scenario: what runs, and what it is told. */
export interface ScenarioSide {
  readonly kernel: PoliticalKernel;
  readonly script: readonly ScriptItem<SimWorld, ResolvedEvent>[];
  /** What the edits took away: without it, what it was necessary for is gone. */
  readonly gone: readonly string[];
}

/** A plan, ready to run: everything that its runs share. */
export interface Scenario {
  readonly plan: Plan;
  /** The timeline with its edits; canon's own side where there are none. @internal */
  readonly edited: ScenarioSide;
  /** Canon with nothing done to it, simulated onward. @internal */
  readonly canon: ScenarioSide;
  /** Canon as the model's draw. @internal */
  readonly reference: CanonAsDraw;
  /** Canon's events in the time that is simulated which the model cannot bring about, and why. */
  readonly scripted: readonly { readonly event: ResolvedEvent; readonly why: string }[];
  /** Of canon's events in the time that is simulated, what each hangs on. @internal */
  readonly reactions: ReadonlyMap<EventId, Reaction>;
  /** Acts that are held from happening again. @internal */
  readonly holds: readonly Hold[];
}

export type ScenarioOptions = PlanOptions & Means;

/**
 * Prepares a what-if: plans it, and works out how the model drew canon.
 *
 * @throws ValorisError `sim/until`, `sim/beginning`, `sim/nobody`, `sim/unstable`, `sim/rate`, `sim/bound`, `sim/relief`
 */
export const prepareScenario = (options: ScenarioOptions): Scenario =>
  buildScenario(planWhatIf(options), meansOf(options.timeline, options.channels));

export const meansOf = (history: WithProjections, channels: readonly Channel[] = builtIn): Means => ({
  channels,
  catalogue: history.catalogue,
  projections: projectionsOf(history),
});

/** @throws ValorisError `sim/nobody`, `sim/unstable`, `sim/rate`, `sim/bound`, `sim/relief` */
export function buildScenario(plan: Plan, means: Means = {}): Scenario {
  const { channels = builtIn, catalogue = builtInCatalogue, projections = projectionsOf({}) } = means;
  const { model, from, observedUntil, coverage } = plan;
  const kernelOf = ({ start, past, allegiances }: SidePlan, holds: readonly Hold[]): PoliticalKernel =>
    createKernel({ channels, model, catalogue, cast: plan.cast, allegiances, projections, start, holds, past });

  const factual = kernelOf(plan.canon, []);
  if (factual.sources.length === 0)
    throw new ValorisError("sim/nobody", `Nobody in ${plan.canon.timeline} can act: nothing would ever happen.`, {
      help: "The model acts through factions of standing major or minor, covert ones, formations, offices and regions: name some.",
    });
  const covers = (source: number, at: number): boolean => {
    if (coverage === undefined) return true;
    const channel = factual.sources[source]?.channel;
    return coverage.some((window) => window.channel === channel && at >= window.from && at <= window.until);
  };
  const reference = canonAsDraw(
    factual,
    { from, until: observedUntil, events: plan.canon.events, covers },
    factual.identify,
  );
  const holds = plan.mayRecur ? [] : plan.retracted.flatMap((event) => holdOf(event, factual, plan));
  const reactions = reactionsOf(factual, plan.canon.events, plan.newcomers, catalogue, model.causes);
  const canon: ScenarioSide = {
    kernel: factual,
    script: plan.canon.events.map((event) => itemOf(event, reference, factual, reactions)),
    gone: [],
  };
  const scripted = plan.canon.events.flatMap((event) => {
    const why = reference.scripted.get(event.id);
    return why === undefined ? [] : [{ event, why }];
  });
  if (plan.edited === undefined) return { plan, canon, edited: canon, reference, scripted, reactions, holds };

  const kernel = kernelOf(plan.edited, holds);
  const done = new Set([...plan.added, ...plan.changed]);
  const edited: ScenarioSide = {
    kernel,
    script: plan.edited.events.map((event) =>
      done.has(event.id) ? itemOf(event, undefined, kernel) : itemOf(event, reference, kernel, reactions),
    ),
    gone: plan.retracted.map(({ id }) => id),
  };
  return { plan, canon, edited, reference, scripted, reactions, holds };
}

/** Whether an event of canon may not happen because of what becomes of others, though the model cannot bring it about. @internal */
export const reacts = ({ id, necessary = [], guard }: ResolvedEvent, { reactions }: Scenario): boolean => {
  const reaction = reactions.get(id);
  return necessary.length > 0 || guard !== undefined || (reaction !== undefined && hasReaction(reaction));
};

/** What every run of a side is asked for, but for its random numbers. @internal */
export const requestOf = (
  { plan: { from, until, model }, reference, ...sides }: Scenario,
  side: "edited" | "canon",
): Omit<RunRequest<SimWorld, ResolvedEvent>, "keyOf"> => ({
  from,
  until,
  reference,
  mostEvents: model.mostEvents,
  script: sides[side].script,
  gone: sides[side].gone,
});

/** What was taken back is held from happening again: the same class by the same actors to the same others, with the same instrument. */
function holdOf(event: ResolvedEvent, kernel: PoliticalKernel, { cast, canon }: Plan): readonly Hold[] {
  const found = kernel.identified(event);
  if (found === undefined) return [];
  const { channel, actors, targets = [], mutual = false, instrument } = found;
  const { powerOf } = castFrom(cast, canon.allegiances)(event.placed);
  const withPowers = (ids: readonly EntityId[]): ReadonlySet<EntityId> =>
    new Set(ids.flatMap((id) => [id, powerOf(id) ?? id]));
  const parties = withPowers([...actors, ...targets]);
  return [{ channel, by: mutual ? parties : withPowers(actors), parties, instrument }];
}

function itemOf(
  event: ResolvedEvent,
  reference: CanonAsDraw | undefined,
  { sources, identified }: PoliticalKernel,
  reactions?: ReadonlyMap<EventId, Reaction>,
): ScriptItem<SimWorld, ResolvedEvent> {
  const partiesOf = (one: ResolvedEvent): string => {
    const { actors = [], targets = [] } = identified(one) ?? {};
    return canonicalJson([actors, targets]);
  };
  const abducted = reference?.modelled.get(event.id);
  const reaction = reactions?.get(event.id);
  const guard = event.guard === undefined ? undefined : compileExpression(event.guard);
  return {
    event,
    necessary: event.necessary ?? [],
    ...(reaction === undefined || !hasReaction(reaction)
      ? {}
      : { anyOf: reaction.anyOf, unmet: (world: SimWorld) => unmetIn(reaction, world, event.placed) }),
    ...(guard === undefined ? {} : { guard: (world: SimWorld) => guard.evaluate(world.states, event.placed) === true }),
    ...(abducted === undefined
      ? {}
      : {
          abducted,
          rewrite: (world: SimWorld, mark: string) => {
            const firing = { at: event.placed, mark, id: event.id, exciter: undefined };
            const [written, ...follows] = sources[abducted.source]?.write(world, firing) ?? [];
            if (written === undefined) return { instead: event, follows, isSame: true };
            const { type, data, title } = written;
            const instead = { ...event, type, data, ...(title === undefined ? {} : { title }) };
            return { instead, follows, isSame: partiesOf(instead) === partiesOf(event) };
          },
        }),
  };
}
