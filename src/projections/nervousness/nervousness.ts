import { catalogue as builtIn } from "../../events/catalogue/catalogue.ts";
import { DAY } from "../../events/dates/span.ts";
import { contentHash } from "../../events/contentHash.ts";
import type { Catalogue } from "../../events/createCatalogue.ts";
import type { EventDefinition } from "../../events/defineEvent.ts";
import type { EntityId, EventId } from "../../events/envelope.ts";
import { exp } from "../../idioms/exactMath.ts";
import { held } from "../../idioms/held.ts";
import { getOrMake } from "../../idioms/multimap.ts";
import { firstIndex } from "../../idioms/sortedSearch.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import {
  type BuiltInProjection,
  type Contribution,
  defineProjection,
  type Explanation,
  type Sink,
} from "../defineProjection.ts";
import { isPower } from "../facts/actsFor.ts";
import type { Origin } from "../power/powerState.ts";
import { isAlliance, isInForce, trustedParties } from "../facts/bonds.ts";
import { facts, raisedBy } from "../facts/facts.ts";
import type { FactsState } from "../facts/factsState.ts";
import { learning } from "../beliefs/learning.ts";
import { power, type PowerState } from "../power/power.ts";
import { claimKey } from "../territory/indexes.ts";
import { peopleOf, rulersOf, territory } from "../territory/territory.ts";
import type { TerritoryState } from "../territory/territoryState.ts";
import { setAlliance } from "./alliances.ts";
import { NERVOUSNESS_PARAMETERS, type TensionScale } from "./codingBook.ts";
import { factionGraph } from "./factionGraph.ts";
import { newMemory, remaining, type Sums, sumsAt } from "./memory.ts";
import {
  type NervousnessEntry,
  type NervousnessState,
  newNervousnessState,
  begin,
  end,
  handOver,
  hangOn,
  settle,
  settledAt,
} from "./nervousnessState.ts";
import { endOf, holds, keysOf, leaving } from "./standing.ts";
import { nearness, weigh } from "./weigh.ts";

/** The subject that stands for the mean over the people who live under each power's law. */
export const QUADRANT = "quadrant";

export interface NervousnessView {
  /** 0 to 100. */
  readonly quadrant: number;
  /** By power, 0 to 100. */
  readonly observers: Readonly<Record<EntityId, number>>;
  /** By power, what it counts in `quadrant`: the part of all people who live under its law, or of the powers that hold a system. */
  readonly weights: Readonly<Record<EntityId, number>>;
  /** The part of `quadrant` by talk of force and by force, before relief; they sum to it when nothing relieves. */
  readonly threats: number;
  readonly acts: number;
}

export interface NervousnessOptions {
  readonly catalogue?: Catalogue;
  readonly scale?: TensionScale;
}

/** After so many half-lives, a millionth of an alarm is left. */
const HALVINGS = 20;

interface Needed {
  readonly facts: FactsState;
  readonly territory: TerritoryState;
  readonly power: PowerState;
}

/** How alarmed each power is by what it knows: alarms and reliefs that fade, and weigh less the further away they are. */
export function createNervousness({
  catalogue = builtIn,
  scale = "plover",
}: NervousnessOptions = {}): BuiltInProjection<
  "nervousness",
  NervousnessState,
  NervousnessView,
  readonly [typeof facts, typeof territory, typeof power]
