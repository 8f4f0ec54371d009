import type { Anchor, DateExpression, DateOptions, DateStatement } from "../events/dates/dateExpression.ts";
import { parseDateExpression } from "../events/dates/dateExpression.ts";
import { ALWAYS, type Span } from "../events/dates/span.ts";
import {
  ORIGIN,
  solveTemporalNetwork,
  type NegativeCycle,
  type Preference,
  type TemporalNetwork,
} from "../events/dates/temporalNetwork.ts";
import type { EntityId, EventId } from "../events/envelope.ts";
import { ValorisError } from "../events/valorisError.ts";
import type { EntityEvents } from "./chronicleInMemory.ts";
import { anchorKey, statementInWords } from "./dateWords.ts";
import type { DatedThing, Path, Statement } from "./datedStatement.ts";
import { trustIn } from "./dateTrust.ts";
import { documentKey } from "./entityEvents.ts";
import { lowerRepeated, type Repeated } from "./repeatedSpans.ts";
import type { DateIssue, DateStep, ImpossibleDates } from "./dateIssues.ts";
import { held } from "../idioms/held.ts";
import { getOrMake } from "../idioms/multimap.ts";

export interface DateNetwork {
  readonly network: TemporalNetwork;
  /** Undefined for what is not in the network: undated declarations, unknown things. */
  node(key: string): number | undefined;
  /** What is stated to be no later than this; by key. */
  readonly notAfter: (key: string) => readonly string[];
  readonly approximate: ReadonlySet<string>;
  readonly preferences: readonly Preference[];
  readonly issues: readonly DateIssue[];
  readonly impossible: readonly ImpossibleDates[];
}

export interface DateContext {
  /** Undated declarations: they hold since the beginning, before everything. */
  readonly isSinceBeginning: (event: EventId) => boolean;
  readonly isEvent: (id: EventId) => boolean;
  readonly entities: ReadonlyMap<EntityId, EntityEvents>;
  /** Whether anything declares this id at all. */
  readonly isEntity: (id: EntityId) => boolean;
  /** How dates are read. */
  readonly dates: DateOptions;
}

/** Lowers dates as written to one simple temporal network, and solves it. */
export function buildDateNetwork(things: readonly DatedThing[], context: DateContext): DateNetwork {
  const nodes = new Map<string, number>();
  // What is dated twice, as a document whose present two events state, is one instant.
  for (const { key } of things) if (!nodes.has(key)) nodes.set(key, nodes.size + 1);
  const names = [...nodes.keys()];
  const statements: Statement[] = [];
  const issues: DateIssue[] = [];
  const approximate = new Set<string>();
  const preferences: Preference[] = [];
  const repeated: Repeated[] = [];
  const lowering = { context, nodes, statements, issues, approximate, preferences, repeated, spans: new Map() };
  for (const thing of things) lower(thing, lowering);
  const solved = (): TemporalNetwork =>
    solveTemporalNetwork(
      nodes.size + 1,
      statements.map(({ constraint }) => constraint),
      () => trustIn(things, statements, nodes),
    );

  let network = solved();
  if (repeated.length > 0) {
    // Which stretch of several is meant, all other dates decide.
    statements.push(...lowerRepeated(repeated, network, issues));
    network = solved();
  }
  // What is set aside as wrong is still drawn where it says, where the rest leaves room.
  for (const [index, { constraint, written }] of statements.entries())
    if (written.kind === "within" && network.isSetAside(index))
      preferences.push({ node: constraint.to, within: written.stated ?? written.span });
  return {
    network,
    node: (key) => nodes.get(key),
    notAfter: (key) => {
      const node = nodes.get(key);
      return node === undefined ? [] : network.notAfter(node).map((earlier) => held(names[earlier - 1]));
    },
    approximate,
    preferences,
    issues,
    impossible: network.conflicts.map((cycle) =>
      describeCycle(cycle, statements, (node) => names[node - 1] ?? "the calendar"),
    ),
  };
}

interface Lowering {
  readonly context: DateContext;
  readonly nodes: ReadonlyMap<string, number>;
  readonly statements: Statement[];
  readonly issues: DateIssue[];
  readonly approximate: Set<string>;
  readonly preferences: Preference[];
  readonly repeated: Repeated[];
  /** Of entities: many dates may count from one that begins and ends many times. */
  readonly spans: Map<EntityId, AnchorSpan>;
}

/** Whose calendar is not there, has to be told where one is declared: a log says only its name. */
const whyNot = ({ code, message, help }: ValorisError): string =>
  code === "date/calendar" && help !== undefined ? `${message} ${help}` : message;

function lower(thing: DatedThing, into: Lowering): void {
  const node = into.nodes.get(thing.key) ?? ORIGIN;
  let parsed: readonly DateStatement[];
  try {
    parsed = parseDateExpression(thing.at, into.context.dates);
  } catch (error) {
    if (!(error instanceof ValorisError)) throw error;
    into.issues.push({ kind: "invalid-date", event: thing.event, path: thing.path, message: whyNot(error) });
    return;
  }
  for (const statement of parsed) {
    const path = [...thing.path, ...statement.path];
    if (statement.kind === "within") {
      if (statement.approximate) into.approximate.add(thing.key);
      if (statement.stated !== undefined) into.preferences.push({ node, within: statement.stated });
      const { earliest: min, latest: max } = statement.span;
      into.statements.push({ constraint: { from: ORIGIN, to: node, min, max }, thing, path, written: statement });
    } else lowerRelation(thing, node, statement, path, into);
  }
}

