import type { Catalogue } from "../../events/createCatalogue.ts";
import type { EntityId, EventId } from "../../events/envelope.ts";
import { exp } from "../../idioms/exactMath.ts";
import { type Component, COMPONENTS } from "../../events/component.ts";
import type { Condition, Tension, TensionMoment } from "../../events/tension.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { actsFor, factionsBehind } from "../facts/actsFor.ts";
import { raisedBy } from "../facts/facts.ts";
import type { FactsState } from "../facts/factsState.ts";
import { ownersIn, rulersIn } from "../territory/rulers.ts";
import type { TerritoryState } from "../territory/territoryState.ts";
import type { PowerState } from "../power/power.ts";
import { level } from "../power/powerState.ts";
import { holds } from "./standing.ts";
import { NERVOUSNESS_PARAMETERS, type TensionScale } from "./codingBook.ts";
import { getOrMake } from "../../idioms/multimap.ts";

/** An event as it weighs on whoever hears of it, before distance. */
export interface Weighed {
  /** −w · m · credence: above 0 alarms. */
  readonly value: number;
  /** |w · m|: of one incident, only the event with the largest counts. */
  readonly size: number;
  readonly halfLife: number;
  readonly threat: boolean;
  readonly stands: { readonly floor: number; readonly conditions: readonly Condition[] } | undefined;
  readonly actors: ReadonlySet<EntityId>;
  readonly parties: ReadonlySet<EntityId> | "all";
}

export interface WeighContext {
  readonly facts: FactsState;
  readonly territory: TerritoryState;
  readonly power: PowerState;
  /** By conflict. */
  readonly belligerents: ReadonlyMap<EntityId, readonly EntityId[]>;
  /** By person: offices that they hold, or held until the event. */
  readonly offices: ReadonlyMap<EntityId, readonly EntityId[]>;
  /** The types of events that causes may be asked for. */
  readonly typeOf: (event: EventId) => string | undefined;
}

/** What an event weighs; undefined for one that leaves everybody as they were. */
export function weigh(
  event: ResolvedEvent,
  catalogue: Catalogue,
  scale: TensionScale,
  context: WeighContext,
): Weighed | undefined {
  const tensions = catalogue.definitions.get(event.type)?.tensions;
  if (tensions === undefined || tensions.length === 0) return undefined;
  // The data was validated by the schema of the same definition.
  const data = event.data as never;
  const now = momentOf(event, context);
  const tension = tensions.find((candidate) => applies(candidate, event, now, context));
  if (tension === undefined) return undefined;

  const actors = factionsNamed(data, tension.actors ?? [], context);
  const parties = factionsNamed(data, tension.parties, context);
  if (tension.mutual === true && parties !== "all" && parties.size < 2) return undefined;
  const intensity = tension.intensity?.(data, now) ?? 1;
  const weight = (scale === "goldstein" ? tension.goldstein : undefined) ?? tension.weight;
  return {
    value: -weight * intensity * (tension.credence?.(data) ?? 1),
    size: Math.abs(weight * intensity),
    halfLife: tension.halfLife ?? NERVOUSNESS_PARAMETERS.halfLife,
    threat: tension.kind === "threat",
    stands: standsWhile(tension, data, now, context),
    actors: actors === "all" ? new Set() : actors,
    parties,
  };
}

const momentOf = (event: ResolvedEvent, { facts, power, offices }: WeighContext): TensionMoment => ({
  raised: (formation) => raisedBy(facts, formation, event),
  alertRank: (formation) => facts.alerts.get(formation)?.rank ?? 0,
  heldOffice: (person) => (offices.get(person) ?? []).length > 0,
  level(id, component) {
    const faction = power.factions.get(actsFor(facts, id));
    if (faction === undefined) return 0;
    const parts = component === "military" ? ["hulls", "crews"] : [component];
    return parts.reduce((sum, part) => sum + level(faction, COMPONENTS.indexOf(part as Component), event.placed), 0);
  },
});

/** Undefined for a relief, and where nothing of it is so even now. */
function standsWhile(
  { stands, weight }: Tension,
  data: never,
  now: TensionMoment,
  context: WeighContext,
): Weighed["stands"] {
  if (stands === undefined || weight > 0) return undefined;
  const conditions = stands.while(data, now);
  if (!holds(conditions, context)) return undefined;
  return { floor: stands.floor, conditions };
}

function applies(tension: Tension, event: ResolvedEvent, now: TensionMoment, { typeOf }: WeighContext): boolean {
  if (tension.when?.(event.data as never, now) === false) return false;
  if (tension.causedBy === undefined) return true;
  return (event.causes ?? []).some((cause) => tension.causedBy?.includes(typeOf(cause) ?? "") === true);
}

/** The factions behind the ids that some fields hold; a system stands for whoever rules or owns it. */
function factionsNamed(data: object, fields: readonly string[], context: WeighContext): ReadonlySet<EntityId> | "all" {
  const found = new Set<EntityId>();
  for (const field of fields)
    for (const id of idsAt(data, stepsOf(field))) {
      if (id === "all") return "all";
      const system = context.territory.systems.get(id);
      const named =
        system === undefined
          ? (context.belligerents.get(id) ?? officesOf(id, context) ?? [id])
          : [...ownersIn(system), ...rulersIn(system)];
      for (const one of named) for (const faction of factionsBehind(context.facts, one)) found.add(faction);
    }
  return found;
}

/** Whoever holds an office stands for the power whose office it is, beside whom they belong to. */
function officesOf(id: EntityId, { offices }: WeighContext): readonly EntityId[] | undefined {
  const own = offices.get(id);
  return own === undefined || own.length === 0 ? undefined : [id, ...own];
}

const knownSteps = new Map<string, readonly string[]>();

/** `group.of` as its steps; there are only as many as tensions have fields. */
function stepsOf(field: string): readonly string[] {
  return getOrMake(knownSteps, field, (name) => name.split("."));
}

function idsAt(value: unknown, path: readonly string[]): string[] {
  if (typeof value === "string") return path.length === 0 ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => idsAt(item, path));
  const [field] = path;
  if (typeof value !== "object" || value === null || field === undefined) return [];
  return idsAt(Reflect.get(value, field), path.slice(1));
}

/** e^(−(d − 1)/L), d the hops to the nearest party; 1 up to the first hop, 0 where no way leads there. */
export function nearness(hops: number): number {
  if (hops <= 1) return 1;
  let near = known[hops];
  if (near === undefined) {
    near = exp(-(hops - 1) / NERVOUSNESS_PARAMETERS.lengthScale);
    if (hops < 100) known[hops] = near;
  }
  return near;
}

const known: (number | undefined)[] = [];
