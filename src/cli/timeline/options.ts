import { Option, type Command } from "commander";
import type { Catalogue, EventLog } from "../../index.ts";
import { lmdbLog } from "../../log/lmdb.ts";
import type { Format } from "../input.ts";
import { logFolder, openLogFolder } from "../logFolder.ts";

export interface WritingOptions {
  readonly log?: string;
  readonly format: Format;
}

/** What every command takes that records something in a log. */
export function withWriting(command: Command): Command {
  return command
    .option("-l, --log <folder>", "the log; default: that of valoris.config.yaml")
    .addOption(
      new Option("-f, --format <format>", "how to print").choices(["pretty", "json", "ndjson"]).default("pretty"),
    );
}

/** Opens the log, only for reading where nothing is to be recorded, and closes it whatever happens. With a `catalogue`, it takes the types of event in that. */
export async function writeTo<Result>(
  {
    log: given,
    dryRun = false,
    catalogue,
  }: Pick<WritingOptions, "log"> & { readonly dryRun?: boolean; readonly catalogue?: Catalogue | undefined },
  work: (log: EventLog) => Promise<Result>,
): Promise<Result> {
  const folder = logFolder(given);
  const log = dryRun
    ? await openLogFolder(folder)
    : lmdbLog(folder, { create: false, ...(catalogue === undefined ? {} : { catalogue }) });
  try {
    return await work(log);
  } finally {
    await log.close();
  }
}
