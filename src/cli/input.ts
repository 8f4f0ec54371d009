import { Option, type Command } from "commander";
import { type LoadedCanon, readCanon } from "../doors/canon.ts";
import { ValorisError, bindChronicle, type Bound, entityNamed } from "../index.ts";
import { canonFiles, CONFIG, readConfig } from "./config.ts";
import { showDaysIn } from "./dates.ts";
import { makeRoomFor } from "./moreMemory.ts";
import { isLogFolder, openLogFolder } from "./logFolder.ts";
import { type NotedIssues, noteIssues } from "./noteIssues.ts";
import { createProgress } from "./progress.ts";
import { readSettings } from "./settings.ts";
import { lastInstantBefore, readFromLog } from "./recordedInput.ts";
import type { Terminal } from "./terminal.ts";

export type Format = "pretty" | "json" | "ndjson";

export interface InputOptions {
  readonly timeline?: string;
  readonly log?: string;
  readonly recordedBefore?: string;
  readonly format: Format;
  readonly calendar?: string;
}

/** What is asked: a history with its numbers, from files or from a log. */
/** The id of what is named by its id, or by a name that it bears or bore. */
export const entityCalled = (canon: Input, word: string): string =>
  canon.kindOf(word) === undefined ? (entityNamed(canon, word) ?? word) : word;

export type Input = Bound & { readonly loaded?: Pick<LoadedCanon, "name"> };

/** What every command that reads canon takes; `timeline` for those that read one. */
export function withInput(
  command: Command,
  formats: readonly string[] = ["pretty", "json", "ndjson"],
  timeline = true,
): Command {
  command.option("-l, --log <folder>", "read a log instead of files");
  if (timeline) command.option("-t, --timeline <name>", "which timeline to read; branch files bring others", "canon");
  return command.addOption(new Option("-f, --format <format>", "how to print").choices(formats).default("pretty"));
}

/** What a command reads: files if given, else a log if given, else what the nearest configuration names. */
export type InputSource = { readonly files: readonly string[] } | { readonly log: string };

/** @throws ValorisError `cli/no-input` */
export async function sourceOf(
  files: readonly string[],
  { log, timeline = "canon" }: Pick<InputOptions, "log" | "timeline">,
  { note, paint }: Terminal,
): Promise<InputSource> {
  if (files.length > 0) {
    if (log !== undefined) note(`${paint("yellow", "note:")} the files are read, and --log ${log} is not.`);
    return { files };
  }
  if (log !== undefined) return { log };
  const cwd = process.cwd();
  const config = readConfig(cwd);
  if (config?.canon !== undefined && timeline !== "canon" && (await isInLog(config.log, timeline)))
    return { log: config.log };
  if (config?.canon !== undefined) return { files: await canonFiles(config.canon, config.folder, cwd) };
  if (config !== undefined) return { log: config.log };
  throw new ValorisError("cli/no-input", `No files and no --log were given, and there is no ${CONFIG} here or above.`, {
    help: "Name a canon file or folder, or start one with `valoris init`.",
  });
}

/** Branches of a canon in files are in its log, unless they are files as well. */
async function isInLog(folder: string, timeline: string): Promise<boolean> {
  if (!isLogFolder(folder)) return false;
  const log = await openLogFolder(folder);
  try {
    return (await log.timeline(timeline)) !== undefined;
  } finally {
    await log.close();
  }
}

/** Reads what a command was given, with progress; notes what was set aside on stderr. */
export async function readInput(files: readonly string[], options: InputOptions, terminal: Terminal): Promise<Input> {
  const source = await sourceOf(files, options, terminal);
  const { reading } = await readSettings();
  const { timeline } = options;
  const progress = createProgress(terminal);
  const noted = <Result extends NotedIssues & Input>(reading: Result): Result => {
    progress.end();
    noteIssues(reading, terminal);
    return reading;
  };
  try {
    if ("log" in source) {
      const log = await openLogFolder(source.log);
      showDaysIn(options.calendar, reading.catalogue);
      return noted(await readFromLog(log, options, { ...reading, onProgress: progress.report }));
    }
    makeRoomFor(source.files);
    const canon = await readCanon(source.files, {
      ...reading,
      onProgress: progress.report,
      recordedAt: Date.now(),
      ...(timeline === undefined ? {} : { timeline }),
    });
    showDaysIn(options.calendar, canon.loaded.catalogue, canon.loaded.calendar);
    const { recordedBefore } = options;
    if (recordedBefore === undefined) return noted(canon);
    const { loaded, timelines } = canon;
    return noted({
      ...bindChronicle(canon.asOf({ instant: lastInstantBefore(recordedBefore) }), reading),
      loaded,
      timelines,
    });
  } finally {
    progress.end();
  }
}
