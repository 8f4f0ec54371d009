import { createHash } from "node:crypto";
import { lstat, readFile } from "node:fs/promises";
import { join } from "node:path";
import { LIMITS } from "../../doors/canon.ts";
import { type TextChange, lineChanges } from "../git/lineChanges.ts";
import { blobsOf, contentsOf } from "../git/objects.ts";
import type { Repository } from "../git/repository.ts";

/** What became of the canon files of a commit in the work tree; all names are full paths. */
export interface WorkTreeChanges {
  readonly repository: Repository;
  /** Files that are as they were. */
  readonly same: ReadonlySet<string>;
  /** Of files that are not, and of those that were moved, what differs. */
  readonly changed: ReadonlyMap<string, TextChange>;
  /** What files that were changed or are gone held. */
  readonly before: ReadonlyMap<string, Buffer>;
}

const CANON = /\.(?:ya?ml|ndjson|jsonl|json)$/i;

/**
 * Compares canon files with those of a commit. `added` are files that may be new: one that is an old one moved is told by what it says.
 *
 * @throws GitFailure
 */
export async function workTreeChanges(
  repository: Repository,
  commit: string,
  added: readonly string[],
): Promise<WorkTreeChanges> {
  const same = new Set<string>();
  const ids = new Map<string, string>();
  const after = new Map<string, Buffer>();
  for (const [name, id] of await blobsOf(repository, commit)) {
    if (!CANON.test(name)) continue;
    const path = join(repository.root, name);
    const bytes = await bytesOf(path);
    if (bytes !== undefined && blobId(bytes, id.length) === id) same.add(path);
    else {
      ids.set(path, id);
      if (bytes !== undefined) after.set(path, bytes);
    }
  }
  for (const path of added) {
    const bytes = same.has(path) || after.has(path) ? undefined : await bytesOf(path);
    if (bytes !== undefined) after.set(path, bytes);
  }
  const contents = await contentsOf(repository, ids.values());
  const before = new Map(
    [...ids].flatMap(([path, id]) => {
      const content = contents.get(id);
      return content === undefined ? [] : [[path, content] as const];
    }),
  );
  const changed = before.size === 0 ? new Map<string, TextChange>() : await lineChanges(before, after);
  return { repository, same, changed, before };
}

/** A link is not followed: what it leads to has a path of its own. Neither is what no check would read. */
async function bytesOf(path: string): Promise<Buffer | undefined> {
  try {
    const status = await lstat(path);
    return status.isFile() && status.size <= LIMITS.ndjsonBytes ? await readFile(path) : undefined;
  } catch {
    return undefined;
  }
}

/** As git names what a file holds (gitformat-pack(5)); the length of a name tells which of the two hashes a repository has. */
const blobId = (bytes: Buffer, length: number): string =>
  createHash(length === 40 ? "sha1" : "sha256")
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest("hex");
