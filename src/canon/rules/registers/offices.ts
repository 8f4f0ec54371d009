import type { OfficeEstablished } from "../../../events/catalogue/offices.ts";
import type { EntityId, EventId } from "../../../events/envelope.ts";
import { type Succession, tenureOf } from "../../../timelines/entityEvents.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import type { z } from "zod";
import type { History } from "../history.ts";
import { isType } from "../knownType.ts";
import type { Likelihood } from "../likelihood.ts";
import { entityRegister } from "./entities.ts";
import type { Register } from "./register.ts";

export const SUCCESSION_TYPES = ["LeaderReplaced", "DomoReplaced", "OfficeVacated"] as const;

/** One person's time in an office. */
export interface Tenure {
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
  readonly incumbent: Tenure;
}

/** The history of one office. */
export interface Office {
  readonly id: EntityId;
  readonly seats: number;
  readonly establishment: z.infer<typeof OfficeEstablished.schema> | undefined;
  /** By beginning. */
  readonly tenures: readonly Tenure[];
  readonly misnamings: readonly Misnaming[];
  /** Successions of one who is in office already. */
  readonly redundant: readonly { readonly event: ResolvedEvent; readonly incumbent: Tenure }[];
  /** From the event that left it empty to the one that filled it. */
  readonly vacancies: readonly { readonly from: EventId; readonly until?: EventId }[];
  /**
   * Who held it was read off the events in the order in which they are drawn. “certain” where the dates themselves say
   * how all of them lie to these; a conclusion about these is at most as sure.
   */
  readonly settled: (...events: readonly EventId[]) => Likelihood;
}

export interface Offices {
  readonly all: readonly Office[];
  get(id: EntityId): Office | undefined;
}

/** Who holds which office. */
export const officeRegister: Register<Offices> = {
  name: "offices",
  build(history, use) {
    const entities = use(entityRegister);
    const ledgers = new Map<EntityId, Ledger>();
    const ledgerOf = (id: EntityId): Ledger => {
      const office = entities.canonical(id);
      let ledger = ledgers.get(office);
      if (ledger === undefined) {
        const establishment = entities
          .get(office)
          ?.declarations.flatMap(({ event }) => (isType(event, "OfficeEstablished") ? [event.data] : []))[0];
        ledgers.set(office, (ledger = createLedger(office, establishment)));
      }
      return ledger;
    };
    for (const { id, kinds } of entities.all) if (kinds.has("office")) ledgerOf(id);

    for (const event of history.eventsOf(SUCCESSION_TYPES)) {
      const succession = tenureOf(event);
      if (succession === undefined) continue;
      const { successor, predecessor } = succession;
      record(ledgerOf(succession.office), event, {
        ...succession,
        ...(successor === undefined ? {} : { successor: entities.canonical(successor) }),
        ...(predecessor === undefined ? {} : { predecessor: entities.canonical(predecessor) }),
        isGone: (holder) =>
          (entities.get(holder)?.ends ?? []).some((end) => history.comparison.isBefore(event.id, end) !== "certain"),
      });
    }
    const offices = new Map([...ledgers].map(([id, ledger]) => [id, closeLedger(ledger, history)]));
    return { all: [...offices.values()], get: (id) => offices.get(entities.canonical(id)) };
  },
};

interface OpenTenure {
  holder: EntityId;
  began: EventId;
  acting: boolean;
  coRuler: boolean;
  left?: EventId;
  replaced?: { by: EventId; explained: boolean };
}

interface Ledger extends Omit<Office, "tenures" | "misnamings" | "vacancies" | "settled"> {
  readonly changes: EventId[];
  readonly tenures: OpenTenure[];
  /** In office as far as the events so far say; with those whom another replaced without a word of their leaving. */
  open: OpenTenure[];
  readonly unmatched: {
    readonly event: ResolvedEvent;
    readonly named: EntityId;
    readonly incumbent: OpenTenure | undefined;
  }[];
  readonly redundant: { event: ResolvedEvent; incumbent: Tenure }[];
  readonly vacancies: { from: EventId; until?: EventId }[];
}

const createLedger = (id: EntityId, establishment: Office["establishment"]): Ledger => ({
  id,
  establishment,
  seats: establishment?.seats ?? 1,
  changes: [],
  tenures: [],
  open: [],
  unmatched: [],
  redundant: [],
  vacancies: [],
});

