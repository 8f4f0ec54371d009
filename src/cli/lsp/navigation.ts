import type { DocumentSymbol, Location as Link, SymbolKind, TextEdit } from "vscode-languageserver/node";
import { editing } from "../../doors/canon.ts";
import { onOneLine } from "../../doors/view.ts";
import { type Location, ValorisError } from "../../index.ts";
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

/**
 * Another id for an event or an entity, wherever it is named; says why not, where it cannot be done everywhere.
 *
 * @throws ValorisError `lsp/rename`
 */
export function renameAt(
  shown: Shown,
  at: editing.Position,
  reading: LastRead,
  name: string,
  textAt: (uri: string) => string | undefined,
  uriOf: UriOf,
): Record<string, TextEdit[]> {
  const [thing] = thingsAt(shown, at, reading);
  if (thing === undefined) throw cannotRename("Nothing here has an id that canon knows.");
  const { id } = thing;
  if (!ID.test(name)) throw cannotRename(`${name} is no id: ids have a–z, 0–9 and hyphens.`);
  if ([true, false].some((isEvent) => isKnown(reading, name, isEvent)))
    throw cannotRename(`${name} is the id of something else already.`);
  const changes: Record<string, TextEdit[]> = {};
  for (const { uri, range } of referencesAt(shown, at, reading, uriOf, true)) {
    const line = textAt(uri)?.split("\n", range.start.line + 1)[range.start.line];
    const written = line?.slice(
      range.start.character,
      range.end.line === range.start.line ? range.end.character : undefined,
    );
    const found = written === undefined ? -1 : wholeWord(written, id);
    if (found < 0)
      throw cannotRename(`${id} is named in ${uri}:${range.start.line + 1} in a way that cannot be renamed.`);
    const start = { line: range.start.line, character: range.start.character + found };
    const end = { line: range.start.line, character: start.character + id.length };
    (changes[uri] ??= []).push({ range: { start, end }, newText: name });
  }
  return changes;
}

const ID = /^[a-z0-9][a-z0-9-]*$/;

/** Where a word stands that is no part of a longer one. */
function wholeWord(text: string, word: string): number {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!/[\w-]/.test(text[at - 1] ?? " ") && !/[\w-]/.test(text[at + word.length] ?? " ")) return at;
  return -1;
}

const cannotRename = (why: string): ValorisError => new ValorisError("lsp/rename", why);

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
