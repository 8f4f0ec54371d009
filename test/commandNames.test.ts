import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { createProgram } from "../src/cli/program.ts";
import { commandsOf, keptTerminal } from "./support/inThisProcess.ts";

const program = await createProgram(keptTerminal().terminal);

/** Command lines of ours in a text: after a prompt, in code, after a colon or a bracket, at the start of a line of a block. */
const LINES =
  /(?:(?<=^\s*)\$ |(?<=`)|(?<=[(:] ?)|(?<=help: ")|(?<=&& )|(?<=^ {0,4}))(?:npx )?valoris ((?:[a-z]|-)[^`\n]*)/gm;

/** What a command line names that is not there: a command, or an option of the command. */
function unknownIn(line: string): string[] {
  // What is quoted, is an argument; what follows a pipe or a quote that was opened before it, is no part of it.
  const [own = ""] = line.replaceAll(/\\?"[^"]*\\?"|'[^']*'/g, "X").split(/["'|>&;]| {3,}|\. |, /);
  const words = own
    .trim()
    .replace(/[.:)]+$/, "")
    .split(/\s+/);
  const path: Command[] = [program];
  for (const word of words) {
    const at = path.at(-1);
    if (at === undefined || at.commands.length === 0) break;
    if (word.startsWith("-") && path.length === 1) break;
    const found = at.commands.find((command) => command.name() === word);
    if (found === undefined && /^[a-z]/.test(word) && word !== "help") return [word];
    if (found === undefined) break;
    path.push(found);
  }
  const options = path.flatMap((command) => [...command.options, ...command.createHelp().visibleOptions(command)]);
  return words
    .filter((word) => /^--?[a-z]/i.test(word))
    .map((word) => word.replace(/[).:…=].*$/, ""))
    .filter((word) => !options.some(({ short, long }) => word === short || word === long));
}

const linesOf = (text: string): string[] =>
  [...text.replaceAll("\\`", "`").matchAll(LINES)].map(([, line]) => line ?? "");
const unknown = (text: string): string[] =>
  linesOf(text).flatMap((line) => unknownIn(line).map((word) => `${word} in: valoris ${line}`));

test("a name that is not there is found, wherever commands are named", () => {
  for (const text of [
    "Read other formats with `valoris convert x`.",
    "  $ valoris timeline lst",
    'help: "Take that back first: valoris timeline unmake x",',
    "(valoris log export --fromat yaml)",
    "  valoris serve --port 80",
    "cd x && npx valoris chek",
  ])
    expect(unknown(text), text).toHaveLength(1);
  expect(unknown("This is a bug in valoris, not in yours. `valoris timeline --help`, valoris has none.")).toEqual([]);
});

describe("no text names a command or an option that is not there", () => {
  const helpOf = (command: Command): string => {
    let text = "";
    command.configureOutput({ writeOut: (part) => void (text += part) });
    command.outputHelp();
    return text;
  };
  const commands = commandsOf(program);

  test.each([{ words: "", command: program }, ...commands])("help of “$words”", ({ command }) => {
    expect(unknown(helpOf(command))).toEqual([]);
  });

  const files = globSync(
    ["README.md", "docs/**/*.md", "action.yml", ".pre-commit-hooks.yaml", "fixtures/**/*", "src/**/*.ts"],
    { ignore: ["**/*.test.ts"], dot: true },
  );
  test.each(files.filter((path) => linesOf(readFileSync(path, "utf8")).length > 0))("%s", (path) => {
    expect(unknown(readFileSync(path, "utf8"))).toEqual([]);
  });

  test("and there are many that do", () => {
    const named = files.flatMap((path) => linesOf(readFileSync(path, "utf8")));
    expect(new Set(named.map((line) => line.split(" ")[0])).size).toBeGreaterThan(12);
    expect(named.length).toBeGreaterThan(150);
  });
});
