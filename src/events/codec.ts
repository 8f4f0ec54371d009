import { Packr } from "msgpackr";
import { isPlainMessagePack } from "./plainMessagePack.ts";
import { ValorisError } from "./valorisError.ts";
import { getOrMake } from "../idioms/multimap.ts";

/**
 * How events become bytes and back. A block needs nothing beside itself to be read. Every field is a column over the rows that have
 * it, so that what repeats is stored once: decoding is several times as fast as a map an event, and a block a third of the size
 * (bench/log.ts). Fields of an object in a row, such as `data`, are columns as well; what lies deeper is stored as it is. A row's
 * shape says which fields it has, in which order. Text is Unicode: a lone surrogate, which is no character, becomes U+FFFD.
 *
 * A block is one MessagePack value: `[format, rows, shape of each row, shapes, columns]`. A shape lists pairs of a name and the
 * index of a column, or of a name and such a list.
 */

/** Raise it with every change of the bytes, and keep reading the older ones: test/golden holds a block of each. */
const FORMAT = 1;

type Row = Readonly<Record<string, unknown>>;
/** Names with the columns of their values; for an object, with its own names and columns. */
type Shape = readonly (readonly [name: string, column: number | ObjectShape])[];
type ObjectShape = readonly (readonly [name: string, column: number])[];

// Kinds of column. Values stand in the order of their rows.
const PLAIN = 0; // [PLAIN, values]
const CONSTANT = 1; // [CONSTANT, value]
const LINES = 2; // [LINES, strings joined by "\n"]
const CHOICE = 3; // [CHOICE, distinct values, index of each row's]
const INTEGERS = 4; // [INTEGERS, least, difference of each row's to it]
const DOUBLES = 5; // [DOUBLES, IEEE 754, little-endian]
type Column = readonly [kind: number, first: unknown, second?: unknown];

const packr = new Packr({ useRecords: false, mapsAsObjects: true, moreTypes: false, variableMapSize: true });

/** Fields of all rows: what repeats takes no bytes, and a small block must not claim more memory than there is. */
const mostFields = (bytes: number): number => 4_194_304 + 64 * bytes;

/**
 * Rows of plain data: text, finite or infinite numbers, booleans, null, arrays, and objects of these.
 *
 * @throws ValorisError `log/not-plain` for what could not be read again
 */
export function encodeRows(rows: readonly object[]): Uint8Array {
  const shapes: Shape[] = [];
  const shapeOfRow: number[] = [];
  const numberOf = new Map<string, number>();
  const values: unknown[][] = [];
  const root = newNode();
  for (const row of rows as readonly Row[]) {
    const node = nodeOf(row, root);
    if (node.shape === undefined) {
      node.shape = shapes.length;
      shapes.push(shapeOf(row, numberOf));
      while (values.length < numberOf.size) values.push([]);
    }
    shapeOfRow.push(node.shape);
    for (const [name, column] of shapes[node.shape] ?? []) {
      if (typeof column === "number") values[column]?.push(row[name]);
      else for (const [inner, at] of column) values[at]?.push((row[name] as Row)[inner]);
    }
  }
  const bytes = packr.pack([FORMAT, rows.length, encodeIntegers(shapeOfRow), shapes, values.map(encodeColumn)]);
  const fields = values.reduce((sum, { length }) => sum + length, rows.length);
  if (isPlainMessagePack(bytes) && fields <= mostFields(bytes.byteLength)) return bytes;
  throw notPlain("Events hold more than text, numbers, booleans, lists and objects, or too much of one thing.");
}

const notPlain = (message: string): ValorisError =>
  new ValorisError("log/not-plain", message, { help: "Append plain data, in smaller commits." });

