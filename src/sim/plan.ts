import type { EntityId, EventId } from "../events/envelope.ts";
import { contentHash } from "../events/contentHash.ts";
import { ValorisError } from "../events/valorisError.ts";
import { withoutRecorded } from "../log/commits.ts";
import type { AnyProjection, WithProjections } from "../projections/defineProjection.ts";
import { facts } from "../projections/facts/facts.ts";
import type { FoldStart } from "../projections/fold.ts";
import { causesFirst } from "../projections/hanging/causesFirst.ts";
import { foldUntil } from "../projections/keyframes.ts";
import { nervousness, QUADRANT } from "../projections/nervousness/nervousness.ts";
import { power } from "../projections/power/power.ts";
import { territory } from "../projections/territory/territory.ts";
import { diffChronicles } from "../timelines/diff.ts";
import { batchesOf, type Chronicle, eventsUntil } from "../timelines/chronicle.ts";
import { endPlace, type OccurredPoint, startPlace } from "../timelines/point.ts";
import type { ResolvedEvent } from "../timelines/resolvedEvent.ts";
import { ENGINE_VERSION } from "./engine/engine.ts";
import { defaultModel, type Model } from "./model/model.ts";
import { newcomersIn } from "./reactions.ts";
import { YEAR } from "./randomness/atoms.ts";
import { type Allegiances, allegiancesOf } from "./world/allegiances.ts";
import { type CastList, castOf } from "./world/cast.ts";
import { cloneState } from "./world/cloneState.ts";
import { estimates } from "./world/estimates.ts";
import { situation } from "./world/situation.ts";

export interface PlanOptions {
  /** What is simulated: canon itself, or a branch with edits. */
  readonly timeline: WithProjections;
  /** What it branched from: canon as it happened; absent for canon itself. */
  readonly canon?: WithProjections;
  /** Where to begin, if earlier than where the timelines part. */
  readonly from?: OccurredPoint;
  /** The end of what is simulated: all of it counts. */
  readonly until: OccurredPoint;
  /** Up to when canon tells of what happened; its last event if absent. */
  readonly observedUntil?: OccurredPoint;
  /** ms: the branch sees nothing of canon after this; its future is open from there on. */
  readonly cut?: number;
  /** What was retracted may come again by itself. */
  readonly mayRecur?: boolean;
  readonly model?: Model;
}

/** What one side of a what-if begins with, and is told. */
export interface SidePlan {
  readonly timeline: string;
  /** The states of all projections at `from`. */
  readonly start: FoldStart;
  /** Events before `from` that may still excite others. */
  readonly past: readonly ResolvedEvent[];
  /** After `from`. Of the edited side, what canon tells ends where canon is no longer observed; what the edits did does not. */
  readonly events: readonly ResolvedEvent[];
  readonly allegiances: Allegiances;
}

/** A what-if as plain data: it can be hashed, kept, and handed to another thread. */
export interface Plan {
  readonly engine: number;
  readonly model: Model;
  /** ms. */
  readonly from: number;
  readonly until: number;
  readonly observedUntil: number;
  readonly cast: CastList;
  /** @internal */
  readonly canon: SidePlan;
  /** Absent where nothing was edited. @internal */
  readonly edited?: SidePlan;
  /** What the edits took away, added, and changed or moved. */
  readonly retracted: readonly ResolvedEvent[];
  readonly added: readonly EventId[];
  readonly changed: readonly EventId[];
  readonly mayRecur: boolean;
  /** Of model.coverage, ms. */
  readonly coverage: readonly { readonly channel: string; readonly from: number; readonly until: number }[] | undefined;
  readonly names: ReadonlyMap<string, string>;
  /** Entities that nobody had declared before `from`, each with the events of canon that do. */
  readonly newcomers: ReadonlyMap<EntityId, readonly EventId[]>;
}

/** Excitation that is older than this is forgotten. */
const PAST = 10 * YEAR;

/** The projections that channels read; nerves as the history's own catalogue weighs them. */
export const projectionsOf = ({ projections = [] }: Pick<WithProjections, "projections">): readonly AnyProjection[] => [
  territory,
  power,
  projections.find(({ name }) => name === nervousness.name) ?? nervousness,
  facts,
  situation,
  estimates,
];

/**
 * Plans a what-if: where canon and the timeline part, what the world is there, and what is told from there on.
 *
 * @throws ValorisError `sim/until`, `sim/beginning`, `point/…`
 */
