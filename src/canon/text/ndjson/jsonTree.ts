/** Where a piece of JSON text stands, and what is in it. */
export interface JsonNode {
  readonly start: number;
  readonly end: number;
  readonly members?: readonly JsonMember[];
  readonly items?: readonly JsonNode[];
}

interface JsonMember {
  readonly name: string;
  readonly key: { readonly start: number; readonly length: number };
  readonly value: JsonNode;
}

/** Where text is no JSON, and why. */
export interface JsonProblem {
  readonly offset: number;
  readonly message: string;
}

export const isProblem = (result: JsonNode | JsonProblem): result is JsonProblem => "message" in result;

const SPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[A-Za-z_$][\w$]*/y;
/** Up to the closing quote, or to what may not stand in a string. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these.
const STRING = /"(?:[^"\\\u0000-\u001f]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;

class Unreadable extends Error {
  readonly problem: JsonProblem;
  constructor(offset: number, message: string) {
    super(message);
    this.problem = { offset, message };
  }
}

/** Reads JSON text for its places; for what JSON.parse cannot say. Slow beside it, so only used where something is wrong. */
export function jsonTree(text: string, depth: number): JsonNode | JsonProblem {
  try {
    const start = skip(text, 0);
    if (start === text.length) throw new Unreadable(start, "There is nothing here.");
    const node = readValue(text, start, depth);
    const rest = skip(text, node.end);
    if (rest < text.length) throw new Unreadable(rest, "The event has ended here, but the line goes on.");
    return node;
  } catch (error) {
    if (error instanceof Unreadable) return error.problem;
    throw error;
  }
}

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

const skip = (text: string, at: number): number => match(SPACE, text, at);

function readValue(text: string, start: number, depth: number): JsonNode {
  if (depth < 0) throw new Unreadable(start, "Lists and objects are nested too deep here.");
  const first = text[start];
  if (first === "{") return readObject(text, start, depth);
  if (first === "[") return readList(text, start, depth);
  if (first === '"') return { start, end: stringEnd(text, start) };
  if (first === undefined) throw new Unreadable(start, "The line ends where a value should be.");
  const number = match(NUMBER, text, start);
  if (number > start) return { start, end: endOfNumber(text, start, number) };
  const end = match(WORD, text, start);
  const word = text.slice(start, end);
  if (word === "true" || word === "false" || word === "null") return { start, end };
  if (first === "'") throw new Unreadable(start, 'Text needs double quotes (").');
  if (first === "}" || first === "]" || first === ",")
    throw new Unreadable(start, `A value should be here, not “${first}”.`);
  throw new Unreadable(
    start,
    word === "" ? `A value cannot start with “${first}”.` : `“${word}” is no JSON value; text needs double quotes.`,
  );
}

function endOfNumber(text: string, start: number, end: number): number {
  if (/[\w.+-]/.test(text[end] ?? ""))
    throw new Unreadable(start, "This is no number as JSON writes it; dates and other text need double quotes.");
  return end;
}

function readList(text: string, start: number, depth: number): JsonNode {
  const items: JsonNode[] = [];
  let at = skip(text, start + 1);
  while (text[at] !== "]") {
    const item = readValue(text, at, depth - 1);
    items.push(item);
    at = afterItem(text, item.end, "]");
  }
  return { start, end: at + 1, items };
}

function readObject(text: string, start: number, depth: number): JsonNode {
  const members: JsonMember[] = [];
  let at = skip(text, start + 1);
  while (text[at] !== "}") {
    const from = at;
    if (text[from] === undefined) throw new Unreadable(from, "The line ends inside an object: a } is missing.");
    if (text[from] !== '"') throw new Unreadable(from, 'The name of a field should be here, in double quotes (").');
    const to = stringEnd(text, from);
    at = skip(text, to);
    if (text[at] !== ":") throw new Unreadable(at, "A colon should be here, between a field and its value.");
    const value = readValue(text, skip(text, at + 1), depth - 1);
    const name: unknown = JSON.parse(text.slice(from, to));
    members.push({ name: String(name), key: { start: from, length: to - from }, value });
    at = afterItem(text, value.end, "}");
  }
  return { start, end: at + 1, members };
}

/** Past the comma to the next item, or at the closing bracket. */
function afterItem(text: string, end: number, close: "]" | "}"): number {
  const at = skip(text, end);
  if (text[at] === close) return at;
  if (text[at] === undefined)
    throw new Unreadable(at, `The line ends inside ${close === "]" ? "a list" : "an object"}: a ${close} is missing.`);
  if (text[at] !== ",") throw new Unreadable(at, `A comma or a ${close} should be here.`);
  const next = skip(text, at + 1);
  if (text[next] === close) throw new Unreadable(at, `No comma may stand before ${close}.`);
  return next;
}

function stringEnd(text: string, start: number): number {
  const end = match(STRING, text, start);
  const next = text[end];
  if (next === '"') return end + 1;
  if (next === undefined) throw new Unreadable(start, "A quote is not closed on this line.");
  if (next === "\\")
    throw new Unreadable(end, `JSON knows no “\\${text[end + 1] ?? ""}” here; a backslash is written \\\\.`);
  throw new Unreadable(end, "A control character stands in text; write it as \\t, \\n or \\u00….");
}
