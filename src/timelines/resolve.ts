import { presentOf } from "../events/catalogue/documents.ts";
import { baselineOf } from "../events/catalogue/forces.ts";
import { catalogue as builtIn } from "../events/catalogue/catalogue.ts";
import type { Catalogue } from "../events/createCatalogue.ts";
import { type Anchor, ANY_ERA, type DateExpression, type DateOptions } from "../events/dates/dateExpression.ts";
import { DAY, ALWAYS, BEGINNING, type Span } from "../events/dates/span.ts";
import { parseDateExpression } from "../events/dates/dateExpression.ts";
import { ValorisError } from "../events/valorisError.ts";
import { anchorKey } from "./dateWords.ts";
import { numbered, stretchesOf } from "./stretches.ts";
import { type PlainDate, plainDates, type ReadPlainDate } from "./plainDates.ts";
import type { ChronicleEvent, EntityId, EventId, TimelineName } from "../events/envelope.ts";
import type { RecordedEvent } from "../log/eventLog.ts";
import { CANON } from "../log/timelineName.ts";
import { type Amended, applyAmendments } from "./amendments.ts";
import type { ChronicleInMemory, EntityEvents, Order } from "./chronicleInMemory.ts";
import { sortChronicle } from "./chronicleOrder.ts";
import type { DateIssue } from "./dateIssues.ts";
import type { DatedThing } from "./datedStatement.ts";
import { buildDateNetwork, type DateNetwork, spanOfDate } from "./dateNetwork.ts";
import { documentKey, findEntityEvents } from "./entityEvents.ts";
import { lazyNames } from "./entityNames.ts";
import type { ResolvedEvent } from "./resolvedEvent.ts";
import { countWhile } from "../idioms/sortedSearch.ts";

export interface ResolveOptions {
  readonly timeline?: TimelineName;
  readonly catalogue?: Catalogue;
  /** Years by which `~` and `?` widen a date, each side; 1 if absent. */
  readonly approximationYears?: number;
  /** ms: canon's first absolute date, where the events given are not all of canon. */
  readonly firstDate?: number;
}

/**
 * Resolves recorded events, in the order recorded, to a chronicle. Pure: the same events give the same chronicle. What cannot
 * be used as written is set aside and listed (`issues`, `impossible`).
 *
 * @throws ValorisError `amendment/invalid`
 */
export function resolve(recorded: readonly RecordedEvent[], options: ResolveOptions = {}): ChronicleInMemory {
  return resolveParts(recorded, options).chronicle;
}

/** A chronicle, and what is needed to merge it with others that do not touch it. */
export interface ResolvedParts {
  readonly chronicle: ChronicleInMemory;
  /** Puts events of one instant in order, the chronicle's own among others. */
  readonly orderTies: (events: readonly ResolvedEvent[]) => ResolvedEvent[];
  /** Events that are stated to be no later than this one. */
  readonly notAfter: (id: EventId) => readonly EventId[];
  readonly plain: ReadPlainDate;
}

export function resolveParts(recorded: readonly RecordedEvent[], options: ResolveOptions = {}): ResolvedParts {
  const catalogue = options.catalogue ?? builtIn;
  const amended = applyAmendments(recorded, catalogue);
  const dates = dateEvents(amended, catalogue, options);
  const { events, issues } = placeEvents(amended.events, dates);

  const indices = new Map(events.map((event, index) => [event.id, index]));
  const event = (id: EventId): ResolvedEvent | undefined => events[indices.get(id) ?? -1];
  const spanOfKey = (key: string): Span | undefined => {
    const node = dates.node(key);
    if (node !== undefined) return dates.network.span(node);
    const entity = indices.has(key) ? undefined : dates.entities().get(key);
    return event(key)?.occurred ?? (entity && entitySpan(entity, spanOfKey));
  };

  const spanOfAnchor = (anchor: Anchor): Span | undefined => {
    const key = anchorKey(anchor);
    if (anchor.kind !== "tenure" || anchor.number === undefined) return spanOfKey(key);
    const { begins = [], ends = [] } = dates.entities().get(key) ?? {};
    const stretch = numbered(
      stretchesOf(begins, ends, (id) => spanOfKey(id) ?? ALWAYS),
      anchor.number,
    );
    return (
      stretch &&
      entitySpan({ begins: stretch.begin ? [stretch.begin] : [], ends: stretch.end ? [stretch.end] : [] }, spanOfKey)
    );
  };

  let byId: Map<EventId, RecordedEvent> | undefined;

  const chronicle: ChronicleInMemory = {
    timeline: options.timeline ?? CANON,
    events,
    catalogue,
    recorded,
    retracted: amended.retracted,
    amendments: amended.amendments,
    issues: [...danglingAmendments(amended), ...dates.issues, ...issues],
    impossible: dates.impossible,
    event,
    recordedEvent: (id) => (byId ??= new Map(recorded.map((one) => [one.id, one]))).get(id),
    indexOf: (id) => indices.get(id) ?? -1,
    countWhile: (holds) => countWhile(events, ({ placed }) => holds(placed)),
    entity: (id) => dates.entities().get(id),
    ...lazyNames(events, catalogue),
    compare: (a, b) => compareEvents(a, b, dates, event),
    gap: (a, b) => gapBetween(a, b, dates, event),
    spanOf: (date) => spanOfDate(date, dates.read, spanOfAnchor),
    asOf: (point) => {
      const isSeen =
        "sequence" in point
          ? ({ recorded: { sequence } }: RecordedEvent) => sequence <= point.sequence
          : ({ recorded: { recordedAt } }: RecordedEvent) => recordedAt <= point.instant;
      return resolve(recorded.filter(isSeen), options);
    },
  };
  return {
    chronicle,
    orderTies: (tied) => {
      const items = tied.map((event) => {
        const { id, placed, recorded } = event;
        return { id, placed, position: recorded.sequence, node: dates.node(id), event };
      });
      return sortChronicle(items, dates.network).map(({ event }) => event);
    },
    notAfter: dates.notAfter,
    plain: dates.plain,
  };
}

