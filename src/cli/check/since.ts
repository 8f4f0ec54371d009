import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import {
  checkCanon,
  type CheckOptions,
  chronicleOf,
  isAtLeast,
  isCanonIn,
  loadCanon,
  readCanonFiles,
  type ReadCanonOptions,
  type Severity,
} from "../../doors/canon.ts";
import { getOrMake } from "../../idioms/multimap.ts";
import { type Location, ValorisError } from "../../index.ts";
import { GitFailure } from "../git.ts";
import { commitAt, isInside, realPath, type Repository, repositoryOf } from "../git/repository.ts";
import { canonFiles, configPath, readConfig, readConfigFrom } from "../config.ts";
import { readSettings, type Settings } from "../settings.ts";
import { type WorkTreeChanges, workTreeChanges } from "./workTree.ts";

/** Options that leave the findings of what was changed; `renew` asks git. */
export interface Changes {
  readonly options: Pick<CheckOptions, "concerns" | "before">;
  /** @throws ValorisError `check/no-git`, `check/unknown-revision`, `check/git-failed` */
  renew(): Promise<void>;
}

/** What is checked, and as what. */
export interface CheckedPaths {
  readonly paths: readonly string[];
  /** They are what the configuration names; that of the revision may have named others. */
  readonly isConfigured: boolean;
  readonly settings: Settings;
  /** All options, with what the settings say. */
  readonly optionsWith: (settings: Settings) => ReadCanonOptions & CheckOptions;
}

/**
 * What was changed since a revision, by the work tree: findings with a place on a line that is not as it was, and findings that were
 * not there then, or not as bad. What git knows nothing of counts as changed: new files, and documents that are not there.
 */
