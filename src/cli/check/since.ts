import { readdirSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { type CheckOptions, openWorkspace, type ReadCanonOptions, isCanonIn } from "../../doors/canon.ts";
import { getOrMake } from "../../idioms/multimap.ts";
import { type Location, ValorisError } from "../../index.ts";
import { GitFailure } from "../git.ts";
import { commitAt, isInside, realPath, type Repository, repositoryOf } from "../git/repository.ts";
import { type WorkTreeChanges, workTreeChanges } from "./workTree.ts";

/** Options that leave the findings of what was changed; `renew` asks git. */
export interface Changes {
  readonly options: Pick<CheckOptions, "concerns" | "before">;
  /** @throws ValorisError `check/no-git`, `check/unknown-revision`, `check/git-failed` */
  renew(): Promise<void>;
}

/**
 * What was changed since a revision, by the work tree: findings with a place on a line that is not as it was, and findings that were
 * not there then. What git knows nothing of counts as changed: new files, and documents that are not there.
 */
export function changesSince(
  revision: string,
  paths: readonly string[],
  options: ReadCanonOptions & CheckOptions,
): Changes {
  let isChanged = (_place: Location): boolean => true;
  let before: ReadonlySet<string> | undefined;
  let checked = "";
  return {
    options: {
      concerns: (place) => isChanged(place),
      before: { has: (fingerprint) => before?.has(fingerprint) ?? true },
    },
    async renew() {
      const { trees, commits } = await compare(revision, paths);
      isChanged = concernsIn(trees);
      // What was found in a commit stays so, however often the files change now.
      if (checked === commits || isAsItWas(trees, paths)) return;
      before = await foundBefore(paths, trees, options);
      checked = commits;
    },
  };
}

async function compare(
  revision: string,
  paths: readonly string[],
): Promise<{ readonly trees: readonly WorkTreeChanges[]; readonly commits: string }> {
  const trees: WorkTreeChanges[] = [];
  const commits: string[] = [];
  const files = paths.flatMap(filesAt).map(realPath);
  for (const repository of await repositoriesOf(paths)) {
    const commit = await orSay(() => commitAt(repository, revision));
    if (commit === undefined)
      throw new ValorisError("check/unknown-revision", `git knows no revision ${revision}.`, {
        help: "Name a branch, a tag or a commit; in a shallow clone, fetch it first.",
      });
    commits.push(commit);
    const here = files.filter((path) => isInside(path, repository.root));
    trees.push(await orSay(() => workTreeChanges(repository, commit, here)));
  }
  return { trees, commits: commits.join(" ") };
}

/** Whether there is nothing that a finding could come of. */
const isAsItWas = (trees: readonly WorkTreeChanges[], paths: readonly string[]): boolean =>
  trees.every(({ before }) => before.size === 0) &&
  paths.flatMap(filesAt).every((path) => trees.some(({ same }) => same.has(realPath(path))));

/** Whether a line is not as it was. */
function concernsIn(trees: readonly WorkTreeChanges[]): (place: Location) => boolean {
  const real = new Map<string, string>();
  return ({ path, line }) => {
    const key = getOrMake(real, path, realPath);
    for (const { same, changed } of trees) {
      if (same.has(key)) return false;
      const hunks = changed.get(key)?.hunks;
      if (hunks !== undefined) return hunks.some(({ now: { from, count } }) => line >= from && line < from + count);
    }
    return true;
  };
}

/**
 * Fingerprints of what was found in the files as they were; undefined where they could not be read. Without it, what comes of a line
 * that was taken out would be seen by nobody: no line is left of it.
 */
async function foundBefore(
  paths: readonly string[],
  trees: readonly WorkTreeChanges[],
  { limit: _limit, baseline: _baseline, ledgers: _ledgers, ...options }: ReadCanonOptions & CheckOptions,
): Promise<ReadonlySet<string> | undefined> {
  const texts = new Map(
    trees.flatMap(({ before }) => [...before].map(([path, bytes]) => [path, textOf(bytes)] as const)),
  );
  const known = (path: string): boolean => trees.some(({ same }) => same.has(path)) || texts.has(path);
  const sources = new Set(trees.flatMap(({ changed }) => [...changed.values()].map(({ from }) => from)));
  const gone = [...texts.keys()].filter((path) => !isThere(path) && (sources.has(path) || isGiven(path, paths)));
  // A file that is new, and given by its name, was not there to be named.
  const asked = [...paths.filter((path) => isFolder(path) || known(realPath(path))), ...gone];
  if (asked.length === 0) return undefined;
  const workspace = openWorkspace(asked, options);
  for (const path of paths.flatMap(filesAt).map(realPath)) if (!known(path)) workspace.overlay(path, "");
  for (const [path, text] of texts) {
    if (text === undefined) return undefined;
    workspace.overlay(path, text);
  }
  try {
    return new Set((await workspace.check()).findings.map(({ fingerprint }) => fingerprint));
  } catch (error) {
    if (error instanceof ValorisError) return undefined;
    throw error;
  }
}

const isGiven = (path: string, paths: readonly string[]): boolean =>
  paths.map(realPath).some((given) => isInside(path, given) && isCanonIn(relative(given, path)));

/** Undefined where it is no text, or too much to be one. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Files that a path brings. */
function filesAt(path: string): string[] {
  if (!isFolder(path)) return [path];
  const found = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return found.map(({ parentPath, name }) => join(parentPath, name)).filter((file) => isCanonIn(relative(path, file)));
}

/** The repositories that the paths lie in. */
async function repositoriesOf(paths: readonly string[]): Promise<readonly Repository[]> {
  const folders = new Set(paths.map((path) => (isFolder(path) ? path : dirname(path))));
  const repositories = new Map<string, Repository>();
  for (const folder of folders) {
    const repository = await orSay(() => repositoryOf(folder));
    if (repository === undefined)
      throw new ValorisError("check/no-git", `${folder} is in no git repository, which --since needs.`, {
        help: "Leave --since out, or start with `git init`.",
      });
    repositories.set(repository.root, repository);
  }
  return [...repositories.values()];
}

/** @throws ValorisError `check/no-git`, `check/git-failed` */
async function orSay<Result>(ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (cause) {
    if (!(cause instanceof GitFailure)) throw cause;
    if (cause.isMissing)
      throw new ValorisError("check/no-git", "There is no git here, which --since needs.", {
        help: "Install git, or leave --since out.",
        cause,
      });
    throw new ValorisError("check/git-failed", `git does not say what was changed: ${cause.message}.`, {
      help: "Of a clone that lacks objects, fetch them first; nothing is fetched for you.",
      cause,
    });
  }
}

const isThere = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;
const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
