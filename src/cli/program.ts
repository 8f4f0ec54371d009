import { Command } from "commander";
import { addCheck } from "./check.ts";
import { addCoverage } from "./coverage.ts";
import { addDemo } from "./demo.ts";
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
import { addTimeline } from "./timeline.ts";
import type { Terminal } from "./terminal.ts";
import { commanderOutput } from "./terminal/commanderOutput.ts";
import { version } from "./version.ts";

/** All commands, which write to a terminal. What goes wrong is thrown. */
export function createProgram(terminal: Terminal): Command {
  const program = new Command("valoris")
    // Before the commands are added: they take it over.
    .configureOutput(commanderOutput(terminal))
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
  return program;
}
