import { execFile } from "node:child_process";
import { realpathSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ValorisError } from "../../events/valorisError.ts";

/** A place, as far as lines go. */
interface Line {
  readonly path: string;
  readonly line: number;
}

/** Lines of a file that are not as they were: from, and how many. */
type Hunk = readonly [number, number];

/**
 * Whether a line was changed since a revision, by the work tree. What git knows nothing of counts as changed: new files, and
 * documents that are not there.
 *
 * @throws ValorisError `check/no-git`, `check/unknown-revision`
 */
export async function changedLines(revision: string, paths: readonly string[]): Promise<(place: Line) => boolean> {
  const tracked = new Map<string, readonly Hunk[]>();
  for (const root of await rootsOf(paths)) {
    const commit = await commitOf(root, revision);
    for (const file of (await git(root, ["ls-files", "-z"])).split("\0")) tracked.set(join(root, file), []);
    const diff = await git(root, [...DIFF, commit, "--"]);
    for (const [file, hunks] of readHunks(diff)) tracked.set(join(root, file), hunks);
  }
  const real = new Map<string, string>();
  return ({ path, line }) => {
    let key = real.get(path);
    if (key === undefined) real.set(path, (key = realPath(path)));
    const hunks = tracked.get(key);
    return hunks === undefined || hunks.some(([start, count]) => line >= start && line < start + count);
  };
}

/** Whatever the user's settings say. */
const DIFF =
  "-c core.quotePath=false diff -U0 --no-color --no-ext-diff --no-renames --src-prefix=a/ --dst-prefix=b/".split(" ");

/** The folders of the repositories that the paths lie in. */
async function rootsOf(paths: readonly string[]): Promise<Set<string>> {
  const folders = new Set(paths.map((path) => (isFolder(path) ? path : dirname(path))));
  const roots = new Set<string>();
  for (const folder of folders) {
    const root = await git(folder, ["rev-parse", "--show-toplevel"]).catch((cause: unknown) => {
      throw new ValorisError("check/no-git", `${folder} is in no git repository, which --since needs.`, {
        help: "Leave --since out, or start with `git init`.",
        cause,
      });
    });
    roots.add(realPath(root.trimEnd()));
  }
  return roots;
}

const commitOf = (root: string, revision: string): Promise<string> =>
  git(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]).then(
    (commit) => commit.trim(),
    (cause: unknown) => {
      throw new ValorisError("check/unknown-revision", `git knows no revision ${revision}.`, {
        help: "Name a branch, a tag or a commit; in a shallow clone, fetch it first.",
        cause,
      });
    },
  );

/** Changed lines by file, in their numbers of today. */
function readHunks(diff: string): Map<string, Hunk[]> {
  const byFile = new Map<string, Hunk[]>();
  let hunks: Hunk[] = [];
  let isHeader = false;
  for (const line of diff.split("\n")) {
    if (line.startsWith("diff --git ")) isHeader = true;
    const [, quoted, plain] = (isHeader && /^\+\+\+ (?:"b\/(.*)"|b\/(.*?)\t?)$/.exec(line)) || [];
    if (quoted !== undefined || plain !== undefined) byFile.set(plain ?? unquoted(quoted ?? ""), (hunks = []));
    const [, start, count = "1"] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    if (start === undefined) continue;
    isHeader = false;
    hunks.push([Number(start), Number(count)]);
  }
  return byFile;
}

/** git writes a path with quotes, tabs or newlines in it as a string of C. */
const unquoted = (path: string): string =>
  path.replaceAll(/\\(["\\tn])/g, (_, sign: string) => ({ t: "\t", n: "\n" })[sign] ?? sign);

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

const MOST_OUTPUT = 1 << 29;

function git(folder: string, args: readonly string[]): Promise<string> {
  return new Promise((done, fail) => {
    execFile("git", ["-C", folder, ...args], { maxBuffer: MOST_OUTPUT }, (error, out) =>
      error === null ? done(out) : fail(error),
    );
  });
}
