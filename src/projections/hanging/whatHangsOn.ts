import { effectsOf } from "../../events/effectsOf.ts";
import type { EntityId, EventId } from "../../events/envelope.ts";
import type { ReferenceRole } from "../../events/fields.ts";
import { held } from "../../idioms/held.ts";
import { append } from "../../idioms/multimap.ts";
import { batchesOf, eventsUntil } from "../../timelines/chronicle.ts";
import { endPlace } from "../../timelines/point.ts";
import { anchorsOf } from "../../timelines/resolve.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import type { AnyProjection, WithProjections } from "../defineProjection.ts";
import { type FailedGuard, judgeGuard, readGuard } from "../expressions/guards.ts";
import type { Expression } from "../expressions/compile.ts";
import { type NeededStates, projectionsFor, statesOf } from "../expressions/vocabulary.ts";
import { facts } from "../facts/facts.ts";
import type { FactsState } from "../facts/factsState.ts";
import type { Fold } from "../fold.ts";
import { foldUntil } from "../keyframes.ts";
import { territory } from "../territory/territory.ts";
import type { TerritoryState } from "../territory/territoryState.ts";
import { causesFirst } from "./causesFirst.ts";
import { isMet, makerOf, type Makers, type Need, needsOf, type NeedStates, noteMakers, unmetWords } from "./needs.ts";

/** An event that hangs on another. */
export interface Hung {
  readonly event: EventId;
  /** One sentence. */
  readonly why: string;
  /**
   * From what it hangs on to what is at the root of it: an event that was taken back, or whose guard fails; of more than 16 steps the
   * nearest and the root. Empty for its own guard.
   */
  readonly chain: readonly EventId[];
}

/** What hangs on an event, by how firmly. Whoever hangs on one of the first three hangs on the event, too. */
export interface Hanging {
  /** Without it they cannot have happened: they name it as `necessary`, or their guard fails. */
  readonly impossible: readonly Hung[];
  /** They have `causes`, and none of them is left. */
  readonly losesCause: readonly Hung[];
  /** What their own effects take for granted is not so: a predecessor, a death, a war, a treaty, a place in somebody's hands. */
  readonly losesFooting: readonly Hung[];
  /** Only their dates name it: they stay where they are. */
  readonly datedBy: readonly Hung[];
}

/**
 * What hangs on an event: what would be impossible without it, lose its cause or its footing, or is only dated by it; each with the
 * chain that leads there. Nothing is changed.
 *
 * @throws ValorisError `point/occurred` where there is no such event
 */
export function whatHangsOn(chronicle: WithProjections, event: EventId): Hanging {
  const { index } = endPlace(chronicle, { event });
  return hanging(chronicle, chronicle, new Set([event]), index - 1, () => `${event} is taken away`);
}

/** How firmly an event hangs on another that goes with it. */
export type Grade = Exclude<keyof Hanging, "datedBy">;

export const GRADES: readonly Grade[] = ["impossible", "losesCause", "losesFooting"];

/**
 * The same of what an edit has taken away, given the history before and after it and the events that the edit touched. With `gone`, only
 * events of these grades are gone for those that hang on them in turn.
 */
export function whatFollows(
  before: WithProjections,
  after: WithProjections,
  touched: readonly EventId[],
  gone: readonly Grade[] = GRADES,
): Hanging {
  const places = touched.flatMap((id) => [before.indexOf(id), after.indexOf(id)]).filter((place) => place >= 0);
  const start = places.reduce((least, place) => Math.min(least, place), before.events.length);
  const words = (id: EventId): string => {
    const taken = after.retracted.get(id);
    return taken === undefined ? `${id} is not there` : `${id} is retracted (${taken.retraction.reason})`;
  };
  return hanging(before, after, new Set(), start, words, gone);
}

/** How an event came to be hung: from what, in which words; the last steps of the way from its root, nearest first. */
interface Reached {
  readonly chain: readonly EventId[];
  readonly root: EventId;
  readonly length: number;
}

/** Steps of a chain that are told: all of it would be n² long. */
const TOLD = 16;

