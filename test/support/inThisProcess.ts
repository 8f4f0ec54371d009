import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Command } from "commander";
import type * as Running from "../../src/cli/run.ts";
import type * as Terminals from "../../src/cli/terminal.ts";
import { terminalOf } from "../../src/cli/terminal.ts";
import type { Output } from "../../src/cli/terminal/output.ts";

// `npm test` builds first: what runs is what is published, as Node runs it.
const BUILT = join(import.meta.dirname, "../../dist/cli");
export const CLI = join(BUILT, "main.js");
const built = (file: string): string => pathToFileURL(join(BUILT, file)).href;
const { run }: typeof Running = await import(built("run.js"));
const terminals: typeof Terminals = await import(built("terminal.js"));

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Place {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A terminal that nobody looks at, which keeps what is written to it. */
export function keptTerminal(make: typeof terminalOf = terminalOf) {
  const kept = { out: "", err: "" };
  const output = (stream: keyof typeof kept): Output => ({
    isTTY: false,
    columns: undefined,
    write: (text) => void (kept[stream] += text),
    drained: () => Promise.resolve(),
  });
  return { kept, terminal: make(output("out"), output("err")) };
}

/** A process has one folder and one environment: whoever calls at the same time waits. */
let last: Promise<unknown> = Promise.resolve();

/** Runs a command in this process, which takes no half second to start: for tests of many of them. */
export function valorisAt(place: Place, words: readonly string[]): Promise<Ran> {
  const ran = last.then(() => standIn(place, words));
  last = ran.catch(() => undefined);
  return ran;
}

export const valorisHere = (...words: readonly string[]): Promise<Ran> => valorisAt({}, words);

async function standIn({ cwd = process.cwd(), env = {} }: Place, words: readonly string[]): Promise<Ran> {
  const before = { cwd: process.cwd(), env: process.env, argv: process.argv, exitCode: process.exitCode };
  process.chdir(cwd);
  process.env = { ...before.env, NO_COLOR: "1", ...env };
  process.argv = [process.execPath, CLI, ...words];
  process.exitCode = undefined;
  try {
    const { kept, terminal } = keptTerminal(terminals.terminalOf);
    await run(words, terminal);
    return { code: Number(process.exitCode ?? 0), ...kept };
  } finally {
    process.chdir(before.cwd);
    process.env = before.env;
    process.argv = before.argv;
    process.exitCode = before.exitCode;
  }
}

/** Every command that does something, by the words that call it. */
export function commandsOf(program: Command): { readonly words: string; readonly command: Command }[] {
  const below = (command: Command, lead: readonly string[]): { readonly words: string; readonly command: Command }[] =>
    command.commands.flatMap((one) => {
      const words = [...lead, one.name()];
      return [{ words: words.join(" "), command: one }, ...below(one, words)];
    });
  return below(program, []);
}
