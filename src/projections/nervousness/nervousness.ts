import { catalogue as builtIn } from "../../events/catalogue/catalogue.ts";
import { DAY } from "../../events/dates/span.ts";
import { contentHash } from "../../events/contentHash.ts";
import type { Catalogue } from "../../events/createCatalogue.ts";
import type { EventDefinition } from "../../events/defineEvent.ts";
import type { EntityId, EventId } from "../../events/envelope.ts";
import { exp } from "../../idioms/exactMath.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import {
  type BuiltInProjection,
  type Contribution,
  defineProjection,
  type Explanation,
  type Sink,
} from "../defineProjection.ts";
import { isPower } from "../facts/actsFor.ts";
import { isAlliance, isInForce, trustedParties } from "../facts/bonds.ts";
import { facts } from "../facts/facts.ts";
import type { FactsState } from "../facts/factsState.ts";
import { learning } from "../beliefs/learning.ts";
import { power, type PowerState, shares } from "../power/power.ts";
import { rulersOf, territory } from "../territory/territory.ts";
import type { TerritoryState } from "../territory/territoryState.ts";
import { setAlliance } from "./alliances.ts";
import { NERVOUSNESS_PARAMETERS, type TensionScale } from "./codingBook.ts";
import { factionGraph } from "./factionGraph.ts";
import { newMemory, remaining, type Sums, sumsAt } from "./memory.ts";
import {
  type NervousnessEntry,
  type NervousnessState,
  newNervousnessState,
  settle,
  settledAt,
} from "./nervousnessState.ts";
import { nearness, weigh } from "./weigh.ts";

/** The subject that stands for the mean of all powers that hold a system, weighted by their share of power. */
export const QUADRANT = "quadrant";

export interface NervousnessView {
  /** 0 to 100. */
  readonly quadrant: number;
  /** By power, 0 to 100. */
  readonly observers: Readonly<Record<EntityId, number>>;
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

  return defineProjection({
    name: "nervousness",
    version: 3,
    settings: contentHash([scale, [...catalogue.definitions.values()].map(weightsOf)]).slice(0, 16),
    horizon: HALVINGS * longest * DAY,
    needs: [facts, territory, power],
    initial: newNervousnessState,

    on: {
      standing({ observers }, { faction, rank }) {
        if ((rank === "major" || rank === "minor") && !observers.has(faction)) observers.set(faction, newMemory());
      },
      bond(state, { bond }, _at, _sink: Sink<NervousnessEntry> | undefined, needed) {
        followAlliance(state, bond, needed.facts);
      },
      life(state, { entity, change }, _at, _sink: Sink<NervousnessEntry> | undefined, needed) {
        if (change !== "ends") return;
        for (const [treaty, parties] of state.alliances)
          if (parties.includes(entity)) followAlliance(state, treaty, needed.facts);
      },
    },

    each(state: NervousnessState, event: ResolvedEvent, sink: Sink<NervousnessEntry> | undefined, needed) {
      if (state.instant !== event.placed) {
        settle(state, event.placed, reportTo(sink));
        state.links.clear();
        state.instant = event.placed;
      }
      if (askedOfCauses.has(event.type)) rememberType(state.causeTypes, event);
      const weighed = weigh(event, catalogue, scale, {
        facts: needed.facts,
        territory: needed.territory,
        typeOf: (id) => state.causeTypes.get(id),
      });
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
      const { size, halfLife, threat } = weighed;
      state.arrivals.push({ origin, causes: event.causes ?? [], size, halfLife, threat, observers, values, learned });
    },

    view(state, at, needed): NervousnessView {
      const { observers, quadrant, threats, acts } = read(state, at, needed);
      return { quadrant, observers: Object.fromEntries([...observers].map(([id, { n }]) => [id, n])), threats, acts };
    },

    explain: (request, needed) => explain(request, needed),
  });
}

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
function followAlliance(state: NervousnessState, treaty: EntityId, known: FactsState): void {
  const bond = known.bonds.get(treaty);
  const parties = bond !== undefined && isAlliance(bond) && isInForce(known, treaty) ? trustedParties(known, bond) : [];
  if (setAlliance(state.alliances, treaty, parties.length > 0 ? parties : undefined)) state.allianceRevision++;
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

function readSettled(
  state: NervousnessState,
  at: number,
  { facts: known, territory: held, power: strengths }: Needed,
): Reading {
  const holders = rulersOf(held);
  const share = shares(strengths, at, known);
  const counted = [...state.observers.keys()].filter((id) => isPower(known, id));
  const weightOf = (id: EntityId): number => (holders.has(id) ? (share.get(id) ?? 0) : 0);
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
  const settled = settledAt(state, at, reportTo({ subject, add: (entry) => all.push(entry) }));
  const reading = readSettled(settled, at, needed);

  const contributions: Contribution[] = [];
  // Backwards, so that what later clippings left of a relief is known when it is met.
  const left = new Map<EntityId, number>();
  for (const entry of all.toReversed()) {
    const { observer } = entry;
    const watched = reading.observers.get(observer);
    if (watched === undefined) continue;
    const part = subject === QUADRANT ? watched.weight : 1;
    if (entry.kind === "clipped") left.set(observer, (left.get(observer) ?? 1) * entry.factor);
    else if (entry.kind === "counted once")
      contributions.push({ ...lineFor(entry.origin, 0), note: `one incident with ${entry.within}` });
    else {
      const { sums, n } = watched;
      const s = strain(sums);
      const gain = s === 0 ? 100 / NERVOUSNESS_PARAMETERS.scale : n / s;
      const now = entry.effect.value * remaining(entry.effect.halfLife, at - entry.since);
      const answered = sums.relief > 0 ? Math.min(1, sums.alarm / sums.relief) : 1;
      const value = now > 0 ? now : now * (left.get(observer) ?? 1) * answered;
      contributions.push(lineFor(entry.origin, part * gain * value));
    }
  }
  const value = subject === QUADRANT ? reading.quadrant : (reading.observers.get(subject)?.n ?? 0);
  return { value, contributions: contributions.reverse() };
}

const lineFor = ({ id, type, placed }: { id: string; type: string; placed: number }, value: number): Contribution => ({
  event: id,
  type,
  at: placed,
  value,
});
