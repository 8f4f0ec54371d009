import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Packr } from "msgpackr";
import { decodeRows, encodeRows, plainBuilder } from "./codec.ts";
import { ValorisError } from "./valorisError.ts";

const packr = new Packr({ useRecords: false, variableMapSize: true });

const key = fc.oneof(
  fc.constantFrom(
    "id",
    "type",
    "data",
    "at",
    "a\nb",
    "a:b",
    "1:a",
    "0",
    "10",
    "constructor",
    "toString",
    "",
    '"',
    "\\",
    "é",
    "{",
    "}",
  ),
  fc.string({ unit: "grapheme", maxLength: 6 }).filter((name) => name !== "__proto__"),
);
const number = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double(),
  fc.constantFrom(Infinity, -Infinity, 0, -0, 255, 256, 65_535, 65_536, 4_294_967_295, 4_294_967_296),
);
const text = fc.oneof(fc.string({ unit: "grapheme", maxLength: 12 }), fc.constantFrom("", "\n", "a\nb", "1:a", "[1:a"));
const flat = fc.oneof(text, number, fc.boolean(), fc.constant(null), fc.array(text, { maxLength: 3 }));
/** Among other things than numbers, and deeper than a column, values are MessagePack's: its integers have no −0. */
const positiveZero = (value: unknown): unknown =>
  Object.is(value, -0)
    ? 0
    : Array.isArray(value)
      ? value.map(positiveZero)
      : typeof value === "object" && value !== null
        ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, positiveZero(inner)]))
        : value;
const deep = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    flat,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 3 }),
  ),
})).value;
const field = fc.oneof(flat, deep, fc.dictionary(key, fc.oneof(number, deep), { maxKeys: 4 }));
const row = fc.dictionary(key, field, { maxKeys: 5 });
/** Rows that often have a shape or a value in common, as events do. */
const rows = fc
  .tuple(
    fc.array(row, { minLength: 1, maxLength: 6 }),
    fc.array(fc.tuple(fc.nat(), fc.option(flat)), { minLength: 1, maxLength: 300 }),
  )
  .map(([shapes, picks]) =>
    picks.map(([pick, own]) => ({ ...shapes[pick % shapes.length], ...(own === null ? {} : { own }) })),
  );

const refusal = (bytes: Uint8Array): unknown => {
  try {
    decodeRows(bytes);
    return undefined;
  } catch (error) {
    return error;
  }
};
const codeOf = (bytes: Uint8Array): string | undefined => {
  const error = refusal(bytes);
  return error instanceof ValorisError ? error.code : undefined;
};

/** As it is in bytes, right or not. */
const blockOf = (count: unknown, places: unknown, shapes: unknown, columns: unknown): Uint8Array =>
  packr.pack([1, count, places, shapes, columns]);

