import { Packr } from "msgpackr";
import { isPlainMessagePack } from "./messagePackBounds.ts";
import { ValorisError } from "./valorisError.ts";

/**
 * How events become bytes and back. A block needs nothing beside itself to be read. Rows of one shape (the same fields) stand
 * together, a column a field, so that what repeats is stored once: decoding is several times as fast as a map an event, and a
 * block a third of the size (bench/log.ts). Fields of an object in a row, such as `data`, are columns as well; what lies deeper
 * is stored as it is. Text is Unicode: a lone surrogate, which is no character, becomes U+FFFD.
 *
 * A block is one MessagePack value: `[format, rows, shapeOfRow, [[keys, columns], …]]`.
 */

/** Raise it with every change of the bytes, and keep reading the older ones: test/golden holds a block of each. */
const FORMAT = 1;

type Row = Readonly<Record<string, unknown>>;
/** A field; or a field that holds an object, with that object's fields. */
type Key = string | readonly [string, readonly string[]];

// Kinds of column. Values stand in the order of their rows.
const PLAIN = 0; // [PLAIN, values]
const CONSTANT = 1; // [CONSTANT, value]
const LINES = 2; // [LINES, strings joined by "\n"]
const CHOICE = 3; // [CHOICE, distinct values, index of each row's]
const INTEGERS = 4; // [INTEGERS, least, difference of each row's to it]
const DOUBLES = 5; // [DOUBLES, IEEE 754, little-endian]
type Column = readonly [kind: number, first: unknown, second?: unknown];

const packr = new Packr({ useRecords: false, mapsAsObjects: true, moreTypes: false, variableMapSize: true });

interface Shape {
  readonly index: number;
  readonly keys: readonly Key[];
  readonly rows: Row[];
}

/** Fields of all rows: what repeats takes no bytes, and a small block must not claim more memory than there is. */
const mostFields = (bytes: number): number => 4_194_304 + 64 * bytes;

/**
 * Rows of plain data: text, finite or infinite numbers, booleans, null, arrays, and objects of these.
 *
 * @throws ValorisError `log/not-plain` for what could not be read again
 */
export function encodeRows(rows: readonly object[]): Uint8Array {
  const shapes = new Map<string, Shape>();
  const shapeOfRow: number[] = [];
  for (const row of rows as readonly Row[]) {
    const signature = signatureOf(row);
    let shape = shapes.get(signature);
    if (shape === undefined) shapes.set(signature, (shape = { index: shapes.size, keys: keysOf(row), rows: [] }));
    shape.rows.push(row);
    shapeOfRow.push(shape.index);
  }
  const columns = [...shapes.values()].map(({ keys, rows: ofShape }) => [keys, encodeShape(keys, ofShape)]);
  const bytes = packr.pack([FORMAT, rows.length, encodeIntegers(shapeOfRow), columns]);
  let fields = 0;
  for (const { rows: ofShape, keys } of shapes.values()) fields += fieldsIn(ofShape.length, keys.flat(2).length);
  if (isPlainMessagePack(bytes) && fields <= mostFields(bytes.byteLength)) return bytes;
  throw notPlain("Events hold more than text, numbers, booleans, lists and objects, or too much of one thing.");
}

const fieldsIn = (rows: number, columns: number): number => rows * (1 + columns);

const notPlain = (message: string): ValorisError =>
  new ValorisError("log/not-plain", message, { help: "Append plain data, in smaller commits." });

