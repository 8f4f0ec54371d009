import { existsSync } from "node:fs";
import { join } from "node:path";
import { ValorisError } from "../events/valorisError.ts";
import type { EventLog } from "../index.ts";
import { lmdbLog } from "../log/lmdb.ts";
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

/** A log that is there, for reading; what is computed from it is kept beside it, where it may be. */
export function openLogFolder(folder: string): EventLog {
  try {
    return lmdbLog(folder, { create: false });
  } catch (error) {
    if (error instanceof ValorisError && CAN_STILL_BE_READ.has(error.code)) return lmdbLog(folder, { readOnly: true });
    throw error;
  }
}

const CAN_STILL_BE_READ: ReadonlySet<string> = new Set(["log/read-only", "log/locked", "log/full", "log/store"]);