interface Change extends Succession {
  /** Whether somebody may be dead or dissolved by then. */
  readonly isGone: (holder: EntityId) => boolean;
}

/** How a predecessor goes; the other manners say how a successor comes. */
const LEAVING = new Set(["disgraced", "died", "coup", "abdicated", "term"]);

function record(ledger: Ledger, event: ResolvedEvent, change: Change): void {
  const { successor, predecessor } = change;
  ledger.changes.push(event.id);
  if (predecessor !== undefined && predecessor !== successor) leave(ledger, event, predecessor);
  else if (successor === undefined) vacate(ledger, event);
  if (successor !== undefined) accede(ledger, event, successor, change);
  else if (ledger.open.every(({ replaced }) => replaced !== undefined) && !isVacant(ledger))
    ledger.vacancies.push({ from: event.id });
}

const isVacant = ({ vacancies }: Ledger): boolean => vacancies.length > 0 && vacancies.at(-1)?.until === undefined;

function leave(ledger: Ledger, event: ResolvedEvent, named: EntityId): void {
  const tenure = ledger.open.findLast(({ holder }) => holder === named);
  if (tenure === undefined) {
    const incumbent = ledger.open.find(
      ({ acting, coRuler, replaced }) => !acting && !coRuler && replaced === undefined,
    );
    ledger.unmatched.push({ event, named, incumbent });
    return;
  }
  tenure.left = event.id;
  ledger.open = ledger.open.filter((other) => other !== tenure);
}

/** Nobody is named: it can only be the one holder that there is. */
function vacate(ledger: Ledger, event: ResolvedEvent): void {
  const holders = ledger.open.filter(({ replaced }) => replaced === undefined);
  const [only] = holders;
  if (only === undefined || holders.length > 1) return;
  only.left = event.id;
  ledger.open = ledger.open.filter((tenure) => tenure !== only);
}

function accede(ledger: Ledger, event: ResolvedEvent, holder: EntityId, change: Change): void {
  const { acting = false, coRuler = false, predecessor, manner, isGone } = change;
  const vacancy = ledger.vacancies.at(-1);
  if (vacancy !== undefined && vacancy.until === undefined) vacancy.until = event.id;

  const own = ledger.open.find((tenure) => tenure.holder === holder && tenure.replaced === undefined);
  if (own !== undefined) {
    if (!own.acting || acting) {
      ledger.redundant.push({ event, incumbent: own });
      return;
    }
    leave(ledger, event, holder);
  }
  if (ledger.seats === 1 && !acting && !coRuler)
    for (const tenure of ledger.open) {
      const somebodyWent = predecessor !== undefined || LEAVING.has(manner ?? "");
      if (!tenure.coRuler)
        tenure.replaced ??= { by: event.id, explained: somebodyWent || tenure.acting || isGone(tenure.holder) };
    }
  // Whoever is known to have gone is out; of the others, a later event may still tell when they left.
  ledger.open = ledger.open.filter(({ replaced }) => replaced?.explained !== true);
  const tenure: OpenTenure = { holder, began: event.id, acting, coRuler };
  ledger.tenures.push(tenure);
  ledger.open.push(tenure);
}

/** An event may be drawn before the accession that it undoes, where dates are vague: it is that one's end all the same. */
function closeLedger(ledger: Ledger, { comparison }: History): Office {
  const { open: _open, unmatched, changes, ...office } = ledger;
  const isOpen = (a: EventId, b: EventId): boolean =>
    comparison.mayPrecede(a, b) === "possible" || comparison.mayPrecede(b, a) === "possible";
  const misnamings: Misnaming[] = [];
  for (const { event, named, incumbent } of unmatched) {
    const later = ledger.tenures.find(
      ({ holder, began, left }) =>
        holder === named && left === undefined && comparison.isBefore(event.id, began) === "possible",
    );
    if (later !== undefined) later.left = event.id;
    else if (incumbent !== undefined && ledger.seats === 1) misnamings.push({ event, named, incumbent });
  }
  return {
    ...office,
    misnamings,
    settled: (...events) =>
      changes.some((change) => !events.includes(change) && events.some((event) => isOpen(change, event)))
        ? "possible"
        : "certain",
  };
}
