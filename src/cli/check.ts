import { type Command, Option } from "commander";
import {
  checkCanon,
  checkFiles,
  type CheckResult,
  isAtLeast,
  jsonResult,
  ndjson,
  renderConcise,
  renderPretty,
  type Severity,
} from "../canon/canon.ts";
import { type InputOptions, sourceOf, withInput } from "./input.ts";
import { readChronicle } from "../index.ts";
import { recordedCanon } from "../canon/export/recordedSources.ts";
import { openLogFolder } from "./logFolder.ts";
import { createProgress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

interface CheckOptions extends Omit<InputOptions, "format"> {
  readonly format: "pretty" | "concise" | "json" | "ndjson";
  readonly failLevel: Severity;
  readonly possible?: boolean;
  readonly rule?: readonly string[];
}

const FOUND = 1;

export function addCheck(program: Command, terminal: Terminal): void {
  withInput(program.command("check").argument("[files...]", "canon files or folders"), [
    "pretty",
    "concise",
    "json",
    "ndjson",
  ])
    .description("Find what contradicts what, and show both places.")
    .addOption(
      new Option("--fail-level <severity>", "exit with 1 at findings of this severity or above")
        .choices(["info", "warning", "error"])
        .default("error"),
    )
    .option("--possible", "also what vague dates only allow, or what rests on where an event was placed")
    .option("--rule <ids...>", "only these rules, or groups (office)")
    .addHelpText(
      "after",
      `
Exit codes: 0 clean, 1 findings at or above --fail-level, 2 could not run.

Examples:
  $ valoris check canon/
  $ valoris check canon.yaml --rule office causality/impossible-dates
  $ valoris check canon.ndjson --format json`,
    )
    .action(async (files: string[], options: CheckOptions) => {
      const result = await check(files, options, terminal);
      const severities = [...result.findings, ...Object.values(result.more)].map(({ severity }) => severity);
      if (severities.some((severity) => isAtLeast(severity, options.failLevel))) process.exitCode = FOUND;
      print(result, options, terminal);
    });
}

async function check(files: readonly string[], options: CheckOptions, terminal: Terminal): Promise<CheckResult> {
  const progress = createProgress(terminal);
  try {
    const { timeline, rule, possible } = options;
    const choice = {
      ...(timeline === undefined ? {} : { timeline }),
      ...(rule === undefined ? {} : { include: rule }),
      ...(possible === undefined ? {} : { possible }),
    };
    const source = await sourceOf(files, options, terminal);
    if ("files" in source)
      return await checkFiles(source.files, { recordedAt: Date.now(), onProgress: progress.report, ...choice });
    const log = openLogFolder(source.log);
    const chronicle = await readChronicle(log, timeline);
    await log.close();
    return checkCanon(recordedCanon(chronicle), chronicle, choice);
  } finally {
    progress.end();
  }
}

function print(result: CheckResult, { format }: CheckOptions, { out, paint, width }: Terminal): void {
  if (format === "json") out(JSON.stringify(jsonResult(result)));
  else if (format === "ndjson") out(ndjson(result));
  else if (format === "concise") out(renderConcise(result));
  else out(renderPretty(result, { paint, width }));
}