function hanging(
  before: WithProjections,
  after: WithProjections,
  taken: ReadonlySet<EventId>,
  start: number,
  goneWords: (id: EventId) => string,
  gone: readonly (keyof Hanging)[] = GRADES,
): Hanging {
  const found: Record<keyof Hanging, Hung[]> = { impossible: [], losesCause: [], losesFooting: [], datedBy: [] };
  const { needs: met, guards: passed } = whatHolds(before, start);
  const reached = new Map<EventId, Reached>();
  const rootWords = new Map<EventId, string>();
  /** Entities that events declared which are gone, each with that event. */
  const undeclared = new Map<EntityId, EventId>();

  const isGone = (id: EventId): boolean => {
    if (reached.has(id)) return true;
    if (!taken.has(id) && (after.event(id) !== undefined || before.event(id) === undefined)) return false;
    reached.set(id, { chain: [id], root: id, length: 1 });
    rootWords.set(id, goneWords(id));
    const event = before.event(id);
    if (event !== undefined) undeclare(event);
    return true;
  };
  let declarers: ReadonlyMap<EntityId, readonly EventId[]> | undefined;
  const undeclare = (event: ResolvedEvent): void => {
    for (const id of namedIn(event, before, (role) => DECLARING.has(role)))
      if (((declarers ??= declarersIn(before)).get(id) ?? []).every(isGone)) undeclared.set(id, event.id);
  };
  const hang = (grade: keyof Hanging, event: ResolvedEvent, on: EventId | undefined, lost?: string): boolean => {
    const from = on !== undefined && isGone(on) ? reached.get(on) : undefined;
    const { chain, root, length } = from ?? {
      chain: on === undefined ? [] : [on],
      root: on ?? event.id,
      length: on === undefined ? 0 : 1,
    };
    const isCut = from !== undefined && length > chain.length;
    found[grade].push({
      event: event.id,
      why:
        grade === "datedBy"
          ? `${event.id} stays where it is, though its date is reckoned from ${on}`
          : sentence(grade, event.id, lost, wayWords(chain, isCut ? root : undefined), rootWords.get(root)),
      chain: isCut ? [...chain, root] : chain,
    });
    if (!gone.includes(grade)) return true;
    reached.set(event.id, {
      chain: [event.id, ...chain].slice(0, TOLD),
      root: on === undefined ? event.id : root,
      length: length + 1,
    });
    undeclare(event);
    return false;
  };

  /** Events that stand, by those that they need. */
  const dependents = new Map<EventId, ResolvedEvent[]>();
  for (const id of taken) isGone(id);
  walk(after, start, (event, fold, guard) => {
    const { id, necessary = [], causes = [] } = event;
    if (taken.has(id)) return false;
    const missing = necessary.find(isGone);
    if (missing !== undefined) return hang("impossible", event, missing);
    for (const need of necessary) append(dependents, need, event);
    const failed = guard === undefined || passed.get(id) === false ? undefined : guard(fold);
    if (failed !== undefined) {
      rootWords.set(id, guardWords(failed));
      return hang("impossible", event, undefined);
    }
    if (causes.length > 0 && causes.every(isGone)) return hang("losesCause", event, causes[0]);
    const states = needStatesOf(fold);
    const lost = (met.get(id) ?? []).find(({ need }) => !isMet(need, states, event.placed));
    if (lost !== undefined) return hang("losesFooting", event, lost.maker, unmetWords(lost.need));
    const nobody =
      undeclared.size === 0
        ? undefined
        : namedIn(event, after, (role) => !DECLARING.has(role)).find((one) => undeclared.has(one));
    if (nobody !== undefined) return hang("losesFooting", event, undeclared.get(nobody), `${nobody} is not there`);
    const anchor = anchorsOf(event).find(isGone);
    return anchor === undefined || hang("datedBy", event, anchor);
  });
  // What needs something later than itself stood so far.
  for (const id of reached.keys())
    for (const event of dependents.get(id) ?? []) if (!reached.has(event.id)) hang("impossible", event, id); // the map grows meanwhile
  found.impossible.sort((a, b) => after.indexOf(a.event) - after.indexOf(b.event));
  return found;
}

/** “without alarm, nor alarm without gor-breaks-it”: from what an event hangs on to the root. */
function wayWords(chain: readonly EventId[], cutTo: EventId | undefined): string {
  const steps = chain.map((one, i) => (i === 0 ? `without ${one}` : `nor ${held(chain[i - 1])} without ${one}`));
  return [...steps, ...(cutTo === undefined ? [] : [`and so on, back to ${cutTo}`])].join(", ");
}

function sentence(
  grade: Grade,
  event: EventId,
  lost: string | undefined,
  way: string,
  root: string | undefined,
): string {
  const because = root === undefined ? "" : `: ${root}`;
  if (way === "") return `${event} ${SAYS[grade]}${lost === undefined ? because : `: ${lost}`}`;
  return lost === undefined
    ? `${event} ${SAYS[grade]} ${way}${because}`
    : `${event} ${SAYS[grade]}, as ${lost} ${way}${because}`;
}

