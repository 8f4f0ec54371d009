import type { EntityId } from "../../events/envelope.ts";
import { exp } from "../../idioms/exactMath.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import type { Added, Fate } from "../engine/engine.ts";
import { composed, stepFor } from "../engine/rate.ts";
import type { CanonAsDraw } from "../engine/reference.ts";
import type { FactsState } from "../../projections/facts/factsState.ts";
import type { SimRun } from "../ensemble/measure.ts";
import type { PoliticalKernel } from "../model/kernel.ts";
import type { Scenario } from "../scenario.ts";
import {
  advantage,
  allies,
  exposure,
  frontier,
  grievance,
  nerves,
  occupied,
  pacts,
  treatyCount,
} from "../world/features.ts";
import { newMemo } from "../world/memo.ts";
import type { SituationState } from "../world/situation.ts";
import type { SimStates, SimWorld } from "../world/simWorld.ts";

/** A part of the world, and by how much a rate is another than canon's because of it. */
export interface RateMove {
  readonly part: WorldPart;
  /** A year. */
  readonly by: number;
  /** What of it is not as it was in canon at that instant. */
  readonly readings: readonly FeatureReading[];
}

/** A projection's state, or some of it; that drifts are read at another instant of the day; or what is no state. */
export type WorldPart =
  | ("territory" | "power" | "nervousness" | "estimates")
  | ("affiliations" | "treaties" | "talks" | "alerts" | "tenures" | "wars" | "places")
  | ("exposures" | "motives" | "attacks")
  | ("drift" | "holds" | "excitation");

export interface FeatureReading {
  readonly what: string;
  /** Whom it is held against, where it is. */
  readonly other?: EntityId;
  readonly here: number;
  readonly inCanon: number;
}

/** Fields of the facts that are replaced together. */
const FACTS = {
  affiliations: ["factions", "owners", "members", "gone", "ended", "order"],
  treaties: ["bonds"],
  talks: ["talks", "talksOf"],
  alerts: ["alerts"],
  tenures: ["seats"],
  wars: ["wars"],
  places: ["places"],
} as const satisfies Readonly<Record<string, readonly (keyof FactsState)[]>>;

/** In the order in which canon's parts are replaced, one after the other: what rates rest on least directly, first. */
const PARTS = [
  "affiliations",
  "territory",
  "power",
  "estimates",
  "wars",
  "places",
  "nervousness",
  "treaties",
  "talks",
  "alerts",
  "tenures",
  "exposures",
  "motives",
  "attacks",
] as const satisfies readonly WorldPart[];

/**
 * Why the rate of an event that does not happen, or that canon does not have, is not canon's: the worlds just before it are rebuilt, and
 * canon's is turned into the run's part by part; what each changes, sums to the whole difference. Parts that change nothing are left
 * out; so is everything where canon has no rate to compare with.
 */
export function whatMoved(
  scenario: Scenario,
  { events }: Pick<SimRun, "events">,
  change: Fate<ResolvedEvent> | Added<ResolvedEvent>,
): readonly RateMove[] {
  const { canon, edited, plan, reference } = scenario;
  const compared = "kind" in change ? ofRemoved(change, reference) : change;
  if (compared === undefined || compared.inCanon === 0) return [];
  const { event, source, rate, inCanon } = compared;
  const there = worldBefore(canon.kernel, plan.canon.events, event.placed);
  const here = worldBefore(edited.kernel, events, event.placed);
  const [own, alike] = [edited.kernel.sources[source], canon.kernel.sources[source]];
  if (own === undefined || alike === undefined) return [];
  const excited = inCanon * exp(alike.relief(there)) - alike.rate(there);
  const rateIn = (world: SimWorld, excitation: number): number =>
    composed(own.rate(world), excitation, own.relief(world));

  const [actor = ""] = own.actors;
  const targets = canon.kernel.identified(event)?.targets ?? [];
  const moved: RateMove[] = [];
  let before = inCanon;
  let world = there;
  const replace = (
    part: RateMove["part"],
    next: SimWorld,
    excitation: number,
    readings: readonly FeatureReading[],
  ): void => {
    const after = rateIn(next, excitation);
    if (Math.abs(after - before) > SMALL * Math.max(rate.rate, inCanon))
      moved.push({ part, by: after - before, readings: readings.filter(differs) });
    before = after;
    world = next;
  };
  const readings = (part: WorldPart): FeatureReading[] =>
    readingsOf(part, actor, targets).map(([what, other, read]) => ({
      what,
      ...(other === undefined ? {} : { other }),
      here: read(here),
      inCanon: read(there),
    }));
  for (const part of PARTS) {
    const states = { ...world.states, ...statesWith(part, world.states, here.states) };
    replace(part, mixed(world, { states }), excited, readings(part));
  }
  replace("drift", mixed(world, { at: here.at }), excited, []);
  replace("holds", mixed(world, { holds: here.holds }), excited, []);
  replace("excitation", world, rate.excitation, []);
  return moved;
}

