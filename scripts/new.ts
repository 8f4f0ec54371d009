/**
 * Begins something new: `npm run new rule office/my-rule`, `event territory/MyEvent`, `projection my-projection`, `command my-command`.
 * Writes its file from a template, names it where all of its kind are listed, and says what comes next. Nothing is written over.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { rules } from "../src/canon/check/rules/rules.ts";
import { catalogue } from "../src/events/catalogue/catalogue.ts";
import { commandTemplate, eventTemplate, projectionTemplate, ruleTemplate } from "./templates.ts";

const ROOT = join(import.meta.dirname, "..");
const CATALOGUE = "src/events/catalogue";

interface Begun {
  /** Files that are new. */
  readonly written: Readonly<Record<string, string>>;
  /** Files in which it is listed, and how. */
  readonly edited: Readonly<Record<string, (text: string) => string>>;
  readonly next: readonly string[];
}

class Refusal extends Error {}

const KEBAB = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const PASCAL = /^(?:[A-Z][a-z0-9]+){2,}$/;
const camel = (kebab: string): string => kebab.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const capital = (word: string): string => word.replace(/^./, (letter) => letter.toUpperCase());
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

function expectName(name: string, form: RegExp, like: string): void {
  if (!form.test(name)) throw new Refusal(`“${name}” is no name of that kind: write it like ${like}.`);
}

/** Puts a line before the first one that begins so. */
const before =
  (start: string, line: string) =>
  (text: string): string => {
    const at = text.startsWith(start) ? 0 : text.indexOf(`\n${start}`) + 1;
    if (at === 0 && !text.startsWith(start)) throw new Error(`Nothing begins with “${start}”.`);
    return `${text.slice(0, at)}${line}\n${text.slice(at)}`;
  };

