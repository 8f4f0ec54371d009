/**
 * The command line as it is built, in a process that runs one command after the other: starting takes longer than most of what is asked.
 * Told what to run and where, it answers what that took of the processors, ms, and how it ended.
 */
import { CommanderError } from "commander";
import type { createProgram as CreateProgram } from "../../src/cli/program.ts";
import type { terminalOf as TerminalOf } from "../../src/cli/terminal.ts";
import type { Output } from "../../src/cli/terminal/output.ts";

export interface Task {
  readonly args: readonly string[];
  readonly cwd: string;
}

export interface Answer {
  readonly ms: number;
  readonly code: number;
  readonly errors: string;
}

const dist = "../../dist/cli";
const { createProgram } = (await import(`${dist}/program.js`)) as { readonly createProgram: typeof CreateProgram };
const { terminalOf } = (await import(`${dist}/terminal.js`)) as { readonly terminalOf: typeof TerminalOf };

process.on("message", async (task: Task) => {
  process.chdir(task.cwd);
  const before = process.cpuUsage();
  const { code, errors } = await run(task.args);
  const { user, system } = process.cpuUsage(before);
  process.send?.({ ms: (user + system) / 1000, code, errors } satisfies Answer);
});
process.send?.("ready");

async function run(args: readonly string[]): Promise<{ code: number; errors: string }> {
  let errors = "";
  const output = (write: (text: string) => void): Output => ({
    isTTY: false,
    columns: 100,
    write,
    drained: () => Promise.resolve(),
  });
  const terminal = terminalOf(
    output(() => {}),
    output((text) => {
      if (errors.length < 10_000) errors += text;
    }),
  );
  process.exitCode = 0;
  try {
    const program = await createProgram(terminal, args);
    await program.parseAsync([...args], { from: "user" });
    return { code: Number(process.exitCode ?? 0), errors };
  } catch (error) {
    if (error instanceof CommanderError) return { code: error.exitCode === 0 ? 0 : 2, errors };
    return { code: 2, errors: wordsOf(error) };
  }
}

/** An error of valoris has a code; any other is a bug. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return `This is a bug: ${String(error)}`;
  const isKnown = error.name === "ValorisError" && "code" in error;
  return isKnown ? `error[${String(error.code)}]: ${error.message}` : `This is a bug: ${error.stack ?? error.message}`;
}
