import { open, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { applyEdits, type CheckOptions, openWorkspace, type ReadCanonOptions } from "../../canon/canon.ts";
import { chooseFixes } from "../../canon/fixes/chooseFixes.ts";
import { ValorisError } from "../../events/valorisError.ts";

/** A fix may make way for another, but not for ever. */
const MOST_ROUNDS = 50;

interface EditedFile {
  readonly path: string;
  readonly key: string;
  /** As it was read, without its byte order mark. */
  readonly before: string;
  now: string;
}

export interface Fixed {
  readonly fixes: number;
  /** The files that were written. */
  readonly files: readonly string[];
}

/**
 * Makes every fix that is safe, round by round, and checks each round before anything is written.
 *
 * @throws ValorisError `fix/changed` for a file that somebody else wrote meanwhile, and what a check throws
 */
export async function fixFiles(
  paths: readonly string[],
  { limit: _limit, ...options }: ReadCanonOptions & CheckOptions,
): Promise<Fixed> {
  const workspace = openWorkspace(paths, options);
  const files = new Map<string, EditedFile>();
  let fixes = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { count, edits } = chooseFixes((await workspace.check()).findings);
    if (count === 0) break;
    let isMended = false;
    for (const [path, own] of edits) {
      const file = files.get(path) ?? (await openFile(path));
      files.set(path, file);
      const next = applyEdits(file.now, own);
      isMended ||= next !== file.now;
      file.now = next;
      workspace.overlay(file.key, next);
    }
    // A finding that its fix does not settle would be mended for ever.
    if (!isMended) break;
    fixes += count;
  }
  const changed = [...files.values()].filter(({ before, now }) => before !== now);
  for (const file of changed) await replaceFile(file);
  return { fixes, files: changed.map(({ path }) => path) };
}

async function openFile(path: string): Promise<EditedFile> {
  const key = await realpath(path);
  const before = new TextDecoder("utf-8", { fatal: true }).decode(await readFile(key));
  return { path, key, before, now: before };
}

/** Whole or not at all: a new file takes the place of the old, with its permissions. */
async function replaceFile({ path, key, before, now }: EditedFile): Promise<void> {
  const bytes = await readFile(key);
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? "\uFEFF" : "";
  if (new TextDecoder("utf-8").decode(bytes) !== before)
    throw new ValorisError("fix/changed", `${path} was written by somebody else meanwhile; it was left as it is.`, {
      help: "Run --fix again.",
      at: { path, line: 1 },
    });
  // With a dot before it, nobody takes it for canon.
  const temporary = join(dirname(key), `.${basename(key)}.${process.pid}.tmp`);
  try {
    const { mode } = await stat(key);
    const handle = await open(temporary, "wx", mode);
    try {
      await handle.writeFile(mark + now);
      await handle.chmod(mode & 0o7777);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, key);
  } catch (cause) {
    await rm(temporary, { force: true });
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ValorisError("fix/unwritable", `${path} cannot be written: ${why}.`, { cause, at: { path, line: 1 } });
  }
}