/** @throws ValorisError `log/block` for bytes that are no block, `log/newer-format` */
export function decodeRows(bytes: Uint8Array): Record<string, unknown>[] {
  try {
    if (!isPlainMessagePack(bytes)) throw damaged("it is no plain data");
    const block: unknown = packr.unpack(bytes);
    if (!Array.isArray(block)) throw damaged("it is no list");
    const [format, count, shapeOfRow, shapes] = block as unknown[];
    if (typeof format === "number" && format > FORMAT)
      throw new ValorisError("log/newer-format", `A block has format ${format}; this version reads up to ${FORMAT}.`, {
        help: "Use the version of valoris that wrote it, or a newer one.",
      });
    if (format !== FORMAT || !Array.isArray(shapes) || !isCount(count)) throw damaged("its head makes no sense");
    if (count > mostFields(bytes.byteLength)) throw damaged("it claims too many events");
    return decodeShapes(decodeIndices(shapeOfRow, count, shapes.length), shapes, mostFields(bytes.byteLength));
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

function signatureOf(row: Row): string {
  let signature = "";
  for (const key in row) {
    const value = row[key];
    if (value === undefined) continue;
    signature += `${key.length}:${key}`;
    if (isPlainObject(value))
      signature += `{${fieldsOf(value)
        .map((field) => `${field.length}:${field}`)
        .join("")}}`;
  }
  return signature;
}

function keysOf(row: Row): Key[] {
  const keys = fieldsOf(row).map((key): Key => {
    const value = row[key];
    return isPlainObject(value) ? [key, fieldsOf(value)] : key;
  });
  if (namesPrototype(keys)) throw notPlain("A field is named __proto__.");
  return keys;
}

function fieldsOf(row: Row): string[] {
  const fields: string[] = [];
  for (const key in row) if (row[key] !== undefined) fields.push(key);
  return fields;
}

function encodeShape(keys: readonly Key[], rows: readonly Row[]): Column[] {
  return keys.flatMap((key): Column[] => {
    if (typeof key === "string") return [encodeColumn(rows.map((row) => row[key]))];
    const [outer, inner] = key;
    return inner.map((field) => encodeColumn(rows.map((row) => (row[outer] as Row)[field])));
  });
}

function decodeShapes(shapeOfRow: readonly number[], shapes: readonly unknown[], most: number): Row[] {
  const sizes = shapes.map(() => 0);
  for (const shape of shapeOfRow) sizes[shape] = (sizes[shape] ?? 0) + 1;
  let fields = 0;
  const rowsOfShape = shapes.map((shape, index) => {
    if (!Array.isArray(shape)) throw damaged("a shape is missing");
    const [keys, columns]: unknown[] = shape;
    if (!areKeys(keys) || !Array.isArray(columns)) throw damaged("a shape has no fields");
    fields += fieldsIn(sizes[index] ?? 0, columns.length);
    if (fields > most) throw damaged("it claims too many fields");
    return decodeShape(keys, columns, sizes[index] ?? 0);
  });
  const taken = shapes.map(() => 0);
  const rows: Record<string, unknown>[] = [];
  for (const shape of shapeOfRow) {
    const next = taken[shape] ?? 0;
    taken[shape] = next + 1;
    const row = rowsOfShape[shape]?.[next];
    if (row !== undefined) rows.push(row);
  }
  return rows;
}

function areKeys(keys: unknown): keys is Key[] {
  const isName = (key: unknown): boolean => typeof key === "string";
  return (
    Array.isArray(keys) &&
    keys.every((key: unknown) => {
      if (!Array.isArray(key)) return isName(key);
      const [outer, inner]: unknown[] = key;
      return isName(outer) && Array.isArray(inner) && inner.every(isName);
    })
  );
}

function decodeShape(keys: readonly Key[], columns: readonly unknown[], count: number): Record<string, unknown>[] {
  if (columns.length !== keys.reduce((sum, key) => sum + (typeof key === "string" ? 1 : key[1].length), 0))
    throw damaged("a shape has other fields than columns");
  const decoded = columns.map((column) => decodeColumn(column, count));
  return builderOf(keys)(decoded, count);
}

type Builder = (columns: readonly (readonly unknown[])[], count: number) => Record<string, unknown>[];

const builders = new Map<string, Builder>();

/** Turns columns into rows. */
function builderOf(keys: readonly Key[]): Builder {
  const signature = JSON.stringify(keys);
  let builder = builders.get(signature);
  if (builder === undefined) {
    if (namesPrototype(keys)) throw damaged("a field is named __proto__");
    builder = compiledBuilder(keys) ?? plainBuilder(keys);
    if (builders.size >= 10_000) builders.clear();
    builders.set(signature, builder);
  }
  return builder;
}

/** Assigning to such a field would change what the object is. */
const namesPrototype = (keys: readonly Key[]): boolean => keys.flat(2).includes("__proto__");

/**
 * An object literal makes a row in 18 ns; assigning its fields by name takes 260, and leaves objects that are slow to read.
 * Undefined where a page's policy forbids making functions of text.
 */
function compiledBuilder(keys: readonly Key[]): Builder | undefined {
  let next = 0;
  const field = (name: string): string => `${JSON.stringify(name)}: columns[${next++}][i]`;
  const fields = keys.map((key) =>
    typeof key === "string" ? field(key) : `${JSON.stringify(key[0])}: { ${key[1].map(field).join(", ")} }`,
  );
  const body = `const rows = new Array(count); for (let i = 0; i < count; i++) rows[i] = { ${fields.join(", ")} }; return rows;`;
  try {
    // oxlint-disable-next-line typescript/no-implied-eval, eslint/no-new-func -- names are quoted as JSON; nothing else is text
    return new Function("columns", "count", body) as Builder;
  } catch {
    return undefined;
  }
}

export function plainBuilder(keys: readonly Key[]): Builder {
  return (columns, count) => {
    const rows: Record<string, unknown>[] = [];
    for (let i = 0; i < count; i++) {
      let next = 0;
      const take = (fields: readonly Key[]): Record<string, unknown> => {
        const made: Record<string, unknown> = {};
        for (const key of fields) {
          if (typeof key === "string") made[key] = columns[next++]?.[i];
          else made[key[0]] = take(key[1]);
        }
        return made;
      };
      rows.push(take(keys));
    }
    return rows;
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
