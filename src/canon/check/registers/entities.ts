import { EntityDeclared } from "../../../events/catalogue/documents.ts";
import type { EntityId, EventId } from "../../../events/envelope.ts";
import type { Reference } from "../../../events/fields.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import type { IndexedChronicle } from "../kit/indexedChronicle.ts";
import { fieldOf, idsOf, textOf } from "../kit/fieldValues.ts";
import { type Aliases, createAliases } from "./aliases.ts";
import type { Register } from "../kit/register.ts";
import { append, getOrMake } from "../../../idioms/multimap.ts";
import { deathsInOffice } from "./deathInOffice.ts";

/** An event that says that something is there, and what it is. */
export interface Declaration {
  readonly event: ResolvedEvent;
  /** From the event to the id. */
  readonly path: readonly (string | number)[];
  readonly kind: string;
  /** It is there to declare; `creates` and `begins` say it in passing. */
  readonly role: "declares" | "creates" | "begins";
  /** What it says of the entity. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What canon says of one id, in in-universe order. */
export interface EntityRecord {
  readonly id: EntityId;
  readonly declarations: readonly Declaration[];
  /** Dated ones only: what holds since the beginning begins nothing. */
  readonly starts: readonly EventId[];
  readonly ends: readonly EventId[];
  readonly restores: readonly EventId[];
  /** Successions that say in passing that it had died by then. */
  readonly deathsInOffice: readonly EventId[];
}

/** What canon says of one entity, under all its ids. */
export interface Entity extends EntityRecord {
  readonly kinds: ReadonlySet<string>;
  /** All that it is or was called. */
  readonly names: readonly string[];
  /** Declared without a date: a dated beginning after an end begins it anew. Nobody is born anew, and what is only named is not there yet. */
  readonly mayBeginAnew: boolean;
  /** A stand-in: no rule about spans applies. */
  readonly sentinel: boolean;
  readonly successorOf: readonly EntityId[];
  readonly records: readonly EntityRecord[];
}

/** What an event names, and who or what that is; undefined where nothing declares it. */
export interface NamedEntity extends Reference {
  readonly entity: Entity | undefined;
}

export interface Entities extends Pick<Aliases, "canonical"> {
  has(id: EntityId): boolean;
  get(id: EntityId): Entity | undefined;
  /** Everything that an event names. */
  named(event: ResolvedEvent): readonly NamedEntity[];
  /** The first value that a declaration gives for a field. */
  fact(id: EntityId, field: string): unknown;
  readonly all: readonly Entity[];
  /** Every id that is declared, or is an alias of one that is. */
  readonly ids: readonly EntityId[];
}

/** Who and what there is. */
export const entityRegister: Register<Entities> = { name: "entities", build };

/** The first declaration of something that states a fact. */
export const stating = (entity: Entity | undefined, fact: string): ResolvedEvent | undefined =>
  entity?.declarations.find(({ facts }) => facts[fact] !== undefined)?.event;

/** The fields of a declaration that are about the id rather than about the entity. */
const ABOUT_THE_ID = new Set(["alias", "successorOf", "sentinel", "kind"]);

function build(history: IndexedChronicle): Entities {
  const aliases = createAliases();
  const drafts = new Map<EntityId, Draft>();
  const types = history.typesWith("declares", "creates", "begins", "ends", "restores");
  for (const event of history.eventsOf([...types, EntityDeclared.type])) learn(event, history, drafts, aliases);
  for (const { event, dead } of deathsInOffice(history, aliases.canonical, withSeveralSeats(drafts, aliases)))
    draftOf(drafts, dead).deathsInOffice.push(event);

  const renamed = new Map<EntityId, string[]>();
  for (const { effect } of history.changesOf("name")) append(renamed, aliases.canonical(effect.entity), effect.name);

  const groups = new Map<EntityId, EntityRecord[]>();
  for (const draft of drafts.values()) {
    const id = aliases.canonical(draft.id);
    const { begun, created, ...rest } = draft;
    const record = { ...rest, starts: begun.length > 0 ? begun : created };
    append(groups, id, record);
  }
  const all: Entity[] = [];
  const byId = new Map<EntityId, Entity>();
  for (const [id, records] of groups) {
    const entity = merge(id, records, history, renamed.get(id) ?? []);
    all.push(entity);
    for (const record of records) byId.set(record.id, entity);
  }
  const get = (id: EntityId): Entity | undefined => byId.get(id);
  const has = (id: EntityId): boolean => (get(id)?.declarations.length ?? 0) > 0;
  const firstFacts = new Map<Entity, Readonly<Record<string, unknown>>>();
  const firstFactsOf = (entity: Entity): Readonly<Record<string, unknown>> => {
    const { declarations } = entity;
    if (declarations.length < 2) return declarations[0]?.facts ?? {};
    const known = firstFacts.get(entity);
    if (known !== undefined) return known;
    const facts: Record<string, unknown> = {};
    for (const declaration of declarations.toReversed()) Object.assign(facts, declaration.facts);
    firstFacts.set(entity, facts);
    return facts;
  };
  // Rules ask for one event one after the other.
  let last: ResolvedEvent | undefined;
  let lastNamed: readonly NamedEntity[] = [];
  return {
    canonical: aliases.canonical,
    has,
    get,
    named(event) {
      if (event !== last) {
        lastNamed = history
          .references(event)
          .map(({ role, targets, id, path }) => ({ role, targets, id, path, entity: get(id) }));
        last = event;
      }
      return lastNamed;
    },
    fact: (id, field) => {
      const entity = get(id);
      return entity && firstFactsOf(entity)[field];
    },
    all,
    ids: [...drafts.keys()].filter(has),
  };
}

/** Offices that are declared with several seats. */
const withSeveralSeats = (drafts: ReadonlyMap<EntityId, Draft>, { canonical }: Aliases): ReadonlySet<EntityId> =>
  new Set(
    [...drafts.values()].flatMap(({ id, declarations }) =>
      declarations.some(({ kind, facts }) => kind === "office" && Number(facts["seats"] ?? 1) > 1)
        ? [canonical(id)]
        : [],
    ),
  );

interface Draft {
  readonly id: EntityId;
  readonly declarations: Declaration[];
  readonly created: EventId[];
  readonly begun: EventId[];
  readonly ends: EventId[];
  readonly restores: EventId[];
  readonly deathsInOffice: EventId[];
}

const draftOf = (drafts: Map<EntityId, Draft>, id: EntityId): Draft =>
  getOrMake(drafts, id, () => ({
    id,
    declarations: [],
    created: [],
    begun: [],
    ends: [],
    restores: [],
    deathsInOffice: [],
  }));

function learn(event: ResolvedEvent, history: IndexedChronicle, drafts: Map<EntityId, Draft>, aliases: Aliases): void {
  for (const { role, id, path, targets } of history.references(event)) {
    const named = event.type === EntityDeclared.type && path[0] === "entity";
    if (role === "ends") draftOf(drafts, id).ends.push(event.id);
    else if (role === "restores") draftOf(drafts, id).restores.push(event.id);
    else if (named || role === "declares" || role === "creates" || role === "begins") {
      const draft = draftOf(drafts, id);
      const kind = named ? textOf(fieldOf(event.data, "kind")) : targets[0];
      const facts = factsOf(event.data, path[0]);
      draft.declarations.push({
        event,
        path,
        kind: kind ?? "",
        role: role === "creates" || role === "begins" ? role : "declares",
        facts,
      });
      if (!named && event.at !== undefined) (role === "begins" ? draft.begun : draft.created).push(event.id);
      for (const alias of idsOf(fieldOf(event.data, "alias"))) {
        draftOf(drafts, alias);
        aliases.join(id, alias);
      }
    }
  }
}

function factsOf(data: unknown, own: string | number | undefined): Readonly<Record<string, unknown>> {
  if (typeof data !== "object" || data === null) return {};
  return Object.fromEntries(Object.entries(data).filter(([field]) => field !== own && !ABOUT_THE_ID.has(field)));
}

function merge(
  id: EntityId,
  records: readonly EntityRecord[],
  { chronicle }: IndexedChronicle,
  renamed: readonly string[],
): Entity {
  const [only, ...others] = records;
  // Most have one id, and are declared once.
  const collect = <Item>(list: (record: EntityRecord) => readonly Item[]): readonly Item[] =>
    only !== undefined && others.length === 0 ? list(only) : records.flatMap(list);
  const inOrder = (list: readonly EventId[]): readonly EventId[] =>
    others.length === 0 ? list : [...list].sort((a, b) => chronicle.indexOf(a) - chronicle.indexOf(b));
  const declarations = collect((record) => record.declarations);
  const said = (field: string): unknown[] => {
    const values: unknown[] = [];
    for (const { event } of declarations) {
      const value = fieldOf(event.data, field);
      if (value !== undefined) values.push(value);
    }
    return values;
  };
  // What is declared outright is its kind; what an event says in passing counts where nothing is.
  const outright = declarations.filter(({ role }) => role === "declares");
  const named = outright.length > 0 ? outright : declarations;
  const kinds = kindsOf(named);
  return {
    id,
    records,
    declarations,
    kinds,
    mayBeginAnew:
      !kinds.has("person") &&
      outright.some(({ event: { at, type } }) => at === undefined && type !== EntityDeclared.type),
    names: [...new Set([...said("name").filter((name) => typeof name === "string"), ...renamed])],
    sentinel: said("sentinel").includes(true),
    successorOf: said("successorOf").flatMap(idsOf),
    starts: inOrder(collect((record) => record.starts)),
    ends: inOrder(collect((record) => record.ends)),
    restores: inOrder(collect((record) => record.restores)),
    deathsInOffice: inOrder(collect((record) => record.deathsInOffice)),
  };
}

const single = new Map<string, ReadonlySet<string>>();

function kindsOf(declarations: readonly Declaration[]): ReadonlySet<string> {
  const [first, ...others] = declarations;
  if (first === undefined || others.length > 0) return new Set(declarations.map(({ kind }) => kind));
  const known = getOrMake(single, first.kind, () => new Set([first.kind]));
  return known;
}
