import { catalogue as builtIn } from "../events/catalogue/catalogue.ts";
import type { Catalogue } from "../events/createCatalogue.ts";
import type { DateExpression } from "../events/dates/dateExpression.ts";
import { DAY, ALWAYS, BEGINNING, type Span } from "../events/dates/span.ts";
import { parseDateExpression } from "../events/dates/dateExpression.ts";
import type { ChronicleEvent, EntityId, EventId, TimelineName } from "../events/envelope.ts";
import type { RecordedEvent } from "../log/eventLog.ts";
import { CANON } from "../log/timelineName.ts";
import { type Amended, applyAmendments } from "./amendments.ts";
import type { Chronicle, EntityEvents, Order } from "./chronicle.ts";
import { sortChronicle } from "./chronicleOrder.ts";
import type { DateIssue } from "./dateIssues.ts";
import { buildDateNetwork, type DatedThing, type DateNetwork, spanOfDate } from "./dateNetwork.ts";
import { documentKey, findEntityEvents } from "./entityEvents.ts";
import { lazyNames } from "./entityNames.ts";
import type { ResolvedEvent } from "./resolvedEvent.ts";

export interface ResolveOptions {
  readonly timeline?: TimelineName;
  readonly catalogue?: Catalogue;
  /** Years by which `~` and `?` widen a date, each side; 1 if absent. */
  readonly approximationYears?: number;
}

/**
 * Resolves recorded events, in the order recorded, to a chronicle. Pure: the same events give the same chronicle. What cannot
 * be used as written is set aside and listed (`issues`, `impossible`).
 *
 * @throws ValorisError `amendment/invalid`
 */
export function resolve(recorded: readonly RecordedEvent[], options: ResolveOptions = {}): Chronicle {
  const catalogue = options.catalogue ?? builtIn;
  const amended = applyAmendments(recorded, catalogue);
  const entities = findEntityEvents(amended.events, catalogue);
  const dates = dateEvents(amended, withGhosts(entities, amended, catalogue), catalogue, options.approximationYears);
  const { events, issues } = placeEvents(amended.events, dates);

  const indices = new Map(events.map((event, index) => [event.id, index]));
  const event = (id: EventId): ResolvedEvent | undefined => events[indices.get(id) ?? -1];
  const spanOfKey = (key: string): Span | undefined => {
    const node = dates.node(key);
    if (node !== undefined) return dates.network.span(node);
    if (indices.has(key)) return BEGINNING;
    const entity = entities.get(key);
    return entity && entitySpan(entity, spanOfKey);
  };

  return {
    timeline: options.timeline ?? CANON,
    events,
    catalogue,
    recorded,
    retracted: amended.retracted,
    amendments: amended.amendments,
    issues: [...danglingAmendments(amended), ...dates.issues, ...issues],
    impossible: dates.impossible,
    event,
    indexOf: (id) => indices.get(id) ?? -1,
    entity: (id) => entities.get(id),
    ...lazyNames(events, catalogue),
    compare: (a, b) => compareEvents(a, b, dates, event),
    gap: (a, b) => gapBetween(a, b, dates, event),
    spanOf: (date) => spanOfDate(date, spanOfKey),
    asOf: (point) => {
      const isSeen =
        "sequence" in point
          ? ({ recorded: { sequence } }: RecordedEvent) => sequence <= point.sequence
          : ({ recorded: { recordedAt } }: RecordedEvent) => recordedAt <= point.instant;
      return resolve(recorded.filter(isSeen), options);
    },
  };
}

interface Dates extends DateNetwork {
  readonly placement: { readonly at: Float64Array; readonly unanchored: readonly number[] };
}

function dateEvents(
  amended: Amended,
  entities: ReadonlyMap<EntityId, EntityEvents>,
  catalogue: Catalogue,
  approximationYears: number | undefined,
): Dates {
  const things: DatedThing[] = [];
  const undated = new Set<EventId>();
  const declared = new Set<EntityId>();
  const collect = (event: ChronicleEvent, ghost: boolean): void => {
    for (const { role, id } of catalogue.definitions.get(event.type)?.spanReferences(event.data) ?? [])
      if (role !== "ends") declared.add(id);
    if (event.at === undefined) undated.add(event.id);
    else things.push({ key: event.id, event: event.id, path: ["at"], at: event.at, ghost });
    for (const [index, { from }] of (event.known ?? []).entries())
      if (from !== undefined)
        things.push({
          key: knownKey(event.id, index),
          event: event.id,
          path: ["known", index, "from"],
          at: from,
          ghost,
        });
    const present = presentOf(event);
    if (present !== undefined)
      things.push({ key: documentKey(present.document), event: event.id, path: ["present"], at: present.at, ghost });
  };
  for (const event of amended.events) collect(event, false);
  for (const { event } of amended.retracted.values()) collect(event, true);

  const keys = new Set(things.map(({ key }) => key));
  const network = buildDateNetwork(things, {
    isSinceBeginning: (id) => undated.has(id),
    isEvent: (id) => undated.has(id) || keys.has(id),
    entities,
    isEntity: (id) => declared.has(id),
    ...(approximationYears === undefined ? {} : { approximationYears }),
  });
  const placement = network.network.place(hints(amended.events, network));
  return { ...network, placement };
}