> {
  const askedOfCauses = new Set(
    [...catalogue.definitions.values()].flatMap((d) => d.tensions.flatMap((t) => t.causedBy ?? [])),
  );

  const longest = [...catalogue.definitions.values()]
    .flatMap(({ tensions }) => tensions.map(({ halfLife }) => halfLife ?? 0))
    .reduce((most, halfLife) => Math.max(most, halfLife), NERVOUSNESS_PARAMETERS.halfLife);

  let settings: string | undefined;

  return defineProjection({
    name: "nervousness",
    version: 5,
    get settings() {
      return (settings ??= contentHash([scale, [...catalogue.definitions.values()].map(weightsOf)]).slice(0, 16));
    },
    horizon: HALVINGS * longest * DAY,
    needs: [facts, territory, power],
    initial: newNervousnessState,

    on: {
      side(state, { conflict, change, who }, { placed }, sink: Sink<NervousnessEntry> | undefined, needed) {
        const before = state.belligerents.get(conflict) ?? NOBODY;
        if (change === "begins") state.belligerents.set(conflict, NOBODY);
        else if (change === "ends") {
          state.over.push(conflict);
          review(state, [endOf(conflict)], placed, sink, needed);
        } else if (who !== undefined) {
          const others = before.filter((one) => one !== who);
          state.belligerents.set(conflict, change === "joins" ? [...others, who] : others);
          if (change === "leaves") review(state, [conflict, leaving(conflict, who)], placed, sink, needed);
          else for (const event of state.hanging.get(conflict) ?? []) hangOn(state, event, who);
        }
      },
      rule(state, { system }, { placed }, sink: Sink<NervousnessEntry> | undefined, needed) {
        // Of an occupation, the last event stands that is about it.
        for (const event of state.hanging.get(system) ?? [])
          handOver(state, event, (condition) => "occupied" in condition && condition.occupied === system);
        review(state, [system], placed, sink, needed);
      },
      claim(state, { by, over }, { placed }, sink: Sink<NervousnessEntry> | undefined, needed) {
        review(state, [claimKey(by, over)], placed, sink, needed);
      },
      alert(state, { formation }, at, sink: Sink<NervousnessEntry> | undefined, needed) {
        if (raisedBy(needed.facts, formation, at) <= 0) review(state, [formation], at.placed, sink, needed);
      },
      seat(state, { office, goes, manner }, { placed }, sink: Sink<NervousnessEntry> | undefined, needed) {
        const { seated, offices } = state;
        const before = seated.get(office) ?? NOBODY;
        if (manner === "died") review(state, goes === undefined ? before : [goes], placed, sink, needed);
        for (const person of before)
          offices.set(
            person,
            (offices.get(person) ?? []).filter((one) => one !== office),
          );
        const sitting = (needed.facts.seats.get(office) ?? []).map(({ holder }) => holder);
        seated.set(office, sitting);
        for (const person of sitting) offices.set(person, [...(offices.get(person) ?? []), office]);
      },
      standing({ observers }, { faction, rank }) {
        if ((rank === "major" || rank === "minor") && !observers.has(faction)) observers.set(faction, newMemory());
      },
      bond(state, { bond, change }, { placed }, _sink: Sink<NervousnessEntry> | undefined, needed) {
        followAlliance(state, bond, needed.facts, placed);
        if (change === "ratified") noteEnd(state, bond, needed.facts);
      },
      life(state, { entity, change }, { id, placed }, sink: Sink<NervousnessEntry> | undefined, needed) {
        if (change !== "ends") return;
        const { by, made } = needed.territory.changes;
        review(state, [entity, ...(by === id ? made.map(({ system }) => system) : [])], placed, sink, needed);
        for (const [treaty, parties] of state.alliances)
          if (parties.includes(entity)) followAlliance(state, treaty, needed.facts, placed);
      },
    },

    each(state: NervousnessState, event: ResolvedEvent, sink: Sink<NervousnessEntry> | undefined, needed) {
      turnTo(state, event.placed, sink);
      endAlliances(state, event.placed, needed.facts);
      if (askedOfCauses.has(event.type)) rememberType(state.causeTypes, event);
      const weighed = weigh(event, catalogue, scale, {
        facts: needed.facts,
        territory: needed.territory,
        power: needed.power,
        typeOf: (id) => state.causeTypes.get(id),
        belligerents: state.belligerents,
        offices: state.offices,
      });
      for (const conflict of state.over) state.belligerents.delete(conflict);
      state.over = [];
      if (weighed === undefined || weighed.value === 0) {
        if (event.causes !== undefined) state.links.set(event.id, event.causes);
        return;
      }

      const { parties } = weighed;
      const hopsTo =
        parties === "all"
          ? () => 0
          : factionGraph(needed.territory, state.alliances, state.allianceRevision).hopsFrom(parties);
      const observers: EntityId[] = [];
      const values: number[] = [];
      const learned: number[] = [];
      const heardBy = learning(event, needed.facts, { catalogue });
      for (const observer of state.observers.keys()) {
        if (!isPower(needed.facts, observer) || weighed.actors.has(observer)) continue;
        const heard = heardBy(observer);
        if (heard === undefined) continue;
        const value = weighed.value * nearness(hopsTo(observer));
        if (value === 0) continue;
        observers.push(observer);
        values.push(value);
        learned.push(Math.max(heard, event.placed));
      }
      if (observers.length === 0) return;
      const origin = { id: event.id, type: event.type, placed: event.placed };
      const { size, halfLife, threat, stands } = weighed;
      state.arrivals.push({ origin, causes: event.causes ?? [], size, halfLife, threat, observers, values, learned });
      if (stands !== undefined)
        begin(state, {
          origin,
          halfLife,
          threat,
          ...stands,
          keys: keysOf(stands.conditions, needed),
          stayed: new Map(),
        });
    },

    view(state, at, needed): NervousnessView {
      const { observers, quadrant, threats, acts } = read(state, at, needed);
      const entries = [...observers];
      return {
        quadrant,
        observers: Object.fromEntries(entries.map(([id, { n }]) => [id, n])),
        weights: Object.fromEntries(entries.map(([id, { weight }]) => [id, weight])),
        threats,
        acts,
      };
    },

    explain: (request, needed) => explain(request, needed),
  });
}

