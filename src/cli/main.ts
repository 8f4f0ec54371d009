#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { ValorisError } from "../events/valorisError.ts";
import { addCheck } from "./check.ts";
import { addCoverage } from "./coverage.ts";
import { addDemo } from "./demo.ts";
import { printError, systemError } from "./errors.ts";
import { addExplain } from "./explain.ts";
import { addGap } from "./gap.ts";
import { addHindcast } from "./hindcast.ts";
import { addInit } from "./init.ts";
import { addLog } from "./log.ts";
import { addLsp } from "./lsp.ts";
import { addLuck } from "./luck.ts";
import { addRare } from "./rare.ts";
import { addReplay } from "./replay.ts";
import { addSensitivity } from "./sensitivity.ts";
import { addSimulate } from "./simulate.ts";
import { addSurprise } from "./surprise.ts";
import { processTerminal } from "./terminal.ts";
import { addTimeline } from "./timeline.ts";
import { version } from "./version.ts";

/** Findings at or above the level that fails. */
export const FOUND = 1;
/** Could not run: wrong usage, or input that cannot be read. */
export const COULD_NOT_RUN = 2;

const program = new Command("valoris")
  .description(
    "A linter, a time machine and a what-if engine for fictional history.\nIt checks what is encoded; it does not read prose.",
  )
  .version(version)
  .exitOverride()
  .showSuggestionAfterError()
  .addHelpText(
    "after",
    `
Examples:
  $ valoris check canon/                           what contradicts what
  $ valoris replay canon.yaml --at 2388-10-11      the world at the end of a day
  $ valoris explain nervousness quadrant canon.yaml --at 2388-10-11
  $ valoris log sync canon/ --log .valoris         record what changed
  $ valoris timeline fork what-if/no-valoris       what if …?
  $ valoris simulate what-if/no-valoris -u 2390    … then what, and how often
  $ valoris gap starfleet-intelligence canon.yaml   what it gets wrong
  $ valoris init                                   a first canon file

Exit codes: 0 clean, 1 findings, 2 could not run. NO_COLOR is obeyed.`,
  );

const terminal = processTerminal();
for (const add of [
  addCheck,
  addReplay,
  addExplain,
  addGap,
  addCoverage,
  addTimeline,
  addSimulate,
  addRare,
  addLuck,
  addSensitivity,
  addSurprise,
  addHindcast,
  addLog,
  addLsp,
  addInit,
  addDemo,
])
  add(program, terminal);
for (const command of program.commands) command.exitOverride().showSuggestionAfterError();

// Whoever reads the output may stop early: `valoris replay | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : COULD_NOT_RUN;
  else {
    const known = error instanceof ValorisError ? error : systemError(error);
    process.exitCode = COULD_NOT_RUN;
    if (known !== undefined) printError(known, terminal);
    else {
      terminal.note(`This is a bug in valoris, not in your canon. Please report it with what follows.`);
      terminal.note(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }
}