/** @throws ValorisError `log/block` for bytes that are no block, `log/newer-format` */
export function decodeRows(bytes: Uint8Array): Record<string, unknown>[] {
  try {
    if (!isPlainMessagePack(bytes)) throw damaged("it is no plain data");
    const block: unknown = packr.unpack(bytes);
    if (!Array.isArray(block)) throw damaged("it is no list");
    const [format, count, shapeOfRow, shapes, columns] = block as unknown[];
    if (typeof format === "number" && format > FORMAT)
      throw new ValorisError("log/newer-format", `A block has format ${format}; this version reads up to ${FORMAT}.`, {
        help: "Use the version of valoris that wrote it, or a newer one.",
      });
    if (format !== FORMAT || !isCount(count) || !areShapes(shapes) || !Array.isArray(columns))
      throw damaged("its head makes no sense");
    if (count > mostFields(bytes.byteLength)) throw damaged("it claims too many events");
    return buildRows(decodeIndices(shapeOfRow, count, shapes.length), shapes, columns, mostFields(bytes.byteLength));
  } catch (error) {
    if (error instanceof ValorisError) throw error;
    throw damaged(error instanceof Error ? error.message : String(error));
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

function damaged(why: string): ValorisError {
  return new ValorisError("log/block", `A block of events cannot be read: ${why}.`, {
    help: "Its bytes were altered. Restore the log from a copy; `valoris log verify` says which commits are whole.",
  });
}

// ── Shapes

function isPlainObject(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Values of one field that are of different kinds go to different columns: each compresses by its own means. */
function kindOf(value: unknown): string {
  return Array.isArray(value) ? "list" : value === null ? "null" : typeof value;
}

/** Where a row's fields lead, one after the other; rows that end at one node have one shape. */
interface Node {
  readonly next: Map<string, Map<string, Node>>;
  shape: number | undefined;
}

const newNames = (): Map<string, Node> => new Map();
const newNode = (): Node => ({ next: new Map(), shape: undefined });

function step({ next }: Node, kind: string, name: string): Node {
  const named = getOrMake(next, kind, newNames);
  return getOrMake(named, name, newNode);
}

function nodeOf(row: Row, root: Node): Node {
  let node = root;
  for (const key in row) {
    const value = row[key];
    if (value === undefined) continue;
    if (!isPlainObject(value)) node = step(node, kindOf(value), key);
    else {
      node = step(node, "{", key);
      for (const field in value) {
        const inner = value[field];
        if (inner !== undefined) node = step(node, kindOf(inner), field);
      }
      node = step(node, "}", "");
    }
  }
  return node;
}

function shapeOf(row: Row, numberOf: Map<string, number>): Shape {
  const columnOf = (outer: string, name: string, value: unknown): number => {
    if (name === "__proto__" || outer === "__proto__") throw notPlain("A field is named __proto__.");
    const key = `${outer.length}:${outer}${name}${kindOf(value)}`;
    const known = numberOf.get(key);
    if (known === undefined) numberOf.set(key, numberOf.size);
    return known ?? numberOf.size - 1;
  };
  const shape: [string, number | ObjectShape][] = [];
  for (const [name, value] of Object.entries(row)) {
    if (value === undefined) continue;
    if (!isPlainObject(value)) shape.push([name, columnOf("", name, value)]);
    else {
      const fields = Object.entries(value).filter(([, inner]) => inner !== undefined);
      if (name === "__proto__") throw notPlain("A field is named __proto__.");
      shape.push([name, fields.map(([field, inner]) => [field, columnOf(`${name}.`, field, inner)])]);
    }
  }
  return shape;
}

function areShapes(shapes: unknown): shapes is Shape[] {
  const isPair = (pair: unknown, isValue: (value: unknown) => boolean): boolean =>
    Array.isArray(pair) && pair.length === 2 && typeof pair[0] === "string" && isValue(pair[1]);
  const isObjectShape = (value: unknown): boolean =>
    Array.isArray(value) && value.every((pair) => isPair(pair, isCount));
  return (
    Array.isArray(shapes) &&
    shapes.every(
      (shape) =>
        Array.isArray(shape) && shape.every((pair) => isPair(pair, (value) => isCount(value) || isObjectShape(value))),
    )
  );
}

const columnsOf = (shape: Shape): number[] =>
  shape.flatMap(([, column]) => (typeof column === "number" ? [column] : column.map(([, inner]) => inner)));

/** A column, and how far it was read. */
interface Reader {
  readonly values: readonly unknown[];
  next: number;
}

function buildRows(
  shapeOfRow: readonly number[],
  shapes: readonly Shape[],
  columns: readonly unknown[],
  most: number,
): Record<string, unknown>[] {
  const sizes = new Array<number>(shapes.length).fill(0);
  for (const shape of shapeOfRow) sizes[shape] = (sizes[shape] ?? 0) + 1;
  const lengths = new Array<number>(columns.length).fill(0);
  let fields = shapeOfRow.length;
  for (const [i, shape] of shapes.entries())
    for (const column of columnsOf(shape)) {
      if (column >= columns.length) throw damaged("a field has no column");
      lengths[column] = (lengths[column] ?? 0) + (sizes[i] ?? 0);
      fields += sizes[i] ?? 0;
      if (fields > most) throw damaged("it claims too many fields");
    }
  const readers = columns.map((column, i): Reader => ({ values: decodeColumn(column, lengths[i] ?? 0), next: 0 }));
  const build = shapes.map((shape) => {
    const own = columnsOf(shape).flatMap((column) => readers[column] ?? []);
    const builder = builderOf(shape);
    return () => builder(own);
  });
  return shapeOfRow.map((shape) => build[shape]?.() ?? {});
}

/** Makes the next row of a shape from its columns. */
type Builder = (columns: readonly Reader[]) => Record<string, unknown>;

const builders = new Map<string, Builder>();

function builderOf(shape: Shape): Builder {
  const names = shape.map(([name, column]) =>
    typeof column === "number" ? name : [name, column.map(([inner]) => inner)],
  );
  const signature = JSON.stringify(names);
  let builder = builders.get(signature);
  if (builder === undefined) {
    // Assigning to such a field would change what the object is.
    if (names.flat(2).includes("__proto__")) throw damaged("a field is named __proto__");
    builder = compiledBuilder(shape) ?? plainBuilder(shape);
    if (builders.size >= 10_000) builders.clear();
    builders.set(signature, builder);
  }
  return builder;
}

/**
 * An object literal makes a row in 18 ns; assigning its fields by name takes 260, and leaves objects that are slow to read.
 * Undefined where a page's policy forbids making functions of text.
 */
function compiledBuilder(shape: Shape): Builder | undefined {
  let next = 0;
  const value = (): string => `columns[${next}].values[columns[${next++}].next++]`;
  const literal = (fields: Shape): string =>
    `{ ${fields
      .map(([name, column]) => `${JSON.stringify(name)}: ${typeof column === "number" ? value() : literal(column)}`)
      .join(", ")} }`;
  try {
    // oxlint-disable-next-line typescript/no-implied-eval, eslint/no-new-func -- names are quoted as JSON; nothing else is text
    return new Function("columns", `return ${literal(shape)};`) as Builder;
  } catch {
    return undefined;
  }
}

export function plainBuilder(shape: Shape): Builder {
  return (columns) => {
    let next = 0;
    const take = (fields: Shape): Record<string, unknown> => {
      const made: Record<string, unknown> = {};
      for (const [name, column] of fields) {
        const reader = typeof column === "number" ? columns[next++] : undefined;
        made[name] = typeof column === "number" ? reader?.values[reader.next++] : take(column);
      }
      return made;
    };
    return take(shape);
  };
}

// ── Columns

function encodeColumn(values: readonly unknown[]): Column {
  const [first] = values;
  if (typeof first === "number" && values.every((value) => typeof value === "number"))
    return encodeNumbers(values as readonly number[]);
  return encodeChoice(values) ?? encodeLines(values) ?? [PLAIN, values];
}

function encodeNumbers(values: readonly number[]): Column {
  const [first] = values;
  // MessagePack's integers have no −0.
  if (!Object.is(first, -0) && values.every((value) => Object.is(value, first))) return [CONSTANT, first];
  if (values.every((value) => Number.isSafeInteger(value) && !Object.is(value, -0))) {
    const column = encodeIntegers(values);
    if (column !== undefined) return column;
  }
  const bytes = new Uint8Array(values.length * 8);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of values.entries()) view.setFloat64(i * 8, value, true);
  return [DOUBLES, bytes];
}

/** Undefined where the values lie too far apart. */
function encodeIntegers(values: readonly number[]): Column | undefined {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (values.length === 0 || least === most) return [CONSTANT, values.length === 0 ? 0 : least];
  const width = widthOf(most - least);
  if (width === undefined) return undefined;
  const bytes = new Uint8Array(values.length * width);
  for (const [i, value] of values.entries())
    for (let byte = 0, rest = value - least; byte < width; byte++, rest = Math.floor(rest / 256))
      bytes[i * width + byte] = rest % 256;
  return [INTEGERS, least, bytes];
}

const widthOf = (range: number): 1 | 2 | 4 | undefined =>
  range < 256 ? 1 : range < 65_536 ? 2 : range < 4_294_967_296 ? 4 : undefined;

/** Few values, each many times: text, flags, and lists of text. */
function encodeChoice(values: readonly unknown[]): Column | undefined {
  const indexOf = new Map<unknown, number>();
  const indexOfList = new Map<string, number>();
  const distinct: unknown[] = [];
  const indices: number[] = [];
  const most = Math.max(1, values.length / 2);
  for (const value of values) {
    const list = keyOfList(value);
    if (list === undefined && typeof value !== "string" && typeof value !== "boolean") return undefined;
    let index = list === undefined ? indexOf.get(value) : indexOfList.get(list);
    if (index === undefined) {
      index = distinct.length;
      if (index >= most) return undefined;
      if (list === undefined) indexOf.set(value, index);
      else indexOfList.set(list, index);
      distinct.push(value);
    }
    indices.push(index);
  }
  return distinct.length === 1 ? [CONSTANT, distinct[0]] : [CHOICE, distinct, encodeIntegers(indices)];
}

function keyOfList(value: unknown): string | undefined {
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) return undefined;
  return value.map((item) => `${item.length}:${item}`).join("");
}

function encodeLines(values: readonly unknown[]): Column | undefined {
  if (!values.every((value) => typeof value === "string" && !value.includes("\n"))) return undefined;
  return [LINES, values.join("\n")];
}

function decodeColumn(column: unknown, count: number): readonly unknown[] {
  if (!Array.isArray(column)) throw damaged("a column is missing");
  const [kind, first, second]: unknown[] = column;
  const values = decodeValues(kind, first, second, count);
  if (values.length !== count) throw damaged(`a column has ${values.length} values for ${count} rows`);
  return values;
}

function decodeValues(kind: unknown, first: unknown, second: unknown, count: number): readonly unknown[] {
  if (kind === CONSTANT) return new Array<unknown>(count).fill(first);
  if (kind === PLAIN && Array.isArray(first)) return first;
  if (kind === LINES && typeof first === "string") return first.split("\n");
  if (kind === CHOICE && Array.isArray(first))
    return decodeIndices(second, count, first.length).map((index): unknown => first[index]);
  if (kind === INTEGERS && typeof first === "number" && second instanceof Uint8Array)
    return decodeIntegers(first, second, count);
  if (kind === DOUBLES && first instanceof Uint8Array) {
    const view = new DataView(first.buffer, first.byteOffset, first.byteLength);
    if (first.byteLength !== count * 8) throw damaged("a column of numbers has another length");
    return Array.from({ length: count }, (_, i) => view.getFloat64(i * 8, true));
  }
  throw damaged("a column is of no known kind");
}

/** Whole numbers from 0 that are less than `end`. */
function decodeIndices(column: unknown, count: number, end: number): readonly number[] {
  if (!Array.isArray(column) || (column[0] !== CONSTANT && column[0] !== INTEGERS))
    throw damaged("a list of places is missing");
  const isIndex = (value: unknown): value is number => isCount(value) && value < end;
  const indices = decodeColumn(column, count);
  if (indices.every(isIndex)) return indices;
  throw damaged("a place leads nowhere");
}

function decodeIntegers(least: number, bytes: Uint8Array, count: number): number[] {
  const width = bytes.byteLength / Math.max(1, count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Array<number>(count);
  if (width === 1) for (let i = 0; i < count; i++) values[i] = least + view.getUint8(i);
  else if (width === 2) for (let i = 0; i < count; i++) values[i] = least + view.getUint16(i * 2, true);
  else if (width === 4) for (let i = 0; i < count; i++) values[i] = least + view.getUint32(i * 4, true);
  else throw damaged("a column of numbers has another length");
  return values;
}

// ── States

const statePackr = new Packr({ moreTypes: true });

/**
 * The state of a projection: plain data, `Map`, `Set` and typed arrays. No two parts of a state may share an object that `apply`
 * changes: each comes back with its own.
 */
export const encodeState = (state: unknown): Uint8Array => statePackr.pack(state);

export const decodeState = (bytes: Uint8Array): unknown => statePackr.unpack(bytes);