/** Ends the instants before. */
function turnTo(state: NervousnessState, instant: number, sink: Sink<NervousnessEntry> | undefined): void {
  if (state.instant === instant) return;
  settle(state, instant, reportTo(sink));
  state.links.clear();
  state.instant = instant;
}

/** Ends the alarms that no longer stand, of those that may end with any of these. */
function review(
  state: NervousnessState,
  keys: readonly string[],
  instant: number,
  sink: Sink<NervousnessEntry> | undefined,
  needed: Needed,
): void {
  turnTo(state, instant, sink);
  for (const key of keys)
    for (const event of state.hanging.get(key) ?? []) {
      const alarm = state.standing.get(event);
      if (alarm !== undefined && !holds(alarm.conditions, needed)) end(state, event, instant, reportTo(sink));
    }
}

const NOBODY: readonly EntityId[] = [];

const weightsOf = ({ type, version, tensions }: EventDefinition): unknown => [
  type,
  version,
  tensions.map((tension) => Object.entries(tension).map(([field, value]) => [field, String(value)])),
];

/** With PLOVER's scores and the types of event that come with valoris. */
export const nervousness = createNervousness();

/** Causes lie close behind: the state must not grow with history. */
const CAUSES = 4096;

function rememberType(types: Map<EventId, string>, { id, type }: ResolvedEvent): void {
  types.set(id, type);
  if (types.size <= CAUSES) return;
  for (const oldest of types.keys()) {
    types.delete(oldest);
    return;
  }
}

const reportTo = (sink: Sink<NervousnessEntry> | undefined) =>
  sink === undefined
    ? undefined
    : (entry: NervousnessEntry): void => {
        if (sink.subject === undefined || sink.subject === QUADRANT || sink.subject === entry.observer) sink.add(entry);
      };

/** Who is allied by a treaty as it stands; whoever broke it counts no more. */
function followAlliance(state: NervousnessState, treaty: EntityId, known: FactsState, at: number): void {
  const bond = known.bonds.get(treaty);
  const isAllied = bond !== undefined && isAlliance(bond) && isInForce(known, treaty, at);
  const parties = isAllied ? trustedParties(known, bond) : [];
  if (setAlliance(state.alliances, treaty, parties.length > 0 ? parties : undefined)) state.allianceRevision++;
}

/** Notes when an alliance that came into force runs out, if it does by itself. */
function noteEnd(state: NervousnessState, treaty: EntityId, { bonds }: FactsState): void {
  const until = bonds.get(treaty)?.until;
  if (until === undefined || !state.alliances.has(treaty)) return;
  const runningOut = (state.runningOut ??= []);
  const place = firstIndex(0, runningOut.length, (index) => held(runningOut[index]).until <= until);
  runningOut.splice(place, 0, { treaty, until });
}

/** Ends the alliances that ran out before an instant. */
function endAlliances(state: NervousnessState, instant: number, known: FactsState): void {
  const { runningOut = [] } = state;
  for (let next = runningOut.at(-1); next !== undefined && next.until < instant; next = runningOut.at(-1)) {
    runningOut.pop();
    followAlliance(state, next.treaty, known, instant);
  }
}

/** N = 100 · (1 − e^(−S/S0)), from 0 to 100. */
const saturated = (s: number): number => 100 * (1 - exp(-s / NERVOUSNESS_PARAMETERS.scale));

/** S: what relief has left of alarm. */
export const strain = ({ alarm, relief }: Sums): number => alarm - Math.min(alarm, relief);

interface Reading {
  readonly quadrant: number;
  readonly threats: number;
  readonly acts: number;
  readonly observers: ReadonlyMap<EntityId, { readonly n: number; readonly sums: Sums; readonly weight: number }>;
}

function read(state: NervousnessState, at: number, needed: Needed): Reading {
  return readSettled(settledAt(state, at, undefined), at, needed);
}

/** N of every power, and of the quadrant. */
export function nervesOf(
  state: NervousnessState,
  at: number,
  needed: Needed,
): { readonly quadrant: number; readonly observers: ReadonlyMap<EntityId, number> } {
  const { quadrant, observers } = read(state, at, needed);
  return { quadrant, observers: new Map([...observers].map(([id, { n }]) => [id, n])) };
}

/** N of a power, or of the quadrant; undefined for whoever is no power. Reads no more of the state than that takes. */
export function nervousnessOf(
  state: NervousnessState,
  subject: EntityId,
  at: number,
  needed: Needed,
): number | undefined {
  if (subject === QUADRANT) return read(state, at, needed).quadrant;
  if (!state.observers.has(subject) || !isPower(needed.facts, subject)) return undefined;
  const memory = settledAt(state, at, undefined).observers.get(subject);
  return memory === undefined ? undefined : saturated(strain(sumsAt(memory, at)));
}

