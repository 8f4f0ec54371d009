import { CommanderError } from "commander";
import { ValorisError } from "../index.ts";
import { printBug, printError, systemError } from "./errors.ts";
import { closeLogs } from "./logFolder.ts";
import { createProgram } from "./program.ts";
import type { Terminal } from "./terminal.ts";

/** Could not run: wrong usage, or input that cannot be read. */
const COULD_NOT_RUN = 2;

/** Runs a command line in this process: what goes wrong is printed, and the exit code is set. */
export async function run(words: readonly string[], terminal: Terminal): Promise<void> {
  try {
    const program = await createProgram(terminal, words);
    await program.parseAsync(words, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : COULD_NOT_RUN;
    else fail(error, terminal);
  } finally {
    await closeLogs();
  }
}

/** Prints what was thrown; the exit code says that the command could not run. */
export function fail(error: unknown, terminal: Terminal): void {
  process.exitCode = COULD_NOT_RUN;
  const known = error instanceof ValorisError ? error : systemError(error);
  if (known !== undefined) printError(known, terminal);
  else printBug(error, terminal);
}
