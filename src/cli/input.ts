import { Option, type Command } from "commander";
import { type Canon, readCanon } from "../canon/canon.ts";
import { ValorisError } from "../events/valorisError.ts";
import { canonOf, CONFIG, findConfig } from "./config.ts";
import { createProgress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

export type Format = "pretty" | "json" | "ndjson";

export interface InputOptions {
  readonly timeline?: string;
  readonly format: Format;
}

/** What every command that reads canon takes. */
export function withInput(command: Command, formats: readonly string[] = ["pretty", "json", "ndjson"]): Command {
  return command
    .option("-t, --timeline <name>", "which timeline to read; branch files bring others", "canon")
    .addOption(new Option("-f, --format <format>", "how to print").choices(formats).default("pretty"));
}

/** The files to read: those given, else those of the nearest configuration. @throws ValorisError `cli/no-input` */
export async function inputFiles(files: readonly string[]): Promise<readonly string[]> {
  if (files.length > 0) return files;
  const config = findConfig(process.cwd());
  if (config !== undefined) return canonOf(config, process.cwd());
  throw new ValorisError("cli/no-input", `No files were given, and there is no ${CONFIG} here or above.`, {
    help: "Name a canon file or folder, or start one with `valoris init`.",
  });
}

/** Reads what a command was given, with progress; notes what was set aside on stderr. */
export async function readInput(
  files: readonly string[],
  { timeline }: InputOptions,
  terminal: Terminal,
): Promise<Canon> {
  const paths = await inputFiles(files);
  const progress = createProgress(terminal);
  try {
    const canon = await readCanon(paths, {
      onProgress: progress.report,
      recordedAt: Date.now(),
      ...(timeline === undefined ? {} : { timeline }),
    });
    progress.end();
    noteIssues(canon, terminal);
    return canon;
  } finally {
    progress.end();
  }
}

/** Unknown references and types do not stop a replay; they are said once, on stderr. */
function noteIssues(canon: Canon, { note, paint }: Terminal): void {
  const others = canon.timelines.filter((name) => name !== canon.timeline);
  if (others.length > 0)
    note(paint("dim", `note: this is ${canon.timeline}; also here: ${others.join(", ")} (--timeline)`));
  for (const issue of canon.loaded.issues) note(`${paint("yellow", "note:")} ${issue.message}`);
  for (const { kind, message } of canon.issues)
    if (kind !== "unanchored") note(`${paint("yellow", "note:")} ${message}`);
  const adrift = canon.issues.filter(({ kind }) => kind === "unanchored").length;
  if (adrift > 0)
    note(
      `${paint("yellow", "note:")} ${adrift} events hang on no absolute date; they are placed at canon's first one.`,
    );
}