function readSettled(state: NervousnessState, at: number, { facts: known, territory: held }: Needed): Reading {
  const counted = [...state.observers.keys()].filter((id) => isPower(known, id));
  const people = peopleOf(held);
  const isPeopled = counted.some((id) => (people.get(id) ?? 0) > 0);
  const holders = rulersOf(held);
  const weightOf = (id: EntityId): number => (isPeopled ? (people.get(id) ?? 0) : holders.has(id) ? 1 : 0);
  const total = counted.reduce((sum, id) => sum + weightOf(id), 0);
  const observers = new Map(
    counted.map((id) => {
      const memory = state.observers.get(id);
      const sums = memory === undefined ? { alarm: 0, relief: 0, threat: 0 } : sumsAt(memory, at);
      return [id, { n: saturated(strain(sums)), sums, weight: total === 0 ? 0 : weightOf(id) / total }];
    }),
  );
  let quadrant = 0;
  let threats = 0;
  for (const { n, sums, weight } of observers.values()) {
    quadrant += weight * n;
    if (sums.alarm > 0) threats += (weight * n * sums.threat) / sums.alarm;
  }
  return { quadrant, threats, acts: quadrant - threats, observers };
}

interface Request {
  readonly entries: readonly NervousnessEntry[];
  readonly state: NervousnessState;
  readonly subject: string;
  readonly at: number;
}

/** Each event that is still felt, by what it adds to N: alarms G·v, reliefs G·v·min(1, A/B), with G = N/S. */
function explain({ entries, state, subject, at }: Request, needed: Needed): Explanation {
  const all = [...entries];
  /** What stands and was felt after the last event was folded, by event and observer. */
  const lately = new Map<EventId, Map<EntityId, number>>();
  const note = (entry: NervousnessEntry): void => {
    all.push(entry);
    if (entry.kind === "felt" && entry.floor > 0)
      getOrMake(lately, entry.origin.id, () => new Map()).set(entry.observer, entry.floor * entry.effect.value);
  };
  const settled = settledAt(state, at, reportTo({ subject, add: note }));
  const reading = readSettled(settled, at, needed);
  const contributions: Contribution[] = [];
  /** What a power's S counts in N. */
  const gainOf = (observer: EntityId): number => {
    const watched = reading.observers.get(observer);
    if (watched === undefined) return 0;
    const s = strain(watched.sums);
    return (subject === QUADRANT ? watched.weight : 1) * (s === 0 ? 100 / NERVOUSNESS_PARAMETERS.scale : watched.n / s);
  };
  const add = (observer: EntityId, origin: Origin, alarm: number): void => {
    const stands = [state.standing.get(origin.id)?.stayed, lately.get(origin.id)].some((felt) => felt?.has(observer));
    contributions.push({ ...lineFor(origin, gainOf(observer) * alarm), ...(stands ? { note: STILL_STANDS } : {}) });
  };

  // Backwards, so that what later clippings left of a relief is known when it is met.
  const left = new Map<EntityId, number>();
  for (const entry of all.toReversed()) {
    const { observer } = entry;
    const watched = reading.observers.get(observer);
    if (watched === undefined) continue;
    if (entry.kind === "clipped") left.set(observer, (left.get(observer) ?? 1) * entry.factor);
    else if (entry.kind === "counted once")
      contributions.push({ ...lineFor(entry.origin, 0), note: `one incident with ${entry.within}` });
    else if (entry.kind === "over")
      add(observer, entry.origin, entry.stayed * remaining(entry.halfLife, at - entry.since));
    else {
      const { value, halfLife } = entry.effect;
      const { relief, alarm } = watched.sums;
      const now = value * (1 - entry.floor) * remaining(halfLife, at - entry.since);
      const answered = relief > 0 ? Math.min(1, alarm / relief) : 1;
      add(observer, entry.origin, now > 0 ? now : now * (left.get(observer) ?? 1) * answered);
    }
  }
  for (const { origin, stayed } of state.standing.values())
    for (const [observer, alarm] of [...stayed, ...(lately.get(origin.id) ?? [])])
      if (reading.observers.has(observer) && (subject === QUADRANT || subject === observer))
        add(observer, origin, alarm);
  const value = subject === QUADRANT ? reading.quadrant : (reading.observers.get(subject)?.n ?? 0);
  return { value, contributions: contributions.reverse() };
}

/** Of an alarm that fades no further until what it is about is over. */
const STILL_STANDS = "still stands";

const lineFor = ({ id, type, placed }: { id: string; type: string; placed: number }, value: number): Contribution => ({
  event: id,
  type,
  at: placed,
  value,
});
