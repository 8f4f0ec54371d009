import { type Command, CommanderError } from "commander";
import { ValorisError } from "../../src/events/valorisError.ts";
import { closeLogs } from "../../src/cli/logFolder.ts";
import { createProgram } from "../../src/cli/program.ts";
import { terminalOf } from "../../src/cli/terminal.ts";
import type { Output } from "../../src/cli/terminal/output.ts";

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A terminal without colours that keeps what is written to it. */
export function keptTerminal() {
  const kept = { out: "", err: "" };
  const output = (stream: keyof typeof kept): Output => ({
    isTTY: false,
    columns: 100,
    write: (text) => void (kept[stream] += text),
    drained: () => Promise.resolve(),
  });
  const terminal = terminalOf(output("out"), output("err"));
  return { kept, terminal };
}

/** Runs a command in this process, which takes no half second to start: for tests of many of them. */
export async function valorisHere(...words: readonly string[]): Promise<Ran> {
  const { kept, terminal } = keptTerminal();
  const program = createProgram(terminal);
  for (const command of [program, ...commandsOf(program).map(({ command }) => command)])
    command.configureOutput({
      writeOut: (text) => void (kept.out += text),
      writeErr: (text) => void (kept.err += text),
    });
  try {
    await program.parseAsync(words, { from: "user" });
    return { code: Number(process.exitCode ?? 0), ...kept };
  } catch (error) {
    if (error instanceof CommanderError) return { code: error.exitCode === 0 ? 0 : 2, ...kept };
    if (!(error instanceof ValorisError)) throw error;
    return { code: 2, out: kept.out, err: `${kept.err}[${error.code}] ${error.message}\n${error.help ?? ""}\n` };
  } finally {
    await closeLogs();
    process.exitCode = 0;
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