describe("a block of rows", () => {
  test("gives back the rows that were put in", () => {
    fc.assert(
      fc.property(rows, (given) => {
        expect(positiveZero(decodeRows(encodeRows(given)))).toEqual(positiveZero(given));
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ["no rows", []],
    ["empty rows", [{}, {}, {}]],
    ["empty objects", [{ data: {} }, { data: {} }, { data: { a: {} } }]],
    ["−0, alone and among others", [{ a: -0 }, { a: -0 }, { b: -0 }, { b: 0 }, { c: 1, d: { e: -0 } }]],
    [
      "text that looks like a list",
      [{ a: "1:a" }, { a: ["a"] }, { a: "[1:a" }, { a: "1:a" }, { a: ["a"] }, { a: "[1:a" }],
    ],
    ["numbers too far apart for integers", [{ a: 1e300 }, { a: Number.NaN }, { a: -Infinity }, { a: 2 ** 53 }]],
    [
      "lists of texts that repeat",
      [{ a: ["x", "y"] }, { a: ["x", "y"] }, { a: [] }, { a: ["x,y"] }, { a: [] }, { a: ["x", "y"] }],
    ],
    ["undefined deep within", [{ a: { b: [undefined, { c: undefined }] } }]],
  ])("holds %s", (_, given) => {
    expect(decodeRows(encodeRows(given))).toEqual(given);
  });

  test("is the same, whether functions may be made of text or not", () => {
    const names = fc.uniqueArray(fc.tuple(key, fc.option(fc.uniqueArray(key, { maxLength: 3 }))), {
      maxLength: 5,
      selector: ([name]) => name,
    });
    fc.assert(
      fc.property(names, fc.nat(20), (fields, count) => {
        let width = 0;
        const shape = fields.map(
          ([name, inner]) => [name, inner?.map((field) => [field, width++] as const) ?? width++] as const,
        );
        const columns = Array.from({ length: width }, (_, column) =>
          Array.from({ length: count }, (__, i) => column * 1000 + i),
        );
        const build = plainBuilder(shape);
        const readers = columns.map((values) => ({ values, next: 0 }));
        const expected = Array.from({ length: count }, () => build(readers));
        expect(
          decodeRows(
            blockOf(
              count,
              [1, 0],
              [shape],
              columns.map((values) => [0, values]),
            ),
          ),
        ).toEqual(expected);
      }),
    );
  });

  test.each([
    ["in a row", '{ "__proto__": 1 }'],
    ["in an object of a row", '{ "data": { "__proto__": { "isAdmin": true } } }'],
  ])("refuses a field named __proto__ %s", (_, json) => {
    expect(() => encodeRows([JSON.parse(json) as object])).toThrow(expect.objectContaining({ code: "log/not-plain" }));
  });

  test.each([
    ["a field", [["__proto__", 0]]],
    ["an inner field", [["data", [["__proto__", 0]]]]],
    ["an object", [["__proto__", [["isAdmin", 0]]]]],
  ])("never makes %s named __proto__", (_, shape) => {
    expect(codeOf(blockOf(1, [1, 0], [shape], [[1, true]]))).toBe("log/block");
    expect(({} as Record<string, unknown>)["isAdmin"]).toBeUndefined();
  });

  test("refuses what it could not give back", () => {
    for (const deepValue of [new Date(0), 1_152_921_504_606_846_976n])
      expect(() => encodeRows([{ data: { deepValue } }])).toThrow(expect.objectContaining({ code: "log/not-plain" }));
  });

  test("made by hand, as here, is read", () => {
    expect(
      decodeRows(
        blockOf(
          2,
          [1, 0],
          [
            [
              ["a", 0],
              ["b", [["c", 1]]],
            ],
          ],
          [
            [1, true],
            [2, "x\ny"],
          ],
        ),
      ),
    ).toEqual([
      { a: true, b: { c: "x" } },
      { a: true, b: { c: "y" } },
    ]);
  });

  test.each([new Date(0), 1_152_921_504_606_846_976n])("refuses what no event holds: %s", (value) => {
    expect(codeOf(blockOf(1, [1, 0], [[["a", 0]]], [[1, value]]))).toBe("log/block");
  });

  test("of a newer format says so", () => {
    expect(codeOf(packr.pack([2, 1, "whatever", {}]))).toBe("log/newer-format");
  });
});

describe("damaged bytes", () => {
  const block = encodeRows([
    { id: "a", type: "Noted", version: 1, at: 2388, data: { about: "war", share: 0.25 } },
    { id: "b", type: "Noted", version: 1, at: "2388-10", data: { about: "peace", share: 0.5 } },
    {
      id: "c",
      type: "Signed",
      version: 2,
      tags: ["x", "y"],
      data: { parties: ["p", "q"], at: { deep: [1, null, true] } },
    },
    { id: "d", type: "Signed", version: 2, tags: ["x", "y"], data: { parties: ["p", "q"], at: { deep: [] } } },
  ]);
  const isReadOrRefused = (bytes: Uint8Array): boolean => {
    const error = refusal(bytes);
    return error === undefined || error instanceof ValorisError;
  };

  test("are read, or refused: every bit flipped", () => {
    for (let bit = 0; bit < block.byteLength * 8; bit++) {
      const bytes = Uint8Array.from(block);
      bytes[bit >>> 3] = (bytes[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
      expect(isReadOrRefused(bytes)).toBe(true);
    }
  });

  test("are refused: every truncation", () => {
    for (let length = 0; length < block.byteLength; length++) expect(codeOf(block.slice(0, length))).toBe("log/block");
  });

  test("are read, or refused: any bytes, and any bytes within a block", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(isReadOrRefused(bytes)).toBe(true);
      }),
      { numRuns: 5000 },
    );
    const written = fc.tuple(fc.nat(block.byteLength), fc.uint8Array({ minLength: 1, maxLength: 9 }));
    fc.assert(
      fc.property(fc.array(written, { minLength: 1, maxLength: 4 }), (writes) => {
        const bytes = Uint8Array.from(block);
        for (const [at, values] of writes) bytes.set(values.slice(0, bytes.length - at), at);
        expect(isReadOrRefused(bytes)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  test("are read, or refused: any MessagePack in a block's place", () => {
    const part = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(fc.nat(6), flat, fc.uint8Array({ maxLength: 9 }), fc.array(tie("value"), { maxLength: 4 })),
    })).value;
    const column = fc.oneof(part, fc.tuple(fc.nat(6), part, part));
    const pair = fc.tuple(key, fc.oneof(fc.nat(3), fc.array(fc.tuple(key, fc.nat(3)), { maxLength: 3 }), part));
    const shapes = fc.oneof(part, fc.array(fc.array(pair, { maxLength: 4 }), { maxLength: 3 }));
    fc.assert(
      fc.property(part, column, shapes, fc.oneof(part, fc.array(column, { maxLength: 4 })), (...parts) => {
        expect(isReadOrRefused(blockOf(...parts))).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  const huge = 4_294_967_295;
  test.each<[string, Uint8Array]>([
    ["4 billion items", Uint8Array.of(0xdd, 255, 255, 255, 255, 1)],
    ["16 million items, in lists in lists", new Uint8Array(200).map((_, i) => [0xdd, 1, 0, 0, 0][i % 5] ?? 0)],
    ["4 billion fields", Uint8Array.of(0xdf, 255, 255, 255, 255, 0xa1, 65, 1)],
    ["4 GB of text", Uint8Array.of(0x91, 0xdb, 255, 255, 255, 255, 65)],
    ["4 GB of bytes", Uint8Array.of(0x91, 0xc6, 255, 255, 255, 255, 65)],
    ["lists in lists, a million deep", new Uint8Array(1_000_001).fill(0x91).fill(0xc0, 1_000_000)],
    ["4 billion rows", blockOf(huge, [1, 0], [[["a", 0]]], [[1, 1]])],
    [
      "a million rows of 20 000 fields",
      blockOf(
        1e6,
        [1, 0],
        [Array.from({ length: 20_000 }, (_, i) => [`f${i}`, i])],
        Array.from({ length: 20_000 }, () => [1, 0]),
      ),
    ],
    [
      "a million rows of one field, 20 000 times",
      blockOf(1e6, [1, 0], [Array.from({ length: 20_000 }, (_, i) => [`f${i}`, 0])], [[1, 0]]),
    ],
    [
      "choices of choices, a thousand deep",
      blockOf(1e6, [1, 0], [[["a", 0]]], [Array.from({ length: 1000 }).reduce((inner) => [3, [0], inner], [1, 0])]),
    ],
    ["a place named length", blockOf(3, [1, "length"], [[["a", 0]]], [[1, 1]])],
    ["a column named length", blockOf(3, [1, 0], [[["a", "length"]]], [[1, 1]])],
    ["a column that is not there", blockOf(3, [1, 0], [[["a", 1]]], [[1, 1]])],
  ])("that claim %s are refused at once", (_, bytes) => {
    const before = process.memoryUsage().rss;
    const start = performance.now();
    expect(codeOf(bytes)).toBe("log/block");
    expect(performance.now() - start).toBeLessThan(5000);
    expect(process.memoryUsage().rss - before).toBeLessThan(500e6);
  });
});