/** The states that a part is in, with what another world has for it. */
function statesWith(part: (typeof PARTS)[number], states: SimStates, others: SimStates): Partial<SimStates> {
  if (part in FACTS) {
    const fields = FACTS[part as keyof typeof FACTS].map((field) => [field, others.facts[field]]);
    return { facts: { ...states.facts, ...Object.fromEntries(fields) } };
  }
  if (part in others.situation)
    return { situation: { ...states.situation, [part]: others.situation[part as keyof SituationState] } };
  return { [part]: others[part as keyof SimStates] };
}

function ofRemoved(fate: Fate<ResolvedEvent>, { modelled }: CanonAsDraw) {
  const source = modelled.get(fate.event.id)?.source;
  if (fate.kind !== "removed" || fate.because.kind !== "rate" || source === undefined) return undefined;
  return { event: fate.event, source, ...fate.because };
}

/** Of a rate: less than this is rounding. */
const SMALL = 1e-9;

const differs = ({ here, inCanon }: FeatureReading): boolean => Math.abs(here - inCanon) > 0.005;

/** A world with something of another, in which nothing has been worked out. */
const mixed = (world: SimWorld, other: Partial<SimWorld>): SimWorld => ({
  ...world,
  ...other,
  now: newMemo(),
  quiet: newMemo(),
  borders: newMemo(),
});

type Read = readonly [what: string, other: EntityId | undefined, read: (world: SimWorld) => number];

function readingsOf(part: WorldPart, actor: EntityId, targets: readonly EntityId[]): readonly Read[] {
  const against = (what: string, read: (world: SimWorld, other: EntityId) => number): Read[] =>
    targets.map((other) => [what, other, (world) => read(world, other)]);
  switch (part) {
    case "nervousness":
      return [["nervousness", undefined, (world) => 100 * nerves(world, actor)]];
    case "power":
    case "estimates":
      return against("ln of strength beside", (world, other) => advantage(world, actor, other));
    case "territory":
      return [
        ["systems of others that it holds", undefined, (world) => occupied(world, actor).length],
        ...against("systems beside its own, of", (world, other) => frontier(world, actor).get(other)?.length ?? 0),
      ];
    case "treaties":
      return [
        ["in force", undefined, treatyCount],
        ...against("with", (world, other) => pacts(world, actor, other).length),
        ...against("allies of", (world, other) => allies(world, other, actor).length),
      ];
    case "talks":
      return [["open", undefined, ({ states }) => states.facts.talks.size]];
    case "exposures":
      return [["how well it is known", undefined, (world) => exposure(world, actor)]];
    case "attacks":
      return [["how lately it was attacked", undefined, (world) => grievance(world, actor)]];
    default:
      return [];
  }
}

/** The world that a rate at an instant is read from. */
function worldBefore(kernel: PoliticalKernel, events: readonly ResolvedEvent[], at: number): SimWorld {
  const world = kernel.begin();
  let last = Number.NEGATIVE_INFINITY;
  for (const event of events) {
    if (event.placed >= at) break;
    kernel.apply(world, event);
    last = event.placed;
    kernel.step(world, last);
  }
  kernel.step(world, stepFor(at, last));
  return world;
}
