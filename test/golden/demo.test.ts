import { expect, test } from "vitest";
import { checkFiles, rules } from "../../src/doors/canon.ts";
import { renderConcise } from "../../src/canon/check/report/renderConcise.ts";

/** One contradiction is planted for each rule; what is found is in demo-findings.txt (`npx vitest -u` writes it anew). */
const result = await checkFiles("fixtures/demo");

test("the demo canon fires every rule, each once", () => {
  expect(result.findings.map(({ rule }) => rule).sort()).toEqual(rules.map(({ id }) => id).sort());
});

test("nothing but a rule without a date to compare with is left unchecked", () => {
  expect(result.rules.notChecked).toEqual([]);
});

test("what is found in it is what was found", async () => {
  await expect(`${renderConcise(result)}\n`).toMatchFileSnapshot("demo-findings.txt");
});
