import { existsSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { git, GitFailure } from "../git.ts";

/** Where files are under version control. */
export interface Repository {
  /** Of the work tree; a real path. */
  readonly root: string;
  /** Where its `.git` is: mostly the root, unless its settings say that the work tree is elsewhere. */
  readonly at: string;
  /** What git keeps, of all work trees together. */
  readonly common: string;
}

/**
 * The repository that a folder lies in; undefined where it is in none. A bare repository among the files is none: whoever put it there
 * wrote its settings.
 *
 * @throws GitFailure for one that git refuses, such as somebody else's
 */
export async function repositoryOf(folder: string): Promise<Repository | undefined> {
  const from = realPath(folder);
  const near = folderWithGit(from);
  if (near === undefined) return undefined;
  const root = realPath(lineOf(await git(near, ["rev-parse", "--show-toplevel"])));
  if (!isInside(from, root)) return undefined;
  return { root, at: near, common: resolve(near, lineOf(await git(near, ["rev-parse", "--git-common-dir"]))) };
}

const lineOf = (out: Buffer): string => out.toString().replace(/\r?\n$/, "");

/** git itself would take a bare repository on the way for the one that is meant. */
function folderWithGit(folder: string): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    if (existsSync(join(current, ".git"))) return current;
    if (dirname(current) === current) return undefined;
  }
}

export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

/** The id of a commit; undefined for a revision that nobody knows. */
export async function commitAt({ at }: Repository, revision: string): Promise<string | undefined> {
  const asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`];
  const id = await git(at, asked).catch((error: unknown) => {
    if (error instanceof GitFailure && !error.isMissing) return undefined;
    throw error;
  });
  return id && lineOf(id);
}