type Relative = Extract<DateStatement, { kind: "relative" }>;

function lowerRelation(thing: DatedThing, node: number, statement: Relative, path: Path, into: Lowering): void {
  const { relation, least, most } = statement;
  const span = anchorOf(statement, thing, path, into);
  if (span === undefined) return;
  const state = (from: number, to: number, min: number, max: number): void => {
    into.statements.push({ constraint: { from, to, min, max }, thing, path, written: statement });
  };
  if (span.kind === "calendar") {
    const { earliest, latest } = span.span;
    const { offset } = statement;
    // An offset moves the date as a whole; a bound counts from its end (after) or from its start (before).
    if (relation === "after") state(ORIGIN, node, (offset ? earliest : latest) + least, latest + most);
    else if (relation === "before") state(ORIGIN, node, earliest - most, (offset ? latest : earliest) - least);
    else state(ORIGIN, node, earliest, latest);
    return;
  }
  const { begins, ends } = span;
  const number = statement.anchor.kind === "tenure" ? statement.anchor.number : undefined;
  if (begins.length > 1 || ends.length > 1 || number !== undefined) {
    into.repeated.push({ thing, node, path, written: statement, begins, ends, number });
    return;
  }
  const startsOrEnds = ends.length > 0 ? ends : begins;
  if (relation === "after")
    for (const end of startsOrEnds) state(end, node, least, ends.length > 0 ? most : Number.POSITIVE_INFINITY);
  else if (relation === "before") for (const start of begins) state(node, start, least, most);
  else if (relation === "with") for (const start of begins) state(start, node, 0, 0);
  else {
    for (const start of begins) state(start, node, 0, Number.POSITIVE_INFINITY);
    for (const end of ends) state(node, end, 0, Number.POSITIVE_INFINITY);
  }
}

type AnchorSpan =
  | { readonly kind: "calendar"; readonly span: Span }
  | { readonly kind: "nodes"; readonly begins: readonly number[]; readonly ends: readonly number[] };

function anchorOf(statement: Relative, thing: DatedThing, path: Path, into: Lowering): AnchorSpan | undefined {
  const { anchor } = statement;
  const { context, nodes } = into;
  const nodeOf = (key: string): number[] => {
    const node = nodes.get(key);
    return node === undefined ? [] : [node];
  };
  const refuse = (kind: DateIssue["kind"], message: string): undefined => {
    into.issues.push({ kind, event: thing.event, path, message });
  };
  if (anchor.kind === "span") return { kind: "calendar", span: anchor.span };
  if (anchor.kind === "document") {
    const node = nodeOf(documentKey(anchor.id));
    if (node.length > 0) return { kind: "nodes", begins: node, ends: node };
    return context.isEntity(anchor.id)
      ? refuse("no-span", `The document ${anchor.id} has no \`present\`.`)
      : refuse("unknown-reference", `No document ${anchor.id} is declared.`);
  }
  const id = anchorKey(anchor);
  if (anchor.kind === "id" && context.isEvent(id)) {
    const node = nodeOf(id);
    if (node.length > 0) return { kind: "nodes", begins: node, ends: node };
    if (!context.isSinceBeginning(id)) return undefined;
    if (statement.relation === "after" && statement.most === Number.POSITIVE_INFINITY) return undefined;
    return refuse("no-span", `${id} holds since the beginning; nothing is before it, or at a distance from it.`);
  }
  const entity = context.entities.get(id);
  if (entity === undefined || (entity.begins.length === 0 && entity.ends.length === 0))
    return context.isEntity(id)
      ? refuse("no-span", `Nothing says when ${id} begins or ends.`)
      : refuse("unknown-reference", `Nothing has the id ${id}.`);
  return getOrMake(into.spans, id, () => ({
    kind: "nodes",
    begins: entity.begins.flatMap(nodeOf),
    ends: entity.ends.flatMap(nodeOf),
  }));
}

function describeCycle(
  cycle: NegativeCycle,
  statements: readonly Statement[],
  name: (node: number) => string,
): ImpossibleDates {
  const steps = cycle.edges.flatMap((edge): DateStep[] => {
    const statement = statements[edge.constraint];
    if (statement === undefined) return [];
    const { thing, path, written } = statement;
    return [
      { event: thing.event, path, from: name(edge.from), to: name(edge.to), says: statementInWords(thing.at, written) },
    ];
  });
  return { steps, excess: cycle.excess };
}

/** The span of something dated that is not in the network, from the resolved spans of what it counts from. */
export function spanOfDate(
  date: DateExpression,
  options: DateOptions,
  anchorSpan: (anchor: Anchor) => Span | undefined,
): Span {
  let { earliest, latest } = ALWAYS;
  for (const statement of parseDateExpression(date, options)) {
    const span = statement.kind === "within" ? statement.span : relativeSpan(statement, anchorSpan);
    earliest = Math.max(earliest, span.earliest);
    latest = Math.min(latest, span.latest);
  }
  return { earliest, latest };
}

function relativeSpan(
  { relation, anchor, least, most }: Relative,
  anchorSpan: (anchor: Anchor) => Span | undefined,
): Span {
  const span = anchor.kind === "span" ? anchor.span : (anchorSpan(anchor) ?? ALWAYS);
  if (relation === "after") return { earliest: span.earliest + least, latest: span.latest + most };
  if (relation === "before") return { earliest: span.earliest - most, latest: span.latest - least };
  return span;
}