interface Dates extends DateNetwork {
  readonly read: DateOptions;
  readonly placement: { readonly at: Float64Array; readonly unanchored: readonly number[] };
  readonly plain: ReadPlainDate;
  /** Of each event of the chronicle, as recorded. */
  readonly plainDate: readonly (PlainDate | undefined)[];
  readonly entities: () => ReadonlyMap<EntityId, EntityEvents>;
}

/** Only what its own date does not settle, and what that counts from, is put in the network. */
function dateEvents(amended: Amended, catalogue: Catalogue, options: ResolveOptions): Dates {
  const { approximationYears } = options;
  const plain = plainDates(approximationYears);
  const { readStardate, readCalendar } = catalogue;
  const read: DateOptions = {
    readStardate,
    readCalendar,
    ...(approximationYears === undefined ? {} : { approximationYears }),
  };
  let found: ReadonlyMap<EntityId, EntityEvents> | undefined;
  const entities = (): ReadonlyMap<EntityId, EntityEvents> => (found ??= findEntityEvents(amended.events, catalogue));
  const ghosts = [...amended.retracted.values()].map(({ event }) => event);
  const everything = ghosts.length === 0 ? amended.events : [...amended.events, ...ghosts];
  const plainDate = everything.map(plain);

  const anchors = new Set<string>();
  for (const [index, event] of everything.entries())
    if (plainDate[index] === undefined) for (const name of anchorsOf(event)) anchors.add(name);
  const withEntities = anchors.size === 0 ? NO_ENTITIES : withGhosts(entities(), ghosts, catalogue);
  const counted = new Set(anchors);
  for (const name of anchors) {
    const { begins = [], ends = [] } = withEntities.get(name) ?? {};
    for (const id of begins) counted.add(id);
    for (const id of ends) counted.add(id);
  }

  const things: DatedThing[] = [];
  const undated = new Set<EventId>();
  for (const [index, event] of everything.entries()) {
    if (plainDate[index] !== undefined && !counted.has(event.id)) continue;
    const ghost = index >= amended.events.length;
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
  }

  const keys = new Set(things.map(({ key }) => key));
  const network = buildDateNetwork(things, {
    isSinceBeginning: (id) => undated.has(id),
    isEvent: (id) => undated.has(id) || keys.has(id),
    entities: withEntities,
    isEntity: lazyDeclared(everything, catalogue),
    dates: read,
  });
  const fallback = Math.min(
    network.network.firstDate,
    firstPlainDate(plainDate),
    options.firstDate ?? Number.POSITIVE_INFINITY,
  );
  const placement = network.network.place(hints(amended.events, network, read), {
    fallback: Number.isFinite(fallback) ? fallback : 0,
    preferences: network.preferences,
  });
  return { ...network, read, placement, plain, plainDate, entities };
}

const NO_ENTITIES: ReadonlyMap<EntityId, EntityEvents> = new Map();

/** What the dates of an event count from: ids as written. */
export function anchorsOf(event: ChronicleEvent): string[] {
  const dates = [event.at, ...(event.known ?? []).map(({ from }) => from), presentOf(event)?.at];
  return dates.flatMap((date) => (date === undefined ? [] : anchorsOfDate(date)));
}

export function anchorsOfDate(date: DateExpression): string[] {
  if (typeof date !== "object") return [];
  try {
    return parseDateExpression(date, ANY_ERA).flatMap((statement) =>
      statement.kind === "relative" && statement.anchor.kind !== "span" ? [anchorKey(statement.anchor)] : [],
    );
  } catch (error) {
    // What is wrong with it is said where the network is built.
    if (error instanceof ValorisError) return [];
    throw error;
  }
}

/** Canon's first absolute date: the earliest instant that any date names. +∞ where none does. */
function firstPlainDate(dates: readonly (PlainDate | undefined)[]): number {
  let first = Number.POSITIVE_INFINITY;
  for (const date of dates) {
    const earliest = date?.occurred.earliest ?? first;
    if (earliest < first && earliest !== Number.NEGATIVE_INFINITY) first = earliest;
  }
  return first;
}

