import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CONTRACTS, contractFlaws, type Repository } from "../scripts/contracts.ts";

const repository: Repository = {
  pages: ["README.md", "docs/rules/README.md", ...readdirSync("docs").map((name) => `docs/${name}`)].filter(
    (page) => page.endsWith(".md") && page !== CONTRACTS,
  ),
  read: (file) => (existsSync(file) ? readFileSync(file, "utf8") : undefined),
};

test("every promise of a page is held by a test that is there, and every section is told of", () => {
  expect(contractFlaws(readFileSync(CONTRACTS, "utf8"), repository)).toEqual([]);
});

describe("a promise without its test is found", () => {
  const PAGE =
    "# Logs\n\nNothing is **lost**,\nnot [even](a.md) once.\n\n```sh\n# no heading\n```\n\n## Sizes\n\nAny.\n";
  const TEST =
    'describe.each([1])("a log", () => { test.each([2])("keeps %s | all", () => {}); it.skip("sleeps", () => {}); });';
  const files = (page = PAGE): Repository => ({
    pages: ["docs/log.md"],
    read: (file) => ({ "docs/log.md": page, "src/log.test.ts": TEST, "package.json": '{"scripts":{"test":""}}' })[file],
  });
  const row = (section: string, promise: string, heldBy: string): string => `| ${section} | ${promise} | ${heldBy} |\n`;
  const HELD = "[log.test.ts](../src/log.test.ts) › a log › keeps %s \\| all";
  const contracts = (...rows: string[]): string =>
    `## [docs/log.md](log.md)\n\n| section | promise | held by |\n| --- | --- | --- |\n${rows.join("")}`;
  const LOST = row("Logs", "lost, not even once", `${HELD}<br>\`npm run test\``);
  const SIZES = row("Sizes", "", "measured");

  test("and one that has it is not", () => {
    expect(contractFlaws(contracts(LOST, SIZES), files())).toEqual([]);
    expect(contractFlaws(contracts(LOST, row("", "Nothing is lost", HELD), SIZES), files())).toEqual([]);
  });

  test.each([
    ["a page that says something else", contracts(LOST, SIZES), PAGE.replace("once", "twice"), "does not say"],
    ["a new section", contracts(LOST, SIZES), `${PAGE}## Times\n`, "docs/log.md “Times” is not in"],
    ["a section that is gone", contracts(LOST, SIZES), PAGE.replace("## Sizes", ""), "has no section “Sizes”"],
    ["a page that is gone", contracts(LOST, SIZES), "", "has no section “Logs”"],
    ["a test by another title", contracts(LOST.replace("keeps", "holds"), SIZES), PAGE, "has no test “a log › holds"],
    [
      "a test that is skipped",
      contracts(LOST.replace(/keeps.*all/, "sleeps"), SIZES),
      PAGE,
      "has no test “a log › sleeps",
    ],
    [
      "a file that is gone",
      contracts(LOST.replace("src/log", "src/logs"), SIZES),
      PAGE,
      "there is no src/logs.test.ts",
    ],
    ["a script that is gone", contracts(LOST.replace("run test", "run tset"), SIZES), PAGE, "no script tset"],
    ["a promise that nothing holds", contracts(row("Logs", "Nothing is lost", ""), SIZES), PAGE, "names no test"],
    ["nothing said of a section", contracts(LOST, row("Sizes", "", "")), PAGE, "neither promises nor says why"],
  ])("%s", (_, text, page, flaw) => {
    expect(contractFlaws(text, files(page)).join("\n")).toContain(flaw);
  });
});
