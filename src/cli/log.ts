import type { Command } from "commander";
import { addExport } from "./log/export.ts";
import { addImport } from "./log/import.ts";
import { addStats } from "./log/stats.ts";
import { addSync } from "./log/sync.ts";
import { addVerify } from "./log/verify.ts";
import type { Terminal } from "./terminal.ts";

export function addLog(program: Command, terminal: Terminal): void {
  const log = program
    .command("log")
    .description("Keep canon in a log: what was written when, and every change with its reason.")
    .addHelpText(
      "after",
      `
The files are the truth, and the log is their recording: sync appends what changed. Without --log, the log is the one that
valoris.config.yaml names (log:, default .valoris).

Examples:
  $ valoris log sync canon/ --log .valoris --dry-run    what would be appended
  $ valoris log sync canon/ --log .valoris
  $ valoris replay --log .valoris --recorded-before 2026-03-01    canon as it was written then`,
    );
  for (const add of [addSync, addImport, addExport, addVerify, addStats]) add(log, terminal);
}