/** Whether anything declares an entity; looked up only once somebody asks. */
function lazyDeclared(events: readonly ChronicleEvent[], catalogue: Catalogue): (id: EntityId) => boolean {
  let declared: Set<EntityId> | undefined;
  return (id) => {
    declared ??= new Set(
      events.flatMap(({ type, data }) =>
        (catalogue.definitions.get(type)?.spanReferences(data) ?? [])
          .filter(({ role }) => role !== "ends")
          .map((reference) => reference.id),
      ),
    );
    return declared.has(id);
  };
}

/** What a retracted event began or ended still dates what is dated by it, unless another event does so now. */
function withGhosts(
  live: ReadonlyMap<EntityId, EntityEvents>,
  ghosts: readonly ChronicleEvent[],
  catalogue: Catalogue,
): ReadonlyMap<EntityId, EntityEvents> {
  if (ghosts.length === 0) return live;
  const merged = new Map(live);
  for (const [id, ghost] of findEntityEvents(ghosts, catalogue)) {
    const own = live.get(id) ?? { begins: [], ends: [] };
    merged.set(id, {
      begins: own.begins.length > 0 ? own.begins : ghost.begins,
      ends: own.ends.length > 0 ? own.ends : ghost.ends,
    });
  }
  return merged;
}

const knownKey = (event: EventId, index: number): string => `${event}#known/${index}`;

/** Where canon would like vague events drawn: the middle of the hint's own span. */
function hints(
  events: readonly RecordedEvent[],
  { node }: DateNetwork,
  read: DateOptions,
): { node: number; at: number }[] {
  const found: { node: number; at: number }[] = [];
  for (const { id, placed } of events) {
    const at = node(id);
    if (placed === undefined || at === undefined) continue;
    for (const statement of parseDateExpression(placed, read)) {
      if (statement.kind !== "within") continue;
      const { earliest, latest } = statement.stated ?? statement.span;
      const middle = Math.floor((earliest + latest) / 2);
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
    const plain = node === undefined ? dates.plainDate[position] : undefined;
    const placed = node === undefined ? plain?.placed : placement.at[node];
    return { id: event.id, event, position, node, plain, placed: placed ?? Number.NEGATIVE_INFINITY };
  });
  sortChronicle(items, network);
  const baselines = new Set<EventId>();
  for (const event of events) for (const id of baselineOf(event)) baselines.add(id);
  const resolved = items.map(({ event, node, plain, placed }): ResolvedEvent => {
    const occurred = node === undefined ? (plain?.occurred ?? BEGINNING) : network.span(node);
    const approximate =
      plain?.approximate ??
      (node !== undefined && (occurred.latest - occurred.earliest >= DAY || dates.approximate.has(event.id)));
    const learned = event.known?.map(
      (_, who) => placement.at[dates.node(knownKey(event.id, who)) ?? node ?? -1] ?? placed,
    );
    const placedEvent = { ...event, occurred, placed, approximate };
    if (learned === undefined && !baselines.has(event.id)) return placedEvent;
    return {
      ...placedEvent,
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
    earliest:
      starts.length === 0
        ? ALWAYS.earliest
        : starts.reduce((least, span) => Math.min(least, span.earliest), ALWAYS.latest),
    latest:
      stops.length === 0 ? ALWAYS.latest : stops.reduce((most, span) => Math.max(most, span.latest), ALWAYS.earliest),
  };
}

type Lookup = (id: EventId) => ResolvedEvent | undefined;

/** The least difference that counts as earlier. */
const STRICT = 1;

function compareEvents(a: EventId, b: EventId, dates: DateNetwork, event: Lookup): Order {
  const nodeA = dates.node(a);
  const nodeB = dates.node(b);
  if (nodeA !== undefined && nodeB !== undefined) return dates.network.compare(nodeA, nodeB);
  const first = event(a);
  const second = event(b);
  if (first === undefined || second === undefined || a === b) return "cannot tell";
  if (first.occurred.latest + STRICT <= second.occurred.earliest) return "before";
  if (second.occurred.latest + STRICT <= first.occurred.earliest) return "after";
  return "cannot tell";
}

/** Where at most one is in the network, only the calendar lies between them. */
function gapBetween(a: EventId, b: EventId, dates: DateNetwork, event: Lookup): Span {
  const nodeA = dates.node(a);
  const nodeB = dates.node(b);
  if (nodeA !== undefined && nodeB !== undefined)
    return { earliest: -dates.network.distance(nodeB, nodeA), latest: dates.network.distance(nodeA, nodeB) };
  const from = event(a)?.occurred;
  const to = event(b)?.occurred;
  if (from === undefined || to === undefined || (from === BEGINNING && to === BEGINNING)) return ALWAYS;
  if (a === b) return { earliest: 0, latest: 0 };
  return { earliest: to.earliest - from.latest, latest: to.latest - from.earliest };
}
