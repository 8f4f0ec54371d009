import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";

test("no code of an error that programs branch on is gone; one that is new belongs into error-codes.txt", () => {
  const sources = globSync("src/**/*.ts", { ignore: "src/**/*.test.ts" }).map((file) => readFileSync(file, "utf8"));
  const thrown = new Set(
    sources.flatMap((text) => [...text.matchAll(/"([a-z-]+\/[a-z-]+)"/g)].map(([, code]) => code)),
  );
  const promised = readFileSync("test/golden/error-codes.txt", "utf8").trim().split("\n");
  expect(promised.filter((code) => !thrown.has(code))).toEqual([]);
});
