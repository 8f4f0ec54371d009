import { COMPONENTS } from "../../events/component.ts";
import { exp2, log } from "../../idioms/exactMath.ts";
import type { EntityId } from "../../events/envelope.ts";
import type { SystemValue } from "../territory/codingBook.ts";
import { countWhile } from "../../idioms/sortedSearch.ts";
import { COMPONENT_WEIGHTS, POWER_PARAMETERS } from "./codingBook.ts";

/** The event to which an effect is put down. */
export interface Origin {
  readonly id: string;
  readonly type: string;
  readonly placed: number;
}

/** A system that a faction rules. What it gives grows from the moment it was won. */
export interface Holding {
  readonly value: readonly number[];
  /** −Infinity for what was held from the beginning. */
  readonly since: number;
  readonly by: Origin;
}

export interface LegitimacyEffect {
  /** ln of what is left of legitimacy at first. */
  readonly amount: number;
  readonly since: number;
  readonly by: Origin;
}

/** Component arrays are in the order of `COMPONENTS`, in coding-book units. */
export interface FactionPower {
  /** As reported, raised and assigned; without what systems give. */
  readonly reported: number[];
  /** What reductions have left of it all. */
  readonly factor: number[];
  /** Whether a level was ever reported; the first report is the baseline. */
  readonly known: boolean[];
  readonly holdings: Map<EntityId, Holding>;
  /** Of the last two years, in the order in which they began. */
  readonly legitimacy: LegitimacyEffect[];
  /** When an event last changed it: drift is reckoned from here. */
  touched: number;
}

export const newFactionPower = (): FactionPower => ({
  reported: COMPONENTS.map(() => 0),
  factor: COMPONENTS.map(() => 1),
  known: COMPONENTS.map(() => false),
  holdings: new Map(),
  legitimacy: [],
  touched: Number.NEGATIVE_INFINITY,
});

/** A system's value by component; ships and crews come from no system. */
export const holdingValue = (value: SystemValue): number[] =>
  COMPONENTS.map((component) => (component === "hulls" || component === "crews" ? 0 : value[component]));

const FROM_SYSTEMS = COMPONENTS.map((component) => component !== "hulls" && component !== "crews");

/** The part of its value that a holding gives at t: half at once, the rest with a half-life of a year. */
export function extraction({ since }: Holding, t: number): number {
  if (since === Number.NEGATIVE_INFINITY) return 1;
  const { extractionAtOnce, extractionHalfLife } = POWER_PARAMETERS;
  return 1 - (1 - extractionAtOnce) * exp2(-Math.max(0, t - since) / extractionHalfLife);
}

/** x_k: the level of component `k` at t, in units. */
export function level(faction: FactionPower, k: number, t: number): number {
  let sum = faction.reported[k] ?? 0;
  if (FROM_SYSTEMS[k] === true)
    for (const holding of faction.holdings.values()) sum += (holding.value[k] ?? 0) * extraction(holding, t);
  return sum * (faction.factor[k] ?? 1);
}

/** What was worked out of a faction, until it changes. */
interface Known {
  /** What all its holdings give together: they grow with one half-life, so that one power of two is that of all. */
  readonly yields: {
    /** When the last was won. */
    readonly since: number;
    /** By component: of all of them, and what was left to grow at `since`. */
    readonly whole: readonly number[];
    readonly missing: readonly number[];
  };
  /** ln P without legitimacy, where no holding grows any more. */
  lnCapability: number | undefined;
}

const known = new WeakMap<FactionPower, Known>();

/** To be called whenever a faction was changed. */
export function changed(faction: FactionPower): void {
  known.delete(faction);
  changes.get(faction)?.push({});
}

/** What changed of a faction: nothing that is said here, what it rules, or its legitimacy. */
export interface PowerChange {
  readonly system?: EntityId;
  /** Undefined where it is lost. */
  readonly holding?: Holding | undefined;
  readonly effect?: LegitimacyEffect;
}

const changes = new WeakMap<FactionPower, PowerChange[]>();

/** From now on, what changed of a faction since it was last asked; there is one who asks. What it holds already is not among it. */
export function followChanges(faction: FactionPower): () => readonly PowerChange[] {
  const waiting: PowerChange[] = faction.legitimacy.map((effect) => ({ effect }));
  changes.set(faction, waiting);
  return () => waiting.splice(0);
}

/** Wins a system, or loses it. */
export function setHolding(faction: FactionPower, system: EntityId, holding: Holding | undefined): void {
  if (holding === undefined) faction.holdings.delete(system);
  else faction.holdings.set(system, holding);
  changes.get(faction)?.push({ system, holding });
}