const SAYS = {
  impossible: "cannot have happened",
  losesCause: "has no cause left",
  losesFooting: "has lost its footing",
} as const;

/** Roles by which an event says that something is there. */
const DECLARING: ReadonlySet<ReferenceRole> = new Set(["declares", "creates", "begins"]);

const namedIn = (
  { type, data }: ResolvedEvent,
  { catalogue }: WithProjections,
  as: (role: ReferenceRole) => boolean,
): EntityId[] =>
  (catalogue.definitions.get(type)?.references(data) ?? []).flatMap(({ id, role }) => (as(role) ? [id] : []));

function declarersIn(chronicle: WithProjections): ReadonlyMap<EntityId, readonly EventId[]> {
  const found = new Map<EntityId, EventId[]>();
  for (const event of eventsUntil(chronicle, chronicle.events.length))
    for (const id of namedIn(event, chronicle, (role) => DECLARING.has(role))) append(found, id, event.id);
  return found;
}

function guardWords({ event, guard, parts, unreadable }: FailedGuard): string {
  if (unreadable !== undefined) return `the guard of ${event} cannot be read. ${unreadable}`;
  return `it is guarded by “${guard}”, and ${parts.map(({ text, value }) => `${text} is ${String(value)}`).join(", ")}`;
}

/** A need that was met, and the event that made it so. */
interface Met {
  readonly need: Need;
  readonly maker: EventId | undefined;
}

/** What holds in a history as it is: of every event from a place on, the needs that are met, and whether its guard holds. */
function whatHolds(
  chronicle: WithProjections,
  start: number,
): { readonly needs: ReadonlyMap<EventId, readonly Met[]>; readonly guards: ReadonlyMap<EventId, boolean> } {
  const needs = new Map<EventId, Met[]>();
  const guards = new Map<EventId, boolean>();
  const makers: Makers = { ended: new Map(), begun: new Map() };
  walk(chronicle, start, (event, fold, guard) => {
    const effects = effectsOf(event, chronicle.catalogue);
    const states = needStatesOf(fold);
    for (const need of needsOf(effects))
      if (isMet(need, states, event.placed)) append(needs, event.id, { need, maker: makerOf(need, states, makers) });
    if (guard !== undefined) guards.set(event.id, guard(fold) === undefined);
    noteMakers(makers, event.id, effects, states);
    return true;
  });
  return { needs, guards };
}

type Judge = (fold: Fold) => FailedGuard | undefined;

/** Goes through the events from the instant of a place on, with the world just before each; what `see` says no to, does not happen. */
function walk(
  chronicle: WithProjections,
  start: number,
  see: (event: ResolvedEvent, fold: Fold, guard: Judge | undefined) => boolean,
): void {
  const { events } = chronicle;
  const first = startOfInstant(chronicle, start);
  const guards = new Map<EventId, Expression | FailedGuard>();
  const needs = new Set<NeededStates[number]>();
  for (const batch of batchesOf(events, first, events.length))
    for (const { id, guard } of batch) {
      if (guard === undefined) continue;
      const read = readGuard(id, guard);
      guards.set(id, read);
      if ("evaluate" in read) for (const need of read.needs) needs.add(need);
    }
  const projections = [facts, territory, ...projectionsFor(needs, chronicle.projections ?? [])];
  const fold = foldUntil(chronicle, projections.filter(isFirst), first);
  for (const event of causesFirst(batchesOf(events, first, events.length))) {
    const guard = guards.get(event.id);
    const judge: Judge | undefined =
      guard === undefined ? undefined : (at) => ("evaluate" in guard ? judgeGuard(event, guard, statesOf(at)) : guard);
    if (see(event, fold, judge)) fold.apply([event]);
  }
}

/** Where the events of the same instant begin. */
function startOfInstant({ events }: WithProjections, place: number): number {
  const instant = events.at(place)?.placed;
  let start = place;
  while (start > 0 && events.at(start - 1)?.placed === instant) start--;
  return start;
}

const isFirst = ({ name }: AnyProjection, index: number, all: readonly AnyProjection[]): boolean =>
  all.findIndex((other) => other.name === name) === index;

function needStatesOf(fold: Fold): NeedStates {
  const states = fold.states();
  return { facts: states["facts"] as FactsState, territory: states["territory"] as TerritoryState };
}
