import { type Document, isMap, isScalar, isSeq, parseDocument } from "yaml";
import { type Fields, isFields, type FieldPath } from "../statements/draft.ts";
import { closersOf } from "./closeLine.ts";

/** What is being written at a place in a text that need not be YAML at the moment. */
export interface Writing {
  /** `events`, `entities` …; undefined where such a name would stand. */
  readonly section: string | undefined;
  /** From the event or entity, or from the section where it is no list of such. */
  readonly path: FieldPath;
  /** A field's name is being written, into the mapping at `path`; otherwise the value at `path`. */
  readonly isName: boolean;
  /** The word so far and what is left of it behind the cursor, as offsets. */
  readonly start: number;
  readonly end: number;
  readonly word: string;
  /** What the event or entity says besides. */
  readonly item: Fields;
}

const MARK = "valorisCursor";
const WORD = /[^\s,[\]{}"'#:]*$/;
const REST = /^[^\s,[\]{}"'#:]*/;
const SECTION = /^([A-Za-z]+):/;

/**
 * Looks only at the event or entity around the cursor, with a mark in place of the word there: the parser of YAML repairs what
 * is left, and the mark shows where it stands. Undefined where there is nothing to choose from.
 */
export function writingAt(text: string, offset: number): Writing | undefined {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const word = WORD.exec(text.slice(lineStart, offset))?.[0] ?? "";
  const start = offset - word.length;
  const end = offset + (REST.exec(text.slice(offset))?.[0].length ?? 0);
  const at = { start, end, word };
  if (start === lineStart) return { section: undefined, path: [], isName: true, item: {}, ...at };

  const block = blockAround(text, lineStart);
  if (block === undefined) return undefined;
  const { section, from, to } = block;
  const lead = text.slice(lineStart, start);
  const after = text.slice(end, lineEnd(text, end));
  const head = `${section}:${from === undefined ? "" : "\n"}`;
  const marks = text.slice(from ?? block.header, start) + marked(lead, after) + text.slice(end, to);
  const found = parseMarked(head + withClosedLines(marks));
  if (found === undefined) return undefined;
  return { section, ...found, ...at };
}

const COLON_IN_TEXT = /^(\s*(?:- )*[\w-]+:\s+)[^\s"'[{|>&*!#].*:(?:\s.*)?$/;

/** Prose with a colon would be a mapping, and take the lines below for its own. */
const readable = (line: string): string => line.replace(COLON_IN_TEXT, "$1~");

function withClosedLines(text: string): string {
  const lines = text.split("\n");
  return lines
    .map((line, index) => {
      const next = lines.slice(index + 1).find((other) => indentOf(other) !== undefined);
      return line.includes(MARK) ? line + closersOf(line, next) : readable(line) + closersOf(line, next);
    })
    .join("\n");
}

/** A name needs its colon, or the parser takes it for more of the value above; a quote that is open ends here. */
function marked(lead: string, after: string): string {
  const quotes = lead.replaceAll(/\\./g, "").split('"').length - 1;
  if (quotes % 2 === 1) return after.includes('"') ? MARK : `${MARK}"`;
  const isAlone = /^\s*$/.test(lead);
  return isAlone && !/^\s*:/.test(after) ? `${MARK}: ` : MARK;
}

interface Block {
  readonly section: string;
  /** Where the section's value begins, on the line of its name. */
  readonly header: number;
  /** Where the item begins; undefined: the whole section is meant. */
  readonly from: number | undefined;
  readonly to: number;
}

function blockAround(text: string, lineStart: number): Block | undefined {
  let from: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  // Upward: the line nearest above of the least indentation begins the item; the section's name ends the search.
  for (let start = lineStart; ; start = lineBefore(text, start)) {
    const line = text.slice(start, lineEnd(text, start));
    const name = SECTION.exec(line)?.[1];
    if (name !== undefined) {
      const header = start + name.length + 1;
      const isFlow = /^\s*[[{]/.test(line.slice(name.length + 1));
      const isItem = !isFlow && from !== undefined;
      return {
        section: name,
        header,
        from: isItem ? from : undefined,
        to: endOfBlock(text, lineStart, isItem ? least : 0, isItem),
      };
    }
    const indent = indentOf(line);
    if (indent !== undefined && (indent < least || from === undefined)) {
      least = indent;
      from = start;
    }
    if (start === 0) return undefined;
  }
}

/** The first line after the cursor's that is no deeper than the item, or begins another section. */
function endOfBlock(text: string, lineStart: number, least: number, isItem: boolean): number {
  for (let start = lineEnd(text, lineStart) + 1; start < text.length; start = lineEnd(text, start) + 1) {
    const line = text.slice(start, lineEnd(text, start));
    const indent = indentOf(line);
    if (SECTION.test(line) || (isItem && indent !== undefined && indent <= least)) return start;
  }
  return text.length;
}

/** Undefined for lines that are blank or only a comment. */
function indentOf(line: string): number | undefined {
  const indent = /\S/.exec(line)?.index;
  return indent === undefined || line[indent] === "#" ? undefined : indent;
}

const lineBefore = (text: string, start: number): number => (start < 2 ? 0 : text.lastIndexOf("\n", start - 2) + 1);

function lineEnd(text: string, from: number): number {
  const found = text.indexOf("\n", from);
  return found < 0 ? text.length : found;
}

/** Sections of which every entry is an event or an entity. */
const OF_ITEMS: readonly string[] = ["events", "entities", "documents", "retract", "amend"];

function parseMarked(text: string): Pick<Writing, "path" | "isName" | "item"> | undefined {
  const document = parseDocument(text, { uniqueKeys: false, logLevel: "silent", strict: false, schema: "core" });
  const found = findMark(document.contents, []);
  if (found === undefined) return undefined;
  const [section = "", ...path] = found.path;
  if (!OF_ITEMS.includes(String(section))) return { ...found, path, item: {} };
  const [entry, ...inEntry] = path;
  // The id of an entity is anybody's choice, and what stands in a list without a dash is nothing yet.
  if (entry === undefined) return undefined;
  const isFirstName = inEntry.length === 0 && !found.isName && typeof entry === "number";
  return { path: inEntry, isName: found.isName || isFirstName, item: entryOf(document, section, entry) };
}

function entryOf(document: Document, section: string | number, entry: string | number): Fields {
  try {
    const item: unknown = document.toJS({ maxAliasCount: 1000 })?.[section]?.[entry];
    return isFields(item) ? item : {};
  } catch {
    // Aliases of what stands elsewhere in the file.
    return {};
  }
}

/** Where the mark is; a name's path is that of its mapping. */
function findMark(node: unknown, path: FieldPath): { path: FieldPath; isName: boolean } | undefined {
  if (isScalar(node)) return String(node.value).includes(MARK) ? { path, isName: false } : undefined;
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      const found = findMark(item, [...path, index]);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (!isMap(node)) return undefined;
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value) : "";
    if (name.includes(MARK)) return { path, isName: true };
    const found = findMark(value, [...path, name]);
    if (found !== undefined) return found;
  }
  return undefined;
}
