import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Database, open, type RootDatabase } from "lmdb";
import { ValorisError } from "../../events/valorisError.ts";
import { inspectFile } from "./inspectFile.ts";
import { storeError } from "./storeErrors.ts";

/** Raise it when the keys or values of the store change; `log/newer-format` tells older versions so. */
const FORMAT = 1;
const FILE = "log.mdb";

/** What the store knows of a timeline. */
export interface TimelineRecord {
  readonly branch?: { readonly parent: string; readonly sequence: number; readonly cut?: number };
  /** What its first commit is chained to. */
  readonly start: string;
  readonly head: number;
  /** Of its last commit; `start` while it has none. */
  readonly hash: string;
  /** ms; of its last commit, or of the last that its branch point sees. */
  readonly recordedAt: number;
}

export interface Store {
  readonly root: RootDatabase<Uint8Array, string>;
  /** `[timeline, sequence of the first event]` → a commit. */
  readonly commits: Database<Uint8Array, [string, number]>;
  readonly timelines: Database<TimelineRecord, string>;
  /** Commit id → where it is, so that nothing is stored twice. */
  readonly ids: Database<[string, number], string>;
  readonly readOnly: boolean;
}

export interface OpenOptions {
  /** Refuse to write, and never create. */
  readonly readOnly?: boolean;
  /** Make a new log where there is none; yes if absent. */
  readonly create?: boolean;
}

/** @throws ValorisError `log/missing`, `log/not-a-log`, `log/truncated`, `log/newer-format`, `log/read-only`, `log/store` */
export function openStore(directory: string, { readOnly = false, create = true }: OpenOptions): Store {
  const path = join(directory, FILE);
  if (existsSync(path)) {
    // A writer that was killed before its first commit leaves an empty file, in which nothing was ever acknowledged.
    if (statSync(path).size > 0 || readOnly) inspectFile(path);
  } else prepareDirectory(directory, !readOnly && create);

  try {
    const root = open<Uint8Array, string>({
      path,
      noSubdir: true,
      encoding: "binary",
      maxDbs: 8,
      ...(readOnly ? { readOnly } : {}),
    });
    const store: Store = {
      root,
      commits: root.openDB({ name: "commits", encoding: "binary" }),
      timelines: root.openDB({ name: "timelines", encoding: "msgpack" }),
      ids: root.openDB({ name: "ids", encoding: "msgpack" }),
      readOnly,
    };
    checkFormat(root, directory, readOnly);
    return store;
  } catch (error) {
    throw storeError(error, directory);
  }
}

function prepareDirectory(directory: string, mayCreate: boolean): void {
  const isThere = existsSync(directory);
  if (isThere && (!statSync(directory).isDirectory() || readdirSync(directory).length > 0))
    throw new ValorisError("log/not-a-log", `${directory} is not a log: it holds other things.`, {
      help: "Give the folder of a log, or a new or empty one.",
    });
  if (!mayCreate)
    throw new ValorisError("log/missing", `There is no log in ${directory}.`, {
      help: "Make one with `valoris log import FILES --log DIR`, or give another folder.",
    });
  try {
    mkdirSync(directory, { recursive: true });
  } catch (error) {
    throw storeError(error, directory);
  }
}

function checkFormat(root: Store["root"], directory: string, readOnly: boolean): void {
  const stored = root.get("format");
  if (stored === undefined) {
    if (!readOnly) root.putSync("format", new Uint8Array([FORMAT]));
    return;
  }
  const [format = 0] = stored;
  if (format === FORMAT) return;
  void root.close();
  throw new ValorisError("log/newer-format", `${directory} has format ${format}; this version reads up to ${FORMAT}.`, {
    help: "Use the version of valoris that wrote it, or a newer one.",
  });
}
