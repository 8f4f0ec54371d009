import type { DocumentSymbol, Location as Link, SymbolKind } from "vscode-languageserver/node";
import { editing } from "../../doors/canon.ts";
import { onOneLine } from "../../doors/view.ts";
import type { Location } from "../../index.ts";
import { knowledgeOf, meantAt, mentionsOf, type Shown } from "./documents.ts";
import { toRange } from "./places.ts";
import type { LastRead } from "./project.ts";

export type UriOf = (path: string) => string;

const link = (location: Location, uriOf: UriOf): Link => ({ uri: uriOf(location.path), range: toRange(location) });

/** Where an event is written, or an entity comes to be. */
export function definitionsAt(shown: Shown, at: editing.Position, reading: LastRead, uriOf: UriOf): Link[] {
  for (const { id, isEvent } of thingsAt(shown, at, reading)) {
    const own = declarationOf(reading, id, isEvent);
    if (own !== undefined) return [link(own, uriOf)];
    const [first] = isEvent ? [] : mentionsOf(reading, id, false).filter(({ declares }) => declares);
    if (first !== undefined) return [link(first.location, uriOf)];
  }
  return [];
}

/** Everywhere that an event or an entity is named; with its declaration only if that is asked for. */
export function referencesAt(
  shown: Shown,
  at: editing.Position,
  reading: LastRead,
  uriOf: UriOf,
  withDeclaration: boolean,
): Link[] {
  const [thing] = thingsAt(shown, at, reading);
  if (thing === undefined) return [];
  const { id, isEvent } = thing;
  const own = declarationOf(reading, id, isEvent);
  const others = mentionsOf(reading, id, isEvent).map(({ location }) => location);
  const isOwn = ({ path, line, column }: Location): boolean =>
    own?.path === path && own.line === line && own.column === column;
  const all = [...(withDeclaration && own !== undefined ? [own] : []), ...others.filter((place) => !isOwn(place))];
  const links = new Map(all.map((place) => [`${place.path}:${place.line}:${place.column}`, link(place, uriOf)]));
  return [...links.values()];
}

function declarationOf({ loaded, chronicle }: LastRead, id: string, isEvent: boolean): Location | undefined {
  return isEvent ? loaded.sources.locate(id, ["id"], chronicle.timeline) : loaded.sources.locateEntity(id);
}

/** What a mention can be of, as canon knows it. */
function thingsAt(shown: Shown, at: editing.Position, reading: LastRead): { id: string; isEvent: boolean }[] {
  return meantAt(shown, at, reading).flatMap(({ id, means }) => {
    if (typeof means === "string") return [];
    return [true, false]
      .filter((isEvent) => means.length === 0 || means.includes("event") === isEvent)
      .filter((isEvent) => isKnown(reading, id, isEvent))
      .map((isEvent) => ({ id, isEvent }));
  });
}

function isKnown({ loaded, chronicle }: LastRead, id: string, isEvent: boolean): boolean {
  if (isEvent) return chronicle.event(id) !== undefined || loaded.sources.locate(id) !== undefined;
  return chronicle.kindOf(id) !== undefined || loaded.sources.locateEntity(id) !== undefined;
}

const EVENT: SymbolKind = 24;
const ENTITY: SymbolKind = 19;

/** The events and entities of a text. @throws ValorisError for what cannot be read */
export function symbolsOf({ path, text }: Shown, reading: LastRead | undefined): DocumentSymbol[] {
  const { statements } = editing.openText({ path, text }, knowledgeOf(reading));
  return statements.map(({ statement, start }, index): DocumentSymbol => {
    const { flat } = editing.draftOf(statement);
    const isEntity = statement.kind === "entity";
    const own = isEntity ? statement.entity : (flat["id"] ?? flat["type"]);
    const next = statements[index + 1]?.start;
    const first = { line: start.line - 1, character: start.column - 1 };
    const line = text.split("\n", start.line)[start.line - 1] ?? "";
    const end = { line: start.line - 1, character: line.replace(/\r$/, "").length };
    const after = next === undefined || next.line <= start.line ? end : { line: next.line - 2, character: 0 };
    const last = after.line < end.line ? end : after.line === end.line ? end : after;
    return {
      name: onOneLine(String(own)),
      detail: onOneLine(String(flat["title"] ?? flat["name"] ?? (isEntity ? flat["kind"] : flat["type"]) ?? "")),
      kind: isEntity ? ENTITY : EVENT,
      range: { start: first, end: last },
      selectionRange: { start: first, end },
    };
  });
}
