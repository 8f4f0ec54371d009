import type { EntityId, EventId } from "../../../events/envelope.ts";
import { referencePaths } from "../../../events/fields.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import type { IndexedChronicle } from "../kit/indexedChronicle.ts";
import { fieldOf, textOf } from "../kit/fieldValues.ts";
import { createTouching, type Touching } from "../kit/touching.ts";
import type { Register } from "../kit/register.ts";
import { getOrMake } from "../../../idioms/multimap.ts";

/** Events that tell of another, and in which the same ones act. */
export interface Tellers {
  readonly acting: readonly EntityId[];
  /** What says so is a report: who makes one may have found it out. */
  readonly isReport: boolean;
  readonly events: Touching<ResolvedEvent>;
}

export interface TellersOf {
  /** Events by which somebody may learn of another: reports of it, what it caused, what names it. */
  of(event: ResolvedEvent): readonly Tellers[];
}

/** What tells of what; looked for once somebody asks: few have secrets, and fewer act on those of others. */
export const tellerRegister: Register<TellersOf> = {
  name: "tellers",
  build(history) {
    let told: Told | undefined;
    const known = new Map<ResolvedEvent, readonly Tellers[]>();
    return {
      of(event) {
        told ??= look(history);
        let tellers = known.get(event);
        if (tellers === undefined) {
          const named = told.byName.get(event.id) ?? [];
          tellers = groupByActors([...named, ...reportsOf(event, told)], history);
          known.set(event, tellers);
        }
        return tellers;
      },
    };
  },
};

interface Claiming {
  readonly event: ResolvedEvent;
  readonly claim: unknown;
}

interface Told {
  readonly byName: Map<EventId, ResolvedEvent[]>;
  /** Reports of something of a type that need not be recorded as such: by type, by the first field that they give, by its value. */
  readonly byType: Map<string, Map<string, Map<string, Claiming[]>>>;
}

function look({ chronicle, references }: IndexedChronicle): Told {
  const found: Told = { byName: new Map(), byType: new Map() };
  const types = new Set(
    [...chronicle.catalogue.definitions.values()]
      .filter(({ schema }) => referencePaths(schema).some(({ field }) => mayBeEvent(field.targets)))
      .map(({ type }) => type),
  );
  for (const event of chronicle.events) {
    const claim = affirmed(fieldOf(event.data, "claim"));
    const type = textOf(fieldOf(claim, "type"));
    if (type !== undefined) {
      const [field, value] = Object.entries(claim ?? {}).find(([name]) => name !== "type") ?? [];
      const byField = getOrMake(found.byType, type, () => new Map<string, Map<string, Claiming[]>>());
      const byValue = getOrMake(byField, field ?? "", () => new Map<string, Claiming[]>());
      getOrMake(byValue, JSON.stringify(value) ?? "", (): Claiming[] => []).push({ event, claim });
    }
    const named = types.has(event.type)
      ? references(event).flatMap(({ targets, id }) => (mayBeEvent(targets) ? [id] : []))
      : [];
    const claimed = textOf(fieldOf(claim, "event"));
    for (const id of new Set([
      ...named,
      ...(event.causes ?? []),
      ...(event.necessary ?? []),
      ...(claimed === undefined ? [] : [claimed]),
    ]))
      getOrMake(found.byName, id, (): ResolvedEvent[] => []).push(event);
  }
  return found;
}

function reportsOf({ type, data }: ResolvedEvent, { byType }: Told): readonly ResolvedEvent[] {
  const reports: ResolvedEvent[] = [];
  for (const [field, byValue] of byType.get(type) ?? []) {
    const own = fieldOf(data, field);
    for (const list of own === undefined ? byValue.values() : [byValue.get(JSON.stringify(own)) ?? []])
      for (const { event, claim } of list) if (mayBe(claim, data)) reports.push(event);
  }
  return reports;
}

function groupByActors(
  events: readonly ResolvedEvent[],
  { comparison, references }: IndexedChronicle,
): readonly Tellers[] {
  const groups = new Map<string, { acting: EntityId[]; isReport: boolean; events: ResolvedEvent[] }>();
  for (const event of events) {
    const acting = references(event).flatMap(({ role, id }) => (role === "acts" ? [id] : []));
    const isReport = fieldOf(event.data, "claim") !== undefined;
    const group = getOrMake(groups, JSON.stringify([isReport, ...acting]), () => ({ acting, isReport, events: [] }));
    group.events.push(event);
  }
  return Array.from(groups.values(), ({ acting, isReport, events: own }) => ({
    acting,
    isReport,
    events: createTouching(own, (event) => event, comparison),
  }));
}

const mayBeEvent = (targets: readonly string[]): boolean => targets.length === 0 || targets.includes("event");

/** Whoever hears that something did not happen, has heard of it. */
function affirmed(claim: unknown): unknown {
  const denied = fieldOf(claim, "not");
  return denied === undefined ? claim : affirmed(denied);
}

/** Whether nothing that a claim says of an event disagrees with it. */
const mayBe = (claim: unknown, data: unknown): boolean =>
  Object.entries(claim ?? {}).every(([field, value]) => {
    const own = fieldOf(data, field);
    return own === undefined || JSON.stringify(own) === JSON.stringify(value);
  });
