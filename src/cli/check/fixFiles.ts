import { readFile, realpath } from "node:fs/promises";
import { editing, type CheckOptions, openWorkspace, type ReadCanonOptions } from "../../doors/canon.ts";
import { ValorisError } from "../../index.ts";
import { writeOutput } from "../outputFile.ts";

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
 * @throws ValorisError `fix/changed` for a file that somebody else wrote meanwhile, `cli/unwritable`, and what a check throws
 */
export async function fixFiles(
  paths: readonly string[],
  { limit: _limit, ...options }: ReadCanonOptions & CheckOptions,
): Promise<Fixed> {
  const workspace = openWorkspace(paths, options);
  const files = new Map<string, EditedFile>();
  let fixes = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { count, edits } = editing.chooseFixes((await workspace.check()).findings);
    if (count === 0) break;
    let isMended = false;
    for (const [path, own] of edits) {
      const file = files.get(path) ?? (await openFile(path));
      files.set(path, file);
      const next = editing.applyEdits(file.now, own);
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
  writeOutput(key, mark + now);
}
