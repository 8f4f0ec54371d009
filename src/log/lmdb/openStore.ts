import { accessSync, constants, existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Database, open, type RootDatabase } from "lmdb";
import { ValorisError } from "../../events/valorisError.ts";
import { CACHE_FOLDER, FORMER_CACHE } from "./cacheFolder.ts";
import { inspectFile, LOG_FILE, truncated } from "./inspectFile.ts";
import { waitForLock } from "./lockHolder.ts";
import type { OpenOptions } from "./openOptions.ts";
import { takeRoomForLock, withReadersLock } from "./lockRoom.ts";
import { fullError, isFull, storeError } from "./storeErrors.ts";
import { canBeRead } from "./verifyInChild.ts";

/** Raise it when the keys or values of the store change; `log/newer-format` tells older versions so. */
const FORMAT = 1;

export interface Store {
  readonly root: RootDatabase<Uint8Array, string>;
  /** `[timeline, sequence of the first event]` → a commit. */
  readonly commits: Database<Uint8Array, [string, number]>;
  readonly timelines: Database<Buffer, string>;
  /** Commit id → where it is, so that nothing is stored twice. */
  readonly ids: Database<[string, number], string>;
  readonly readOnly: boolean;
  readonly directory: string;
  readonly lockFile: string;
  /** Whether what is found out about it is kept beside it. */
  readonly cached: boolean;
}

/**
 * @throws ValorisError `log/missing`, `log/not-a-log`, `log/truncated`, `log/newer-format`, `log/read-only`, `log/locked`,
 * `log/full`, `log/damaged`, `log/store`
 */
export function openStore(directory: string, options: OpenOptions): Store {
  const { readOnly = false, create = true, lockTimeout = 10_000, cached = !readOnly, unguarded = false } = options;
  const path = join(directory, LOG_FILE);
  const lockFile = `${path}-lock`;
  let root: Store["root"] | undefined;
  try {
    if (existsSync(path)) {
      // A writer that was killed before its first commit leaves an empty file, in which nothing was ever acknowledged.
      if ((statSync(path).size > 0 || readOnly) && inspectFile(path).isShort && !unguarded)
        if (!canBeRead(directory, !readOnly)) throw truncated(path);
    } else prepareDirectory(directory, !readOnly && create);
    if (!readOnly) {
      if (!existsSync(path) || statSync(path).size === 0) checkRoom(directory);
      takeRoomForLock(lockFile, directory);
      waitForLock(lockFile, directory, lockTimeout);
    }
    root = readOnly ? withReadersLock(path, directory, (name) => openRoot(name, true)) : openRoot(path, false);
    checkFormat(root, directory, readOnly);
    return {
      root,
      commits: root.openDB({ name: "commits", encoding: "binary" }),
      timelines: root.openDB({ name: "timelines", encoding: "binary" }),
      ids: root.openDB({ name: "ids", encoding: "msgpack" }),
      readOnly,
      directory,
      lockFile,
      cached,
    };
  } catch (error) {
    void root?.close();
    throw storeError(error, directory);
  }
}

/** Where there is room for a part of a new log only, LMDB ends the process. */
function checkRoom(directory: string): void {
  if (isFull(directory)) throw fullError(directory, "there is no room for a new log");
}

const openRoot = (path: string, readOnly: boolean): Store["root"] =>
  open<Uint8Array, string>({
    path,
    noSubdir: true,
    encoding: "binary",
    maxDbs: 8,
    // Otherwise readers see commits that are not on the disk yet; and where the disk is full, lmdb-js waits for ever.
    overlappingSync: false,
    // lmdb-js adds a write of its own to each turn's: where it fails, nobody can handle it, and Node ends the process.
    eventTurnBatching: false,
    ...(readOnly ? { readOnly } : {}),
  });

const OWN_FILES: ReadonlySet<string> = new Set([CACHE_FOLDER, ...FORMER_CACHE]);
const isOwn = (name: string): boolean => OWN_FILES.has(name) || name.startsWith(`${LOG_FILE}-`);

function prepareDirectory(directory: string, mayCreate: boolean): void {
  const isFolder = existsSync(directory) && statSync(directory).isDirectory();
  const holdsOthers = isFolder && readdirSync(directory).some((name) => !isOwn(name));
  if (holdsOthers || (existsSync(directory) && !isFolder))
    throw notALog(directory, isFolder ? "it holds other things" : "it is a file");
  if (!mayCreate)
    throw new ValorisError("log/missing", `There is no log in ${directory}.`, {
      help: "Make one with `valoris log import FILES --log DIR`, or give another folder.",
    });
  // Asked first: where nothing can be written, mkdir says that the folder is not there.
  let parent = resolve(directory);
  while (!existsSync(parent)) parent = dirname(parent);
  accessSync(parent, constants.W_OK);
  mkdirSync(directory, { recursive: true });
}

function checkFormat(root: Store["root"], directory: string, readOnly: boolean): void {
  const stored = root.get("format");
  if (stored === undefined) {
    const isEmpty = root.getKeysCount({ limit: 1 }) === 0;
    if (readOnly || !isEmpty) throw notALog(directory, isEmpty ? "nothing was ever written" : "it holds other things");
    root.putSync("format", new Uint8Array([FORMAT]));
    return;
  }
  const [format = 0] = stored;
  if (format === FORMAT) return;
  throw new ValorisError("log/newer-format", `${directory} has format ${format}; this version reads up to ${FORMAT}.`, {
    help: "Use the version of valoris that wrote it, or a newer one.",
  });
}

const notALog = (path: string, why: string): ValorisError =>
  new ValorisError("log/not-a-log", `${path} is not a log: ${why}.`, {
    help: "Give the folder of a log, or a new or empty one.",
  });
