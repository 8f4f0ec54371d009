import { lmdbLog } from "../../src/log/lmdb.ts";
import type { Contender, Setting } from "../contender.ts";
import { type Flat, history } from "../history.ts";
import { validated } from "../synthetic.ts";

/** Events in a commit. */
export const COMMIT = 100;

/** Flat events as files hold them: validated by the catalogue and appended, each commit on the disk before the next. */
export function valorisAppend({ folder, events, from = 0 }: Setting): Contender {
  const log = lmdbLog(folder);
  let next = from;
  let commits: readonly (readonly Flat[])[] = [];
  return {
    prepare() {
      commits = commitsOf(next, next + events);
      next += events;
    },
    async run() {
      for (const commit of commits) await log.append("canon", commit.map(validated));
      return { events };
    },
  };
}

export function commitsOf(from: number, to: number): Flat[][] {
  const commits: Flat[][] = [];
  for (let next = from; next < to; next += COMMIT) commits.push([...history(next, Math.min(next + COMMIT, to))]);
  return commits;
}
