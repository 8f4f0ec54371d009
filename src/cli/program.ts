import { Command } from "commander";
import type { Terminal } from "./terminal.ts";
import { commanderOutput } from "./terminal/commanderOutput.ts";
import { version } from "./version.ts";

type Add = (program: Command, terminal: Terminal) => void;

/** What adds each command, in the order of the help. Each is loaded where it is asked for. */
const COMMANDS: Readonly<Record<string, () => Promise<Add>>> = {
  check: async () => (await import("./check.ts")).addCheck,
  replay: async () => (await import("./replay.ts")).addReplay,
  explain: async () => (await import("./explain.ts")).addExplain,
  gap: async () => (await import("./gap.ts")).addGap,
  coverage: async () => (await import("./coverage.ts")).addCoverage,
  timeline: async () => (await import("./timeline.ts")).addTimeline,
  simulate: async () => (await import("./simulate.ts")).addSimulate,
  rare: async () => (await import("./rare.ts")).addRare,
  luck: async () => (await import("./luck.ts")).addLuck,
  sensitivity: async () => (await import("./sensitivity.ts")).addSensitivity,
  surprise: async () => (await import("./surprise.ts")).addSurprise,
  hindcast: async () => (await import("./hindcast.ts")).addHindcast,
  log: async () => (await import("./log.ts")).addLog,
  lsp: async () => (await import("./lsp.ts")).addLsp,
  init: async () => (await import("./init.ts")).addInit,
  demo: async () => (await import("./demo.ts")).addDemo,
};

/** All commands, or the one that a command line begins with. They write to a terminal; what goes wrong is thrown. */
export async function createProgram(terminal: Terminal, [first = ""]: readonly string[] = []): Promise<Command> {
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

  const asked = Object.hasOwn(COMMANDS, first) ? [COMMANDS[first]] : Object.values(COMMANDS);
  for (const load of asked) (await load?.())?.(program, terminal);
  for (const command of program.commands) command.exitOverride().showSuggestionAfterError();
  return program;
}
