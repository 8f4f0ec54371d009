import { ValorisError } from "../../../events/valorisError.ts";
import { jsonEdit } from "./jsonEdit.ts";
import { isFields, type FieldPath, type Site, type CanonStatement } from "../statements/draft.ts";
import { firstJsonProblem, jsonRange, repeatedJsonKey } from "./jsonOffsets.ts";
import type { JsonNode, JsonProblem } from "./jsonTree.ts";
import { rememberTrees } from "./rememberTrees.ts";
import { type CanonLimits, LIMITS } from "../input/limits.ts";
import { type TextLines, textLines } from "../input/textLines.ts";
import { lineTooLong } from "../yaml/yamlFile.ts";

/** Lines between two reports of progress. */
const STRIDE = 4096;

export interface NdjsonOptions {
  readonly limits?: CanonLimits;
  readonly lines?: TextLines;
  /** The number of the first line; 1 if absent. */
  readonly firstLine?: number;
  /** The first line is no event: it says something of the whole. */
  readonly hasHeader?: boolean;
  /** Called every few thousand lines with the characters read so far. */
  readonly onProgress?: (read: number) => void;
}

/**
 * The events of an NDJSON file: one flat event a line, blank lines skipped.
 *
 * @throws ValorisError `canon/json-syntax`, `canon/line-length`, `canon/depth`
 */
export function* readNdjson(path: string, text: string, options: NdjsonOptions = {}): Generator<CanonStatement> {
  const { limits = LIMITS, firstLine = 1, lines = textLines(text, firstLine), hasHeader = false } = options;
  const treeOf = rememberTrees((line: number) => lines.line(line) ?? "", limits.depth);
  for (let start = 0, line = firstLine; start < text.length; line++) {
    const found = text.indexOf("\n", start);
    const end = found < 0 ? text.length : found;
    if (end - start > limits.lineLength) throw lineTooLong(path, line, limits);
    const flat = parseLine(text.slice(start, end), path, line, limits);
    if (flat !== undefined && !(hasHeader && line === firstLine))
      yield statement(flat, ndjsonSite(path, lines, line, limits, treeOf));
    start = end + 1;
    if (line % STRIDE === 0) options.onProgress?.(start);
  }
}

function statement(flat: unknown, site: Site): CanonStatement {
  if (isFields(flat)) return { kind: "event", flat, site };
  return {
    kind: "misfit",
    misfit: {
      message: "An event is an object with fields.",
      help: "One event a line, in { … }.",
      location: site.place([]),
    },
  };
}

/** Undefined for a blank line. */
function parseLine(line: string, path: string, number: number, limits: CanonLimits): unknown {
  if (line === "" || line === "\r") return undefined;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    if (line.trim() === "") return undefined;
    throw notJson(line, path, number, limits);
  }
  const fields = countFields(value, limits.depth);
  if (fields < 0)
    throw new ValorisError("canon/depth", `Lists and objects are nested more than ${limits.depth} deep here.`, {
      help: "No event needs that.",
      at: { path, line: number, column: (firstJsonProblem(line, limits.depth)?.offset ?? 0) + 1 },
    });
  if (isFields(value) && countColons(line) !== fields) refuseRepeatedKeys(line, path, number, limits);
  return value;
}

function notJson(line: string, path: string, number: number, { depth }: CanonLimits): ValorisError {
  const { offset, message } = firstJsonProblem(line, depth) ?? { offset: 0, message: "This is not JSON." };
  const spread = number === 1 && /^\s*[[{]\s*$/.test(line);
  return new ValorisError("canon/json-syntax", message, {
    at: { path, line: number, column: offset + 1, length: 1 },
    help: spread
      ? "An NDJSON file holds one whole event a line; this looks like one JSON document over several lines."
      : "An NDJSON file holds one event a line, each a JSON object.",
  });
}

/** Fields of all objects in it; −1 when nested too deep. */
function countFields(value: unknown, depth: number): number {
  if (typeof value !== "object" || value === null) return 0;
  if (depth <= 0) return -1;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) {
      const inner = countFields(item, depth - 1);
      if (inner < 0) return -1;
      count += inner;
    }
    return count;
  }
  for (const field in value) {
    const inner = countFields(Reflect.get(value, field), depth - 1);
    if (inner < 0) return -1;
    count += inner + 1;
  }
  return count;
}

/** Where it differs from the fields that were read, a field may stand twice (or text holds `":`). */
function countColons(line: string): number {
  let count = 0;
  for (let i = line.indexOf(":"); i >= 0; i = line.indexOf(":", i + 1)) {
    let before = i - 1;
    while (isSpace(line.charCodeAt(before))) before--;
    if (line.charCodeAt(before) === QUOTE) count++;
  }
  return count;
}

const QUOTE = 34;
const isSpace = (code: number): boolean => code === 32 || code === 9;

function refuseRepeatedKeys(line: string, path: string, number: number, { depth }: CanonLimits): void {
  const repeated = repeatedJsonKey(line, depth);
  if (repeated === undefined) return;
  throw new ValorisError("canon/json-syntax", `\`${repeated.name}\` stands here twice.`, {
    help: "Remove one of them; a list holds several values.",
    at: { path, line: number, column: repeated.start + 1, length: repeated.length },
  });
}

const asItIs = (path: FieldPath): FieldPath => path;
const notPlain = (): undefined => undefined;

/** A line's site: columns are found only when somebody asks. */
function ndjsonSite(
  path: string,
  lines: TextLines,
  line: number,
  { depth }: CanonLimits,
  treeOf: (line: number) => JsonNode | JsonProblem,
): Site {
  return {
    written: asItIs,
    plain: notPlain,
    place: (at, part = "value") => {
      const { start, length } = jsonRange(treeOf(line), at, part);
      return { path, line, column: start + 1, length: Math.max(1, length) };
    },
    edit: (at, value) => {
      const from = lines.start(line);
      return jsonEdit(lines.line(line) ?? "", at, value, depth).map(({ start, end, text }) => ({
        path,
        start: from + start,
        end: from + end,
        text,
      }));
    },
  };
}