export function planWhatIf(options: PlanOptions): Plan {
  const { timeline, canon = timeline, cut, mayRecur = false, model = defaultModel() } = options;
  const until = endPlace(timeline, options.until).instant;
  const end = canon.events.at(-1)?.placed ?? Number.NEGATIVE_INFINITY;
  const told = options.observedUntil === undefined ? end : endPlace(canon, options.observedUntil).instant;
  const observedUntil = Math.min(told, cut ?? Number.POSITIVE_INFINITY);
  if (!Number.isFinite(observedUntil))
    throw new ValorisError("sim/beginning", `${canon.timeline} has no dated event: there is nothing to go on from.`, {
      help: "Date an event, or place one.",
    });

  const isSeen = ({ placed }: ResolvedEvent): boolean => cut === undefined || placed <= cut;
  const { onlyInA, onlyInB, altered, moved } = canon === timeline ? NO_DIFFERENCE : diffChronicles(canon, timeline);
  const retracted = onlyInA.map(({ event }) => event).filter(isSeen);
  const added = onlyInB.map(({ event }) => event);
  const movedAway = moved.filter(({ a, b }) => isSeen(a) && a.placed !== b.placed);
  const apart = [...retracted, ...added, ...[...altered, ...movedAway].flatMap(({ a, b }) => [a, b])];
  const first = canon.events.at(canon.countWhile((placed) => placed === Number.NEGATIVE_INFINITY))?.placed ?? 0;
  const asked = options.from === undefined ? observedUntil : startPlace(canon, options.from).instant - 1;
  const parting = Math.min(observedUntil, asked, ...apart.map(({ placed }) => placed - 1));
  const from = Math.max(first - 1, parting);
  if (!(until > from && until >= observedUntil))
    throw new ValorisError("sim/until", "What is to be simulated ends before canon does.", {
      help: "Give a later end: what-ifs go on from where canon was last observed.",
    });

  const histories = canon === timeline ? [canon] : [canon, timeline];
  const cast = castOf(histories);
  const changed = [...altered, ...movedAway].map(({ b }) => b.id);
  const done = new Set([...added.map(({ id }) => id), ...changed]);
  const sideOf = (history: WithProjections, kept: ReadonlySet<EventId>): SidePlan => {
    const index = history.countWhile((placed) => placed <= from);
    return {
      timeline: history.timeline,
      start: { count: index, states: cloneState(foldUntil(history, projectionsOf(history), index).states()) },
      past: eventsBetween(history, from - PAST, from),
      events: eventsBetween(history, from, until).filter(({ id, placed }) => placed <= observedUntil || kept.has(id)),
      allegiances: allegiancesOf(history),
    };
  };
  const factual = sideOf(canon, new Set());
  const before = new Set<EntityId>();
  for (const event of eventsUntil(canon, factual.start.count))
    for (const { id, role } of canon.catalogue.definitions.get(event.type)?.references(event.data) ?? [])
      if (role === "declares" || role === "creates" || role === "begins") before.add(id);
  const isWholeNamed = timeline.nameOf(QUADRANT) !== QUADRANT;
  const known = [
    ...(isWholeNamed ? [QUADRANT] : []),
    ...cast.powers,
    ...cast.covert,
    ...cast.formations,
    ...cast.offices,
    ...cast.regions,
    ...cast.systems,
  ];
  return {
    engine: ENGINE_VERSION,
    model,
    from,
    until,
    observedUntil,
    cast,
    canon: factual,
    ...(canon === timeline ? {} : { edited: sideOf(timeline, done) }),
    retracted,
    added: added.map(({ id }) => id),
    changed,
    mayRecur,
    coverage: model.coverage?.map(({ channel, from: start, until: stop }) => ({
      channel,
      from: start === undefined ? Number.NEGATIVE_INFINITY : canon.spanOf(start).earliest,
      until: stop === undefined ? Number.POSITIVE_INFINITY : canon.spanOf(stop).latest,
    })),
    names: new Map(known.map((id) => [id, timeline.nameOf(id)])),
    newcomers: newcomersIn(factual.events, (id) => before.has(id), canon.catalogue),
  };
}

const NO_DIFFERENCE = { onlyInA: [], onlyInB: [], altered: [], moved: [] } as const;

/** Those after one instant and up to another; of one instant, each behind its causes, whichever was recorded first. */
function eventsBetween(history: Chronicle, after: number, until: number): readonly ResolvedEvent[] {
  const start = history.countWhile((placed) => placed <= after);
  const end = history.countWhile((placed) => placed <= until);
  return [...causesFirst(batchesOf(history.events, start, end))];
}

/** Equal for equal what-ifs, whenever their events were recorded: what was simulated of one, counts for the other. @internal */
export function planHash({ canon, edited, retracted, ...plan }: Plan): string {
  const sides = [canon, edited].map(
    (side) => side && { ...side, past: side.past.map(withoutRecorded), events: side.events.map(withoutRecorded) },
  );
  return contentHash([plan, retracted.map(withoutRecorded), ...sides]);
}
