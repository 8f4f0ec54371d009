import { existsSync } from "node:fs";
import { join } from "node:path";
import { ValorisError, type EventLog } from "../index.ts";
import { CONFIG, readConfig } from "./config.ts";

/** The folder of the log: the one given, else the one that the nearest configuration names. @throws ValorisError `cli/no-log` */
export function logFolder(given: string | undefined): string {
  const folder = given ?? readConfig(process.cwd())?.log;
  if (folder !== undefined) return folder;
  throw new ValorisError("cli/no-log", `No log was given, and there is no ${CONFIG} here or above.`, {
    help: "Say where it is with --log FOLDER, or make a configuration with `valoris init`.",
  });
}

/** Whether something is kept there already. */
export const isLogFolder = (folder: string): boolean => existsSync(join(folder, "log.mdb"));

const opened: EventLog[] = [];

/**
 * A log that is there, for reading; what is computed from it is kept beside it, where it may be. It may stay open until its command
 * ends: events are read when they are looked at.
 */
export async function openLogFolder(folder: string): Promise<EventLog> {
  // What reads files does without.
  const { lmdbLog } = await import("../log/lmdb.ts");
  const log = lmdbLog(folder, { readOnly: true, cached: true });
  opened.push(log);
  return log;
}

/** At the end of a command. */
export async function closeLogs(): Promise<void> {
  for (const log of opened.splice(0)) await log.close();
}
