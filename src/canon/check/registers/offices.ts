import type { Seat } from "../../../events/effects.ts";
import type { OfficeEstablished } from "../../../events/catalogue/offices.ts";
import type { EntityId, EventId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import type { z } from "zod";
import type { IndexedChronicle } from "../kit/indexedChronicle.ts";
import type { Likelihood } from "../kit/likelihood.ts";
import { createTouching, upTo } from "../kit/touching.ts";
import { entityRegister } from "./entities.ts";
import { createIncumbents, type Incumbents, type OpenTenure } from "./incumbents.ts";
import type { Register } from "../kit/register.ts";
import { turnRegister } from "./turns.ts";
import { append, getOrMake } from "../../../idioms/multimap.ts";

/** One person's time in an office. */
export interface OfficeTenure {
  readonly holder: EntityId;
  readonly began: EventId;
  readonly acting: boolean;
  readonly coRuler: boolean;
  /** The event that says that this holder left. */
  readonly left?: EventId;
  /** Another came instead, by an event that does not name this one; `explained` if it says that somebody went. */
  readonly replaced?: { readonly by: EventId; readonly explained: boolean };
}

/** An event that names as leaving one who is not in office, while another is. */
export interface Misnaming {
  readonly event: ResolvedEvent;
  readonly named: EntityId;
  readonly incumbent: OfficeTenure;
}

/** The history of one office, or of a rival line of it. */
export interface Office {
  readonly id: EntityId;
  readonly line: string | undefined;
  readonly seats: number;
  readonly establishment: z.infer<typeof OfficeEstablished.schema> | undefined;
  /** By beginning. */
  readonly tenures: readonly OfficeTenure[];
  readonly misnamings: readonly Misnaming[];
  /** Successions of one who is in office already. */
  readonly redundant: readonly { readonly event: ResolvedEvent; readonly incumbent: OfficeTenure }[];
  /** From the event that left it empty to the one that filled it. */
  readonly vacancies: readonly { readonly from: EventId; readonly until?: EventId }[];
  /**
   * Who held it was read off the events in the order in which they are drawn. “certain” where the dates themselves say
   * how all of them lie to these; a conclusion about these is at most as sure.
   */
  readonly settled: (...events: readonly EventId[]) => Likelihood;
  /** The same of some holders of whom canon says when they came and left: who else comes and leaves changes nothing about them. */
  readonly settledOf: (holders: readonly EntityId[], ...events: readonly EventId[]) => Likelihood;
}

/** An event that changes who holds an office. */
interface SeatChange {
  readonly event: ResolvedEvent;
  readonly comes: EntityId | undefined;
  readonly goes: EntityId | undefined;
}

export interface Offices {
  readonly all: readonly Office[];
  /** Its own line. */
  get(id: EntityId): Office | undefined;
}

/** Who holds which office. */
export const officeRegister: Register<Offices> = {
  name: "offices",
  build(history, use) {
    const entities = use(entityRegister);
    const offices = new Map<EntityId, Map<string | undefined, Ledger>>();
    const ledgerOf = (id: EntityId, line?: string): Ledger => {
      const office = entities.canonical(id);
      const ledgers = getOrMake(offices, office, () => new Map<string | undefined, Ledger>());
      let ledger = ledgers.get(line);
      if (ledger === undefined) {
        const establishment = entities
          .get(office)
          ?.declarations.find(({ kind, role }) => kind === "office" && role === "declares")?.event.data as
          | Office["establishment"]
          | undefined;
        ledgers.set(line, (ledger = createLedger(office, line, establishment)));
      }
      return ledger;
    };
    for (const { id, kinds } of entities.all) if (kinds.has("office")) ledgerOf(id);

    const canonical = (id: EntityId | undefined): EntityId | undefined => id && entities.canonical(id);
    // Who only leaves need not say from which line.
    const lineOfLeaver = (id: EntityId, goes: EntityId | undefined): Ledger | undefined =>
      goes === undefined
        ? undefined
        : [...(offices.get(entities.canonical(id))?.values() ?? [])].find(({ incumbents }) => incumbents.lastOf(goes));
    for (const { effect, event } of history.changesOf("seat")) {
      const { office, line } = effect;
      const goes = canonical(effect.goes);
      const left = effect.comes === undefined && line === undefined ? lineOfLeaver(office, goes) : undefined;
      record(left ?? ledgerOf(office, line), event, {
        ...effect,
        comes: canonical(effect.comes),
        goes,
        isGone(holder) {
          const entity = entities.get(holder);
          // Of all its ends, some are not certainly later.
          return entity !== undefined && isAny(use(turnRegister).of(entity).ends(upTo(event)));
        },
      });
    }
    const all = [...offices.values()].flatMap((lines) => [...lines.values()].map((one) => closeLedger(one, history)));
    const own = new Map(all.filter(({ line }) => line === undefined).map((office) => [office.id, office]));
    return { all, get: (id) => own.get(entities.canonical(id)) };
  },
};

const isAny = (found: Iterable<unknown>): boolean => found[Symbol.iterator]().next().done !== true;

interface Ledger extends Omit<Office, "tenures" | "misnamings" | "vacancies" | "settled" | "settledOf"> {
  readonly changes: SeatChange[];
  readonly tenures: OpenTenure[];
  readonly incumbents: Incumbents;
  readonly unmatched: {
    readonly event: ResolvedEvent;
    readonly named: EntityId;
    readonly incumbent: OpenTenure | undefined;
  }[];
  /** Whose seat another took who named somebody else as leaving it: they may have sat on, and their own successors name them. */
  readonly disputed: Set<EntityId>;
  readonly redundant: { event: ResolvedEvent; incumbent: OfficeTenure }[];
  readonly vacancies: { from: EventId; until?: EventId }[];
}

const createLedger = (id: EntityId, line: string | undefined, establishment: Office["establishment"]): Ledger => ({
  id,
  line,
  establishment,
  seats: establishment?.seats ?? 1,
  changes: [],
  tenures: [],
  incumbents: createIncumbents(),
  unmatched: [],
  disputed: new Set(),
  redundant: [],
  vacancies: [],
});

interface Change extends Seat {
  /** Whether somebody may be dead or dissolved by then. */
  readonly isGone: (holder: EntityId) => boolean;
}

/** How a predecessor goes; the other manners say how a successor comes. */
export const LEAVING: ReadonlySet<string> = new Set(["disgraced", "died", "coup", "abdicated", "term"]);

function record(ledger: Ledger, event: ResolvedEvent, change: Change): void {
  const { comes: successor, goes: predecessor } = change;
  ledger.changes.push({ event, comes: successor, goes: predecessor });
  if (predecessor !== undefined && predecessor !== successor)
    leave(ledger, event, predecessor, successor !== undefined);
  else if (successor === undefined) vacate(ledger, event);
  if (successor !== undefined) accede(ledger, event, successor, change);
  else if (ledger.incumbents.isEmpty() && !isVacant(ledger)) ledger.vacancies.push({ from: event.id });
}

const isVacant = ({ vacancies }: Ledger): boolean => vacancies.length > 0 && vacancies.at(-1)?.until === undefined;

function leave(
  { incumbents, unmatched, disputed }: Ledger,
  event: ResolvedEvent,
  named: EntityId,
  isFollowed: boolean,
): void {
  const tenure = incumbents.lastOf(named);
  if (tenure !== undefined) {
    incumbents.leave(tenure, event.id);
    return;
  }
  const incumbent = incumbents.first();
  // One of two lines that are told as one contradicts the other but once, where they part.
  if (!disputed.delete(named)) unmatched.push({ event, named, incumbent });
  if (isFollowed && incumbent !== undefined) disputed.add(incumbent.holder);
}

/** Nobody is named: it can only be the one holder that there is. */
function vacate({ incumbents }: Ledger, event: ResolvedEvent): void {
  const only = incumbents.only();
  if (only !== undefined) incumbents.leave(only, event.id);
}

function accede(ledger: Ledger, event: ResolvedEvent, holder: EntityId, change: Change): void {
  const { acting, coRuler, goes: predecessor, manner, isGone } = change;
  const { incumbents } = ledger;
  const vacancy = ledger.vacancies.at(-1);
  if (vacancy !== undefined && vacancy.until === undefined) vacancy.until = event.id;

  const own = incumbents.lastOf(holder);
  if (own !== undefined && own.replaced === undefined) {
    if (!own.acting || acting) {
      ledger.redundant.push({ event, incumbent: own });
      return;
    }
    incumbents.leave(own, event.id);
  }
  if (ledger.seats === 1 && !acting && !coRuler) {
    const somebodyWent = predecessor !== undefined || LEAVING.has(manner ?? "");
    // Of those of whom nothing says that they have gone, a later event may still tell when they left.
    incumbents.replaceAll(event.id, (tenure) => somebodyWent || tenure.acting || isGone(tenure.holder));
  }
  const tenure: OpenTenure = { holder, began: event.id, acting, coRuler };
  ledger.tenures.push(tenure);
  incumbents.enter(tenure);
}

/** An event may be drawn before the accession that it undoes, where dates are vague: it is that one's end all the same. */
function closeLedger(ledger: Ledger, history: IndexedChronicle): Office {
  const { incumbents: _incumbents, disputed: _disputed, unmatched, changes, ...office } = ledger;
  const { isBefore } = history.comparison;
  const endless = unmatched.length === 0 ? NONE : endlessTenures(ledger.tenures);
  const misnamings: Misnaming[] = [];
  for (const { event, named, incumbent } of unmatched) {
    const own = endless.get(named) ?? [];
    const index = own.findIndex(({ began }) => isBefore(event.id, began) === "possible");
    const [later] = index < 0 ? [] : own.splice(index, 1);
    if (later !== undefined) later.left = event.id;
    else if (incumbent !== undefined && ledger.seats === 1) misnamings.push({ event, named, incumbent });
  }
  const settledOf = settledAmong(changes, history);
  return { ...office, misnamings, settled: (...events) => settledOf(undefined, ...events), settledOf };
}

const NONE: ReadonlyMap<EntityId, OpenTenure[]> = new Map();

/** By holder, those of which no event says that they ended. */
function endlessTenures(tenures: readonly OpenTenure[]): ReadonlyMap<EntityId, OpenTenure[]> {
  const endless = new Map<EntityId, OpenTenure[]>();
  for (const tenure of tenures) {
    if (tenure.left !== undefined) continue;
    append(endless, tenure.holder, tenure);
  }
  return endless;
}

/** Whether a change leaves some holders where canon says that they are: it names only others. */
const isOfOthers = ({ comes, goes }: Omit<SeatChange, "event">, holders: readonly EntityId[] | undefined): boolean => {
  const named = [comes, goes].filter((one) => one !== undefined);
  return holders !== undefined && named.length > 0 && named.every((one) => !holders.includes(one));
};

/** Changes of others at dates that touch, which are told apart; where there are more, nothing is sure of anybody. */
const MOST_OTHERS = 64;

/** Whether the dates say of all changes how they lie to some events; of most, their spans alone do. */
function settledAmong(
  changes: readonly SeatChange[],
  { chronicle, comparison }: IndexedChronicle,
): (holders: readonly EntityId[] | undefined, ...events: readonly EventId[]) => Likelihood {
  const touching = createTouching(
    changes.filter(({ event }) => event.at !== undefined),
    ({ event }) => event,
    comparison,
  );
  const isOpen = (a: EventId, b: EventId): boolean =>
    comparison.mayPrecede(a, b) === "possible" || comparison.mayPrecede(b, a) === "possible";
  return (holders, ...events) => {
    for (const id of events) {
      const event = chronicle.event(id);
      if (event?.at === undefined) continue;
      let others = 0;
      for (const { event: change, ...who } of touching({ ...event.occurred, since: id, until: id })) {
        if (isOfOthers(who, holders) && ++others <= MOST_OTHERS) continue;
        if (!events.includes(change.id) && isOpen(change.id, id)) return "possible";
      }
    }
    return "certain";
  };
}
