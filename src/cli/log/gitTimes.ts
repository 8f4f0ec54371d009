import { readFile } from "node:fs/promises";
import { dirname, relative, sep } from "node:path";
import type { SourceMap, SyncChange, RecordedTimes } from "../../doors/canon.ts";
import { getOrMake } from "../../idioms/multimap.ts";
import { flatten } from "../../index.ts";
import { GitFailure } from "../git.ts";
import { type Hunk, lineChanges } from "../git/lineChanges.ts";
import { blameOf, blobsOf, contentsOf } from "../git/objects.ts";
import { commitAt, realPath, repositoryOf } from "../git/repository.ts";
import type { Terminal } from "../terminal.ts";

/**
 * When changes were written, by the commits of their files: an addition with the commit that brought the oldest of its lines, an
 * amendment with the newest. What is not committed yet has no time, and counts as recorded now.
 */
export function gitTimes(sources: SourceMap, terminal: Terminal) {
  const blamed = new Map<string, Promise<readonly (number | undefined)[]>>();
  const timesOf = (path: string): Promise<readonly (number | undefined)[]> =>
    getOrMake(blamed, path, () => lineTimes(path, terminal));

  return async (changes: readonly SyncChange[], timeline: string): Promise<RecordedTimes> => {
    const found = new Map<SyncChange, number>();
    for (const change of changes) {
      const times: (number | undefined)[] = [];
      for (const { path, line } of placesOf(change, sources, timeline)) times.push((await timesOf(path))[line - 1]);
      const known = times.filter((time) => time !== undefined);
      if (known.length === 0 || (change.kind !== "add" && known.length < times.length)) continue;
      found.set(
        change,
        known.reduce((a, b) => (change.kind === "add" ? Math.min(a, b) : Math.max(a, b))),
      );
    }
    return found;
  };
}

/** The lines on which the event that says so, and its fields, stand. */
function placesOf({ event, kind, written }: SyncChange, sources: SourceMap, timeline: string) {
  if (written === undefined) return [];
  const { data } = event;
  const fields =
    kind === "amend" && typeof data === "object" && data !== null && "set" in data && typeof data.set === "object"
      ? Object.keys(data.set ?? {})
      : Object.keys(flatten(event));
  const paths = kind === "add" || kind === "amend" ? [[], ...fields.map((field) => [field])] : [[]];
  return paths.flatMap((path) => sources.locate(written, path, timeline) ?? []);
}

/** When each line of a file was committed, ms; no line where git knows nothing of the file. */
async function lineTimes(path: string, { note, paint }: Terminal): Promise<readonly (number | undefined)[]> {
  try {
    return await committedTimes(path);
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    const why = error.message;
    note(`${paint("yellow", "note:")} git does not say when ${path} was written (${why}); it counts as recorded now.`);
    return [];
  }
}

/** Of the lines that are as in the last commit: git would run filters on the file itself. @throws GitFailure */
async function committedTimes(path: string): Promise<(number | undefined)[]> {
  const repository = await repositoryOf(dirname(path));
  if (repository === undefined) throw new GitFailure("it is in no git repository");
  const head = await commitAt(repository, "HEAD");
  if (head === undefined) throw new GitFailure("nothing is committed");
  const name = relative(repository.root, realPath(path)).split(sep).join("/");
  const id = (await blobsOf(repository, head, [name])).get(name);
  if (id === undefined) throw new GitFailure("it is not committed");
  const was = (await contentsOf(repository, [id])).get(id) ?? Buffer.alloc(0);
  const now = await readFile(path);
  const times = readBlame(await blameOf(repository, head, name));
  if (was.equals(now)) return times;
  const hunks = (await lineChanges(new Map([[path, was]]), new Map([[path, now]]))).get(path)?.hunks ?? [];
  return timesOfToday(times, hunks);
}

/** What was written since has no time. */
function timesOfToday(times: readonly (number | undefined)[], hunks: readonly Hunk[]): (number | undefined)[] {
  const today: (number | undefined)[] = [];
  let taken = 0;
  for (const { was, now } of hunks) {
    // Lines are counted from 1; of none, the one before them is named.
    const start = was.count === 0 ? was.from : was.from - 1;
    for (; taken < start; taken++) today.push(times[taken]);
    for (let i = 0; i < now.count; i++) today.push(undefined);
    taken += was.count;
  }
  for (; taken < times.length; taken++) today.push(times[taken]);
  return today;
}

/** One line of the file follows each header, after a tab; a commit is described the first time that it is named. */
function readBlame(text: string): (number | undefined)[] {
  const times: (number | undefined)[] = [];
  const byCommit = new Map<string, number>();
  let commit = "";
  for (const line of text.split("\n")) {
    const [header] = /^[0-9a-f]{40,64}(?= )/.exec(line) ?? [];
    if (header !== undefined) commit = header;
    else if (line.startsWith("\t")) times.push(byCommit.get(commit));
    else if (line.startsWith("committer-time "))
      byCommit.set(commit, Number(line.slice("committer-time ".length)) * 1000);
  }
  return times;
}
