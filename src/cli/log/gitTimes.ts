import { execFile } from "node:child_process";
import { basename, dirname } from "node:path";
import type { SourceMap } from "../../canon/canon.ts";
import type { Change } from "../../canon/sync/change.ts";
import type { RecordedTimes } from "../../canon/sync/recordedTimes.ts";
import { flatten } from "../../index.ts";
import type { Terminal } from "../terminal.ts";

/**
 * When changes were written, by the commits of their files: an addition with the commit that brought the oldest of its lines, an
 * amendment with the newest. What is not committed yet has no time, and counts as recorded now.
 */
export function gitTimes(sources: SourceMap, terminal: Terminal) {
  const blamed = new Map<string, Promise<readonly (number | undefined)[]>>();
  const timesOf = (path: string): Promise<readonly (number | undefined)[]> => {
    let times = blamed.get(path);
    if (times === undefined) blamed.set(path, (times = lineTimes(path, terminal)));
    return times;
  };

  return async (changes: readonly Change[], timeline: string): Promise<RecordedTimes> => {
    const found = new Map<Change, number>();
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
function placesOf({ event, kind, written }: Change, sources: SourceMap, timeline: string) {
  if (written === undefined) return [];
  const { data } = event;
  const fields =
    kind === "amend" && typeof data === "object" && data !== null && "set" in data && typeof data.set === "object"
      ? Object.keys(data.set ?? {})
      : Object.keys(flatten(event));
  const paths = kind === "add" || kind === "amend" ? [[], ...fields.map((field) => [field])] : [[]];
  return paths.flatMap((path) => sources.locate(written, path, timeline) ?? []);
}

const MOST_OUTPUT = 1 << 29;

/** When each line of a file was committed, ms; no line where git knows nothing of the file. */
async function lineTimes(path: string, { note, paint }: Terminal): Promise<readonly (number | undefined)[]> {
  try {
    return readBlame(await git(["-C", dirname(path), "blame", "--porcelain", "--", basename(path)]));
  } catch (error) {
    const [why = "git failed"] = (error instanceof Error ? error.message : String(error)).trim().split("\n").slice(-1);
    note(`${paint("yellow", "note:")} git does not say when ${path} was written (${why}); it counts as recorded now.`);
    return [];
  }
}

function git(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile("git", args, { maxBuffer: MOST_OUTPUT }, (error, out) => (error === null ? resolve(out) : reject(error)));
  });
}

const UNCOMMITTED = /^0+$/;

/** One line of the file follows each header, after a tab; a commit is described the first time that it is named. */
function readBlame(text: string): (number | undefined)[] {
  const times: (number | undefined)[] = [];
  const byCommit = new Map<string, number>();
  let commit = "";
  for (const line of text.split("\n")) {
    const [header] = /^[0-9a-f]{40,64}(?= )/.exec(line) ?? [];
    if (header !== undefined) commit = header;
    else if (line.startsWith("\t")) times.push(byCommit.get(commit));
    else if (line.startsWith("committer-time ") && !UNCOMMITTED.test(commit))
      byCommit.set(commit, Number(line.slice("committer-time ".length)) * 1000);
  }
  return times;
}
