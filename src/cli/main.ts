#!/usr/bin/env node
import { CommanderError } from "commander";
import { ValorisError } from "../events/valorisError.ts";
import { printError } from "./errors.ts";
import { createProgram } from "./program.ts";
import { processTerminal } from "./terminal.ts";

/** Findings at or above the level that fails. */
export const FOUND = 1;
/** Could not run: wrong usage, or input that cannot be read. */
export const COULD_NOT_RUN = 2;

const terminal = processTerminal();

// Whoever reads the output may stop early: `valoris replay | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

try {
  await createProgram(terminal).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : COULD_NOT_RUN;
  else if (error instanceof ValorisError) {
    printError(error, terminal);
    process.exitCode = COULD_NOT_RUN;
  } else {
    terminal.note(`This is a bug in valoris, not in your canon. Please report it with what follows.`);
    terminal.note(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = COULD_NOT_RUN;
  }
}