/** A change of leader; what has faded by then is forgotten. */
export function addLegitimacy(faction: FactionPower, effect: LegitimacyEffect): void {
  // They begin one after the other, and fade alike.
  const faded = countWhile(faction.legitimacy, (old) => fading(old, effect.since) <= 0);
  if (faded > 0) faction.legitimacy.splice(0, faded);
  faction.legitimacy.push(effect);
  changes.get(faction)?.push({ effect });
}

function knownOf(faction: FactionPower): Known {
  const before = known.get(faction);
  if (before !== undefined) return before;
  const { extractionAtOnce, extractionHalfLife } = POWER_PARAMETERS;
  let since = Number.NEGATIVE_INFINITY;
  for (const holding of faction.holdings.values()) since = Math.max(since, holding.since);
  const whole = COMPONENTS.map(() => 0);
  const missing = COMPONENTS.map(() => 0);
  for (const holding of faction.holdings.values()) {
    const left =
      holding.since === Number.NEGATIVE_INFINITY
        ? 0
        : (1 - extractionAtOnce) * exp2(-(since - holding.since) / extractionHalfLife);
    for (let k = 0; k < whole.length; k++) {
      whole[k] = (whole[k] ?? 0) + (holding.value[k] ?? 0);
      missing[k] = (missing[k] ?? 0) + (holding.value[k] ?? 0) * left;
    }
  }
  const found: Known = { yields: { since, whole, missing }, lnCapability: undefined };
  known.set(faction, found);
  return found;
}

/** The levels of all components at t. */
export function levels(faction: FactionPower, t: number): number[] {
  const { reported, factor } = faction;
  const { since, whole, missing } = knownOf(faction).yields;
  if (t < since) return COMPONENTS.map((_, k) => level(faction, k, t));
  const left = since === Number.NEGATIVE_INFINITY ? 0 : exp2(-(t - since) / POWER_PARAMETERS.extractionHalfLife);
  return reported.map((own, k) => (own + (whole[k] ?? 0) - left * (missing[k] ?? 0)) * (factor[k] ?? 1));
}

/** Σ_k w_k · ln max(x_k, ε_k): ln P without legitimacy (Kadera & Sorokin 2004). */
export function lnCapability(faction: FactionPower, t: number): number {
  const kept = knownOf(faction);
  if (kept.lnCapability !== undefined) return kept.lnCapability;
  const x = levels(faction, t);
  let sum = 0;
  for (const [k, { weight, floor }] of COMPONENT_WEIGHTS.entries()) sum += weight * log(Math.max(x[k] ?? 0, floor));
  if (kept.yields.since === Number.NEGATIVE_INFINITY) kept.lnCapability = sum;
  return sum;
}

/** What is left of a change of leader at t: from 1 down to 0 over two years. */
export const fading = ({ since }: LegitimacyEffect, t: number): number =>
  Math.max(0, 1 - Math.max(0, t - since) / POWER_PARAMETERS.legitimacyFades);

/** ln P at t. */
export function lnPower(faction: FactionPower, t: number): number {
  return faction.legitimacy.reduce((sum, effect) => sum + effect.amount * fading(effect, t), lnCapability(faction, t));
}

/**
 * What the ramps of holdings add to ln P from a to b: w_k · ln(x_k(b)/x_k(a)), split over the holdings in proportion to what each
 * gained.
 */
export function drift(faction: FactionPower, a: number, b: number): Map<Origin, number> {
  const parts = new Map<Origin, number>();
  if (!(b > a)) return parts;
  const ramping = [...faction.holdings.values()].filter(({ since }) => since !== Number.NEGATIVE_INFINITY);
  if (ramping.length === 0) return parts;
  const ramps = ramping.map((holding) => extraction(holding, b) - extraction(holding, a));
  const [from, to] = [levels(faction, a), levels(faction, b)];
  for (const [k, { weight, floor }] of COMPONENT_WEIGHTS.entries()) {
    const gains = ramping.map((holding, i) => (holding.value[k] ?? 0) * (ramps[i] ?? 0));
    const gained = gains.reduce((sum, gain) => sum + gain, 0);
    if (gained === 0) continue;
    const change = weight * log(Math.max(to[k] ?? 0, floor) / Math.max(from[k] ?? 0, floor));
    for (const [i, { by }] of ramping.entries())
      parts.set(by, (parts.get(by) ?? 0) + (change * (gains[i] ?? 0)) / gained);
  }
  return parts;
}
