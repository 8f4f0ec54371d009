#!/usr/bin/env node
import { CommanderError } from "commander";
import { ValorisError } from "../events/valorisError.ts";
import { printBug, printError, systemError } from "./errors.ts";
import { closeLogs } from "./logFolder.ts";
import { createProgram } from "./program.ts";
import { processTerminal } from "./terminal.ts";

/** Findings at or above the level that fails. */
export const FOUND = 1;
/** Could not run: wrong usage, or input that cannot be read. */
export const COULD_NOT_RUN = 2;

const terminal = processTerminal();

const fail = (error: unknown): void => {
  process.exitCode = COULD_NOT_RUN;
  const known = error instanceof ValorisError ? error : systemError(error);
  if (known !== undefined) printError(known, terminal);
  else printBug(error, terminal);
};

// What Node prints of an error that nobody caught is what its message says, raw.
process.on("uncaughtException", (error) => {
  fail(error);
  process.exit();
});

try {
  await createProgram(terminal).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : COULD_NOT_RUN;
  else fail(error);
} finally {
  await closeLogs();
}
