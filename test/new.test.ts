import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { temporaryFolders } from "./support/temporaryFolders.ts";
import { ranApart } from "./support/workplace.ts";

const REPOSITORY = join(import.meta.dirname, "..");
const folders = temporaryFolders();
afterAll(folders.remove);

/** A copy of the sources, in which new things are begun. */
const copy = folders.make();
beforeAll(() => {
  for (const name of ["src", "scripts", "package.json", "biome.json", ".gitignore", "tsconfig.json"])
    cpSync(join(REPOSITORY, name), join(copy, name), { recursive: true });
  symlinkSync(join(REPOSITORY, "node_modules"), join(copy, "node_modules"), "junction");
});
const node = (...args: string[]) => ranApart(process.execPath, args, { cwd: copy });
const begun = (...words: string[]) => node("scripts/new.ts", ...words);
const read = (file: string): string => readFileSync(join(copy, file), "utf8");

test("a rule, an event, a projection and a command are begun, listed, and fit their types", async () => {
  for (const [kind, name, file] of [
    ["rule", "travel/never-arrives", "src/canon/check/rules/travel/neverArrives.ts"],
    ["rule", "office/never-elected", "src/canon/check/rules/office/neverElected.ts"],
    ["event", "ships/ShipPainted", "src/events/catalogue/ships.ts"],
    ["event", "StarNamed", "src/events/catalogue/starNamed.ts"],
    ["projection", "public-opinion", "src/projections/publicOpinion/publicOpinion.ts"],
    ["command", "show-borders", "src/cli/showBorders.ts"],
  ] as const) {
    const { code, out, err } = await begun(kind, name);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(new RegExp(`(?:wrote|listed in) ${file}\n[^]*Next:\n {2}\\S`));
  }
  const listed = await node(
    "--input-type=module",
    "--eval",
    `const [{ rules }, { catalogue }, { createProgram }, valoris] = await Promise.all(
      ["canon/check/rules/rules", "events/catalogue/catalogue", "cli/program", "index"].map((file) => import(\`./src/\${file}.ts\`)),
    );
    const commands = (await createProgram({})).commands.map((command) => command.name());
    console.log(JSON.stringify([
      ["office/never-elected", "travel/never-arrives"].filter((rule) => rules.some(({ id }) => id === rule)),
      ["ShipPainted", "StarNamed"].filter((type) => catalogue.definitions.has(type)),
      commands.includes("show-borders"),
      valoris.publicOpinion.name,
    ]));`,
  );
  expect(JSON.parse(listed.out), listed.err).toEqual([
    ["office/never-elected", "travel/never-arrives"],
    ["ShipPainted", "StarNamed"],
    true,
    "publicOpinion",
  ]);
  writeFileSync(
    join(copy, "tsconfig.new.json"),
    '{ "extends": "./tsconfig.json", "include": ["src"], "exclude": ["src/**/*.test.ts"], "files": ["src/projections/publicOpinion/publicOpinion.test.ts"] }',
  );
  const types = await node(join(REPOSITORY, "node_modules/@typescript/native/bin/tsc"), "-p", "tsconfig.new.json");
  expect(types).toEqual({ code: 0, out: "", err: "" });
  const format = await node(join(REPOSITORY, "node_modules/@biomejs/biome/bin/biome"), "format", "src");
  expect(format.code, format.out + format.err).toBe(0);
});

test.each([
  [["rule", "office/two-holders"], "There is a rule office/two-holders already."],
  [["rule", "ofice/new-rule"], "A rule belongs to a group: causality/…"],
  [["rule", "office/NewRule"], "“NewRule” is no name of that kind: write it like office/two-holders."],
  [["rule", "office/office"], "src/canon/check/rules/office/office.ts is there already."],
  [["event", "BorderBreached"], "There is a type BorderBreached already."],
  [["event", "border-breached"], "write it like BorderBreached"],
  [["event", "nowhere/StarLost"], "There is no family nowhere"],
  [["projection", "territory"], "valoris exports a territory already."],
  [["projection", "../escape"], "write it like public-opinion"],
  [["command", "check"], "There is a command check already."],
  [["rul", "office/new-rule"], "Write: npm run new rule|event|projection|command NAME."],
])("%j is refused, and nothing is written", async (words, message) => {
  const lists = ["src/canon/check/rules/office/office.ts", "src/events/catalogue/catalogue.ts", "src/index.ts"].concat(
    "src/cli/program.ts",
  );
  const then = lists.map(read);
  expect(await begun(...words)).toMatchObject({ code: 2, out: "", err: expect.stringContaining(message) });
  expect(lists.map(read)).toEqual(then);
});
