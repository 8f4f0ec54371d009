import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { decodeRows, encodeRows } from "../../src/events/codec.ts";

const read = (name: string): Buffer => readFileSync(join(import.meta.dirname, name));
const golden = JSON.parse(read("block-v1.json").toString()) as object[];

test("a block of the first version is read as it was written", () => {
  expect(golden).toHaveLength(60);
  expect(decodeRows(read("block-v1.bin"))).toEqual(golden);
});

test("the first version is what is written today, byte for byte: otherwise its number must be another", () => {
  expect(Buffer.from(encodeRows(golden)).equals(read("block-v1.bin"))).toBe(true);
});
