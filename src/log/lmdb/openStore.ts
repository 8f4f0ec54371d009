import { accessSync, constants, existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Database, open, type RootDatabase } from "lmdb";
import { ValorisError } from "../../events/valorisError.ts";
import { CACHE_FOLDER, FORMER_CACHE } from "./cacheFolder.ts";
import { inspectFile } from "./inspectFile.ts";
import { lastTransaction } from "./lastTransaction.ts";
import { mendLocks, waitForLock } from "./lockHolder.ts";
import { takeRoomForLock, withReadersLock } from "./lockRoom.ts";
import { noteOpen, refuseOpenForReading } from "./openFiles.ts";
import type { OpenOptions } from "./openOptions.ts";
import { damagedFile } from "./pages/pageErrors.ts";
import { provePages } from "./pages/provePages.ts";
import { type RememberedProof, rememberedProof, stateOf } from "./rememberedProof.ts";
import { fullError, isFull, storeError } from "./storeErrors.ts";

const LOG_FILE = "log.mdb";

/** Raise it when the keys or values of the store change; `log/newer-format` tells older versions so. */
const FORMAT = 1;
const FORMAT_KEY = "format";

export interface Store {
  readonly root: RootDatabase<Uint8Array, string>;
  /** `[timeline, sequence of the first event]` → a commit. */
  readonly commits: Database<Uint8Array, [string, number]>;
  readonly timelines: Database<Buffer, string>;
  /** Commit id → where it is, so that nothing is stored twice. */
  readonly ids: Database<[string, number], string>;
  readonly readOnly: boolean;
  readonly directory: string;
  readonly path: string;
  readonly lockFile: string;
  /** Whether what is found out about it is kept beside it. */
  readonly cached: boolean;
  readonly proof: RememberedProof;
  /** To be called once it is closed. */
  readonly onClosed: () => void;
}

/**
 * Opens a log, or makes one where there is none, in one transaction. One that is there is proved first: what LMDB would die of, or take
 * for another state, is refused, and nothing is written.
 *
 * @throws ValorisError `log/missing`, `log/not-a-log`, `log/truncated`, `log/newer-format`, `log/read-only`, `log/locked`,
 * `log/full`, `log/damaged`, `log/open-for-reading`, `log/store`
 */
export function openStore(directory: string, options: OpenOptions): Store {
  const { readOnly = false, create = true, lockTimeout = 10_000, cached = !readOnly, distrustful = false } = options;
  const path = join(directory, LOG_FILE);
  const lockFile = `${path}-lock`;
  let root: Store["root"] | undefined;
  try {
    // A writer that was killed before its first commit leaves an empty file, in which nothing was ever acknowledged.
    let isNew = true;
    if (!existsSync(path)) prepareDirectory(directory, !readOnly && create);
    else if (readOnly || statSync(path).size > 0) isNew = inspectFile(path).isEmpty;
    if (isNew && readOnly) throw notALog(directory, "nothing was ever written");
    if (!readOnly) {
      refuseOpenForReading(path, directory);
      if (isNew) checkRoom(directory);
      takeRoomForLock(lockFile, directory);
      waitForLock(lockFile, directory, lockTimeout);
    }
    root = readOnly ? withReadersLock(path, directory, (name) => openSound(name, true)) : openSound(path, false);
    lastTransaction(path, lockFile);
    const proof = rememberedProof(path);
    if (!isNew && (distrustful || !proof.isProved())) prove(root, directory, path, proof);
    const trees = isNew ? makeTrees(root, { directory, path, lockFile }) : openTrees(root, directory);
    if (cached) proof.remember();
    const onClosed = noteOpen(path, readOnly);
    return { root, ...trees, readOnly, directory, path, lockFile, cached, proof, onClosed };
  } catch (error) {
    void root?.close();
    throw storeError(error, directory);
  }
}

/** What it has written is remembered as proved: it was before. */
export async function closeStore({ root, cached, proof, onClosed }: Store): Promise<void> {
  await root.close();
  onClosed();
  if (cached) proof.remember();
}