/** What a retracted event began or ended still dates what is dated by it, unless another event does so now. */
function withGhosts(
  live: ReadonlyMap<EntityId, EntityEvents>,
  { retracted }: Amended,
  catalogue: Catalogue,
): ReadonlyMap<EntityId, EntityEvents> {
  if (retracted.size === 0) return live;
  const merged = new Map(live);
  for (const [id, ghost] of findEntityEvents(
    [...retracted.values()].map(({ event }) => event),
    catalogue,
  )) {
    const own = live.get(id) ?? { begins: [], ends: [] };
    merged.set(id, {
      begins: own.begins.length > 0 ? own.begins : ghost.begins,
      ends: own.ends.length > 0 ? own.ends : ghost.ends,
    });
  }
  return merged;
}

const knownKey = (event: EventId, index: number): string => `${event}#known/${index}`;

function presentOf({ type, data }: ChronicleEvent): { document: EntityId; at: DateExpression } | undefined {
  if (type !== "DocumentAdded") return undefined;
  const { document, present } = data as { document: EntityId; present?: DateExpression };
  return present === undefined ? undefined : { document, at: present };
}

/** Where canon would like vague events drawn: the middle of the hint's own span. */
function hints(events: readonly RecordedEvent[], { node }: DateNetwork): { node: number; at: number }[] {
  const found: { node: number; at: number }[] = [];
  for (const { id, placed } of events) {
    const at = node(id);
    if (placed === undefined || at === undefined) continue;
    for (const statement of parseDateExpression(placed)) {
      if (statement.kind !== "within") continue;
      const middle = Math.floor((statement.span.earliest + statement.span.latest) / 2);
      if (Number.isFinite(middle)) found.push({ node: at, at: middle });
    }
  }
  return found;
}

function placeEvents(
  events: readonly RecordedEvent[],
  dates: Dates,
): { events: readonly ResolvedEvent[]; issues: readonly DateIssue[] } {
  const { network, placement } = dates;
  const items = events.map((event, position) => {
    const node = dates.node(event.id);
    return {
      id: event.id,
      event,
      position,
      node,
      placed: node === undefined ? Number.NEGATIVE_INFINITY : (placement.at[node] ?? 0),
    };
  });
  sortChronicle(items, network);
  const baselines = new Set(events.flatMap(baselineOf));
  const resolved = items.map(({ event, node, placed }): ResolvedEvent => {
    const occurred = node === undefined ? BEGINNING : network.span(node);
    const approximate =
      node !== undefined && (occurred.latest - occurred.earliest >= DAY || dates.approximate.has(event.id));
    const learned = event.known?.map(
      (_, who) => placement.at[dates.node(knownKey(event.id, who)) ?? node ?? -1] ?? placed,
    );
    return {
      ...event,
      occurred,
      placed,
      approximate,
      ...(learned === undefined ? {} : { learned }),
      ...(baselines.has(event.id) ? { isBaseline: true as const } : {}),
    };
  });
  const adrift = new Set(placement.unanchored);
  const issues = items
    .filter(({ node }) => node !== undefined && adrift.has(node))
    .map(
      ({ id }): DateIssue => ({
        kind: "unanchored",
        event: id,
        path: ["at"],
        message: `Nothing ties ${id} to an absolute date: it is drawn at canon's first one.`,
      }),
    );
  return { events: resolved, issues };
}

function baselineOf({ type, data }: ChronicleEvent): EventId[] {
  if (type !== "ForceReduced") return [];
  const { baseline } = data as { baseline?: EventId };
  return baseline === undefined ? [] : [baseline];
}

function danglingAmendments({ dangling }: Amended): DateIssue[] {
  return dangling.map(({ id, type }) => ({
    kind: "dangling-amendment",
    event: id,
    path: ["target"],
    message: `${id} (${type}) is about an event that was not recorded before it.`,
  }));
}

function entitySpan({ begins, ends }: EntityEvents, spanOf: (key: string) => Span | undefined): Span {
  const starts = begins.flatMap((id) => spanOf(id) ?? []);
  const stops = ends.flatMap((id) => spanOf(id) ?? []);
  return {
    earliest: starts.length === 0 ? ALWAYS.earliest : Math.min(...starts.map((span) => span.earliest)),
    latest: stops.length === 0 ? ALWAYS.latest : Math.max(...stops.map((span) => span.latest)),
  };
}

type Lookup = (id: EventId) => ResolvedEvent | undefined;

function compareEvents(a: EventId, b: EventId, dates: DateNetwork, event: Lookup): Order {
  const nodeA = dates.node(a);
  const nodeB = dates.node(b);
  if (nodeA !== undefined && nodeB !== undefined) return dates.network.compare(nodeA, nodeB);
  if (event(a) === undefined || event(b) === undefined || nodeA === nodeB) return "cannot tell";
  return nodeA === undefined ? "before" : "after";
}

function gapBetween(a: EventId, b: EventId, dates: DateNetwork, event: Lookup): Span {
  const nodeA = dates.node(a);
  const nodeB = dates.node(b);
  if (nodeA !== undefined && nodeB !== undefined)
    return { earliest: -dates.network.distance(nodeB, nodeA), latest: dates.network.distance(nodeA, nodeB) };
  if (event(a) === undefined || event(b) === undefined || nodeA === nodeB) return ALWAYS;
  return nodeA === undefined
    ? { earliest: Number.POSITIVE_INFINITY, latest: Number.POSITIVE_INFINITY }
    : { earliest: Number.NEGATIVE_INFINITY, latest: Number.NEGATIVE_INFINITY };
}