const KINDS: Readonly<Record<string, (name: string) => Begun>> = {
  rule(id) {
    const [group = "", name = "", ...rest] = id.split("/");
    const folder = "src/canon/check/rules";
    const groups = readdirSync(join(ROOT, folder)).filter((one) => existsSync(join(ROOT, folder, one, `${one}.ts`)));
    if (!groups.includes(group) || rest.length > 0)
      throw new Refusal(`A rule belongs to a group: ${groups.map((one) => `${one}/…`).join(", ")}.`);
    expectName(name, KEBAB, "office/two-holders");
    if (rules.some((rule) => rule.id === id)) throw new Refusal(`There is a rule ${id} already.`);
    const file = `${folder}/${group}/${camel(name)}.ts`;
    return {
      written: { [file]: ruleTemplate({ id, name: camel(name) }) },
      edited: {
        [`${folder}/${group}/${group}.ts`]: (text) =>
          before(
            "import ",
            `import { ${camel(name)} } from "./${camel(name)}.ts";`,
          )(text).replace(/(: readonly Rule\[\] = \[[^\]]*?),?\s*\];/, `$1, ${camel(name)}];`),
      },
      next: [
        `${file}: say what it reports, with an example that is wrong and one that is right; then find it.`,
        `npx vitest run src/canon/check/rules/examples.test.ts -t "the page of ${id}"   fails until it does`,
        `src/canon/check/rules/${group}/${group}.test.ts: hold what the examples do not.`,
        `${folder}/${group}/${group}.ts: it is the last of its group; move it to where it belongs.`,
        "npm run docs:generate",
      ],
    };
  },

  event(path) {
    const [type = "", given] = path.split("/").reverse();
    expectName(type, PASCAL, "BorderBreached");
    if (catalogue.definitions.has(type)) throw new Refusal(`There is a type ${type} already.`);
    const family = given ?? type.replace(/^./, (letter) => letter.toLowerCase());
    const file = `${CATALOGUE}/${family}.ts`;
    const isThere = existsSync(join(ROOT, file));
    if (given !== undefined && !isThere) throw new Refusal(`There is no family ${given} in ${CATALOGUE}/.`);
    const definition = eventTemplate(type);
    const imports =
      'import { z } from "zod";\nimport { defineEvent } from "../defineEvent.ts";\nimport { refers } from "../fields.ts";\n';
    const refersIn = (text: string): string =>
      /\brefers\b[^;]*from "\.\.\/fields\.ts"/.test(text)
        ? text
        : before("import ", 'import { refers } from "../fields.ts";')(text);
    const next = [
      `${file}: say what it is, which fields it has, and in \`effects\` what it changes.`,
      "A test beside the projections or rules that are to know of it fails until they do.",
      "npm run docs:generate",
    ];
    if (isThere) return { written: {}, edited: { [file]: (text) => `${refersIn(text)}\n${definition}` }, next };
    return {
      written: { [file]: `${imports}\n${definition}` },
      edited: {
        [`${CATALOGUE}/catalogue.ts`]: (text) =>
          before(
            "import type",
            `import * as ${family} from "./${family}.ts";`,
          )(text).replace(/(export const FAMILIES = \{[^}]*)\}/, `$1  ${family},\n}`),
      },
      next: [`It is a family of its own; \`npm run new event FAMILY/${type}\` adds it to another.`, ...next],
    };
  },

  projection(kebab) {
    expectName(kebab, KEBAB, "public-opinion");
    const name = camel(kebab);
    if (new RegExp(`\\b${name}\\b`).test(read("src/index.ts"))) throw new Refusal(`valoris exports a ${name} already.`);
    const folder = `src/projections/${name}`;
    const { projection, test } = projectionTemplate(name, capital(name));
    return {
      written: { [`${folder}/${name}.ts`]: projection, [`${folder}/${name}.test.ts`]: test },
      edited: {
        "src/index.ts": (text) =>
          `${text}export { ${name}, type ${capital(name)}View } from "./projections/${name}/${name}.ts";\n`,
      },
      next: [
        `${folder}/${name}.ts: say what it knows, and fold it from the effects that change it.`,
        `npx vitest run ${folder}   fails until it does`,
        "npm run api, for the list of all that is exported",
      ],
    };
  },

  command(kebab) {
    expectName(kebab, KEBAB, "show-borders");
    const name = camel(kebab);
    const program = read("src/cli/program.ts");
    if (program.includes(`./${name}.ts`)) throw new Refusal(`There is a command ${kebab} already.`);
    return {
      written: { [`src/cli/${name}.ts`]: commandTemplate(kebab, `add${capital(name)}`) },
      edited: {
        "src/cli/program.ts": before(
          "  lsp: ",
          `  "${kebab}": async () => (await import("./${name}.ts")).add${capital(name)},`,
        ),
      },
      next: [
        `src/cli/${name}.ts: say what it does, and do it; what it prints goes through the terminal.`,
        "test/smoke.test.ts fails until it has words for it; test it with `valorisHere` of test/support.",
        "docs/guide.md: show it.",
      ],
    };
  },
};

const [kind = "", name = "", ...more] = process.argv.slice(2);
try {
  const begin = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (begin === undefined || name === "" || more.length > 0)
    throw new Refusal(`Write: npm run new ${Object.keys(KINDS).join("|")} NAME.`);
  const { written, edited, next } = begin(name);
  for (const file of Object.keys(written))
    if (existsSync(join(ROOT, file))) throw new Refusal(`${file} is there already.`);
  // All texts are made before any is written.
  const texts = {
    ...written,
    ...Object.fromEntries(Object.entries(edited).map(([file, edit]) => [file, edit(read(file))])),
  };
  for (const [file, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(ROOT, file)), { recursive: true });
    writeFileSync(join(ROOT, file), text);
    console.log(`${file in written ? "wrote" : "listed in"} ${file}`);
  }
  const biome = join(ROOT, "node_modules/@biomejs/biome/bin/biome");
  const { status, stderr } = spawnSync(process.execPath, [biome, "format", "--write", ...Object.keys(texts)], {
    cwd: ROOT,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`What was written is in no shape: ${stderr}`);
  console.log(["Next:", ...next.map((line) => `  ${line}`)].join("\n"));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