const TREES = ["commits", "timelines", "ids"] as const;
/** The tree of where events are, by their ids: made when somebody first asks. */
export const EVENT_IDS = "events";
/** All that a log may hold. */
const KNOWN: ReadonlySet<string> = new Set([FORMAT_KEY, EVENT_IDS, ...TREES]);

type Trees = Pick<Store, (typeof TREES)[number]>;

/** All at once: no other process, and none after a kill, ever sees a part of a new log. */
function makeTrees(
  root: Store["root"],
  { directory, path, lockFile }: Pick<Store, "directory" | "path" | "lockFile">,
): Trees {
  for (;;) {
    const made = root.transactionSync(() => {
      if (lastTransaction(path, lockFile) >= root.getWriteTxnId()) return undefined;
      // Another process may have been quicker.
      if (!root.doesExist(FORMAT_KEY)) root.putSync(FORMAT_KEY, new Uint8Array([FORMAT]));
      return openTrees(root, directory);
    });
    if (made !== undefined) return made;
  }
}

function openTrees(root: Store["root"], directory: string): Trees {
  checkFormat(directory, root.get(FORMAT_KEY));
  return {
    commits: root.openDB({ name: "commits", encoding: "binary" }),
    timelines: root.openDB({ name: "timelines", encoding: "binary" }),
    ids: root.openDB({ name: "ids", encoding: "msgpack" }),
  };
}

function prove(root: Store["root"], directory: string, path: string, proof: RememberedProof): void {
  const before = stateOf(path);
  // Keeps all that it reads in place; LMDB begins it without reading any of that.
  const transaction = root.useReadTransaction();
  try {
    provePages(path, (values, trees) => checkContents(directory, path, values, trees));
  } finally {
    transaction.done();
  }
  if (stateOf(path) === before) proof.hold();
}

/** @throws ValorisError `log/not-a-log`, `log/damaged`, `log/newer-format` */
function checkContents(
  directory: string,
  path: string,
  values: ReadonlyMap<string, Uint8Array>,
  trees: ReadonlySet<string>,
): void {
  const lost = TREES.filter((name) => !trees.has(name));
  const format = values.get(FORMAT_KEY);
  if (format !== undefined) checkFormat(directory, format);
  else if (lost.length === TREES.length && values.size + trees.size > 0)
    throw notALog(directory, "it holds other things");
  else throw damagedFile(path, "it has lost the record of its format");
  const unknown = [...values.keys(), ...trees].find((name) => !KNOWN.has(name));
  if (lost.length > 0) throw damagedFile(path, `it has lost its ${lost.join(" and its ")}`);
  // A name that was altered hides what is under it: LMDB would begin that anew.
  if (unknown !== undefined) throw newerFormat(`${path} holds “${unknown}”, which this version does not know.`);
}

/** @throws ValorisError `log/newer-format` */
function checkFormat(directory: string, stored: Uint8Array | undefined): void {
  const [format = 0] = stored ?? [];
  if (format === FORMAT) return;
  throw newerFormat(`${directory} has format ${format}; this version reads up to ${FORMAT}.`);
}

const newerFormat = (message: string): ValorisError =>
  new ValorisError("log/newer-format", message, {
    help: "Use the version of valoris that wrote it, or a newer one. If none did, it is damaged: restore it from a copy.",
  });

/** Where there is room for a part of a new log only, LMDB ends the process. */
function checkRoom(directory: string): void {
  if (isFull(directory)) throw fullError(directory, "there is no room for a new log");
}

/** Destroyed locks show when the log is opened, or only when it is read. */
function openSound(path: string, readOnly: boolean): Store["root"] {
  const lockFile = `${path}-lock`;
  try {
    const root = openRoot(path, readOnly);
    mendLocks(lockFile);
    return root;
  } catch (error) {
    if (!mendLocks(lockFile)) throw error;
    // lmdb-js does not close what it could not use, and opens it again from here on.
    noteOpen(path, readOnly);
    return openRoot(path, readOnly);
  }
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

const notALog = (path: string, why: string): ValorisError =>
  new ValorisError("log/not-a-log", `${path} is not a log: ${why}.`, {
    help: "Give the folder of a log, or a new or empty one.",
  });