export function changesSince(revision: string, checked: CheckedPaths): Changes {
  let isChanged = (_place: Location): boolean => true;
  let before: FoundBefore | undefined;
  let known = "";
  return {
    options: {
      concerns: (place) => isChanged(place),
      // Of what could not be checked as it was, lines alone tell.
      before: { get: (fingerprint) => (before === undefined ? "error" : before.get(fingerprint)) },
    },
    async renew() {
      const { trees, commits } = await compare(revision, checked.paths);
      isChanged = concernsIn(trees);
      // What was found in a commit stays so, however often the files change now.
      if (known === commits || isAsItWas(trees, checked)) return;
      before = await foundBefore(trees, checked);
      known = commits;
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
function isAsItWas(trees: readonly WorkTreeChanges[], { paths }: CheckedPaths): boolean {
  const config = configPath(process.cwd());
  return (
    trees.every(({ before }) => before.size === 0) &&
    [...paths.flatMap(filesAt), ...(config === undefined ? [] : [config])].every((path) =>
      trees.some(
        ({ same, repository }) => same.has(realPath(path)) || (path === config && !isInside(path, repository.root)),
      ),
    )
  );
}

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

type FoundBefore = ReadonlyMap<string, Severity>;

/**
 * What was found in the files as they were, with the configuration and the bases of then; undefined where they could not be read.
 * Without it, what comes of a line that was taken out would be seen by nobody: no line is left of it.
 */
async function foundBefore(trees: readonly WorkTreeChanges[], checked: CheckedPaths): Promise<FoundBefore | undefined> {
  const texts = new Map(
    trees.flatMap(({ before }) => [...before].map(([path, bytes]) => [path, textOf(bytes)] as const)),
  );
  const overlays = new Map<string, string>();
  for (const [path, text] of texts) if (text !== undefined) overlays.set(path, text);
  const tree: Tree = {
    files: [...trees.flatMap(({ same }) => [...same]), ...texts.keys()],
    gone: [...texts.keys()].filter((path) => !isThere(path)),
    bytesOf: (path) => trees.map(({ before }) => before.get(path)).find((bytes) => bytes !== undefined),
  };
  const then = await settingsBefore(trees, tree, checked);
  const asked = then.paths ?? pathsBefore(trees, tree, checked);
  const isGiven = givenBy(asked);
  if (asked.length === 0 || [...texts].some(([path, text]) => text === undefined && isGiven(path))) return undefined;
  const { limit: _limit, baseline: _baseline, ledgers: _ledgers, ...options } = checked.optionsWith(then.settings);
  const listed = new Map<string, readonly string[] | undefined>();
  // A folder of which git knows nothing is read as it is.
  const filesOf = (folder: string): readonly string[] | undefined =>
    getOrMake(listed, folder, () => {
      const real = realPath(folder);
      const inside = tree.files.filter((file) => isInside(file, real)).map((file) => relative(real, file));
      const canon = inside.filter(isCanonIn);
      return canon.length === 0 ? undefined : canon;
    });
  try {
    const loaded = loadCanon(await readCanonFiles(asked, { overlays, filesOf }), options);
    const { findings } = checkCanon(loaded, await chronicleOf(loaded, options), options);
    const worst = new Map<string, Severity>();
    for (const { fingerprint, severity } of findings)
      if (!isAtLeast(worst.get(fingerprint) ?? "info", severity) || !worst.has(fingerprint))
        worst.set(fingerprint, severity);
    return worst;
  } catch (error) {
    if (error instanceof ValorisError) return undefined;
    throw error;
  }
}

/** Canon files of a commit, by full path. */
interface Tree {
  readonly files: readonly string[];
  /** Those that are not there any more. */
  readonly gone: readonly string[];
  /** What one held that was changed or is gone. */
  readonly bytesOf: (path: string) => Uint8Array | undefined;
}

/** What the configuration said then; `paths` where it named the files. Plugins are programs: none runs that would not run now. */
async function settingsBefore(
  trees: readonly WorkTreeChanges[],
  tree: Tree,
  { isConfigured, settings }: CheckedPaths,
): Promise<{ readonly settings: Settings; readonly paths?: readonly string[] }> {
  const cwd = realPath(process.cwd());
  const now = readConfig(cwd);
  const bytesOf = (path: string): Uint8Array | undefined => {
    if (trees.some(({ same }) => same.has(path))) return readFileSync(path);
    const isTheirs = trees.every(({ repository }) => !isInside(path, repository.root));
    return isTheirs && isThere(path) ? readFileSync(path) : tree.bytesOf(path);
  };
  try {
    const then = readConfigFrom(cwd, bytesOf);
    const running = new Set([now?.data.plugins ?? []].flat().filter((name) => !settings.withheld.includes(name)));
    const isSame = JSON.stringify([then?.folder, then?.data]) === JSON.stringify([now?.folder, now?.data]);
    const asThen = isSame ? settings : await readSettings(cwd, { config: then, mayRun: (name) => running.has(name) });
    if (!isConfigured || then?.canon === undefined) return { settings: asThen };
    const named = await canonFiles(then.canon, then.folder, cwd, tree.gone);
    return { settings: asThen, paths: knownOf(named, tree) };
  } catch (error) {
    if (error instanceof ValorisError) return { settings };
    throw error;
  }
}

/** What of some paths was there. */
function knownOf(paths: readonly string[], { files }: Tree): string[] {
  const known = new Set(files);
  return paths.filter((path) => {
    const real = realPath(path);
    return known.has(real) || (isFolder(path) && files.some((file) => isInside(file, real)));
  });
}

/** Of what is asked for now, what was there then, and what was moved to it. */
function pathsBefore(trees: readonly WorkTreeChanges[], tree: Tree, { paths }: CheckedPaths): string[] {
  const sources = new Set(trees.flatMap(({ changed }) => [...changed.values()].map(({ from }) => from)));
  const isGiven = givenBy(paths);
  const moved = tree.gone.filter((path) => sources.has(path) || isGiven(path));
  // A file that is new, and given by its name, was not there to be named.
  return [...knownOf(paths, tree), ...moved];
}

/** Whether paths bring a file: by its name, or with its folder. */
function givenBy(paths: readonly string[]): (file: string) => boolean {
  const given = new Set(paths.map(realPath));
  const folders = [...given].filter((path) => !isThere(path) || isFolder(path));
  return (file) =>
    given.has(file) || folders.some((folder) => isInside(file, folder) && isCanonIn(relative(folder, file)));
}

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
