import type { ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, watch } from "node:fs";
import { join } from "node:path";
import { CACHE_WRITERS, FILE_WRITERS, LOG_MAKERS, shown, turn, VERIFY, WRITERS } from "./commands.ts";
import {
  type Expected,
  type Expectations,
  filesIn,
  liesBetween,
  logOf,
  partOfFile,
  sameFiles,
  sameView,
  viewOf,
} from "./expected.ts";
import type { Lane } from "./lane.ts";
import { AS_PROMISED, described, diedOrHung, type Ended, type Judged, lost } from "./outcome.ts";
import type { Part } from "./part.ts";
import type { Random } from "./random.ts";
import { runFresh } from "./runner.ts";

const KILLED: readonly (readonly string[])[] = [...WRITERS, ...CACHE_WRITERS, ...FILE_WRITERS, ...LOG_MAKERS];
/** Of a command that ends by itself when it is interrupted. */
const INTERRUPTED = 130;
const AFTER: readonly string[] = ["timeline", "tag", "after", "--log", "log"];

/** Whoever ends a writer at any moment loses nothing that was acknowledged, and finds nothing in part; the same command goes on. */
export const kills: Part = {
  name: "kills",
  share: 3,
  async case({ sound, expectations, lane, random, number }) {
    const args = turn(KILLED, number);
    const cwd = lane.copy(random.chance(0.5) ? sound.folder : sound.cached);
    const expected = await expectations.of(args);
    const signal = random.chance(0.8) ? "SIGKILL" : random.pick(["SIGTERM", "SIGINT"] as const);
    const moment = chooseMoment(random);
    const ended = await runFresh({ cwd, args }, { onStart: (child) => endAt(moment, child, signal, cwd, logOf(args)) });
    // What we did to it is none of its faults.
    const isOurs = !ended.hung && (ended.signal === signal || ended.code === INTERRUPTED);
    const dead = isOurs ? undefined : diedOrHung(ended);
    const judged = dead ?? (await judge({ args, cwd, ended, expected, expectations, lane }));
    return [{ ...judged, what: `${shown(args)}, ${signal} ${moment.words}` }];
  },
};

interface Moment {
  /** Changes of files that are waited for; then ms. */
  readonly changes: number;
  readonly delay: number;
  readonly words: string;
}

/** Most of a command's time goes by before it writes: what happens to its files says when it does. */
function chooseMoment(random: Random): Moment {
  if (random.chance(0.15)) {
    const delay = random.below(800);
    return { changes: 0, delay, words: `after ${delay} ms` };
  }
  const [changes, delay] = random.chance(0.5) ? [1 + random.below(20), 0] : [1 + random.below(3), random.below(30)];
  return { changes, delay, words: `${delay} ms after change ${changes} of its files` };
}

function endAt(
  { changes, delay }: Moment,
  child: ChildProcess,
  signal: NodeJS.Signals,
  cwd: string,
  log: string,
): void {
  const end = (): void => void setTimeout(() => child.kill(signal), delay);
  if (changes === 0) return end();
  let seen = 0;
  const changed = (): void => {
    if (++seen === changes) end();
  };
  mkdirSync(join(cwd, log), { recursive: true });
  const watcher = watch(cwd, { recursive: true }, changed);
  // A file may be gone before it can be watched.
  watcher.on("error", changed);
  child.once("exit", () => watcher.close());
}

interface Killed {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly ended: Ended;
  readonly expected: Expected;
  readonly expectations: Expectations;
  readonly lane: Lane;
}

async function judge(killed: Killed): Promise<Judged> {
  const { args, cwd, ended, expected, expectations, lane } = killed;
  const { view: before, files: filesBefore } = LOG_MAKERS.includes(args)
    ? { ...expectations.before, view: {} }
    : expectations.before;

  const seen = await viewOf(lane.runner, lane.copy(cwd), logOf(args));
  const begun = "view" in seen ? undefined : diedOrHung(seen);
  if (begun !== undefined) return begun;
  // Of a log that was only being made, nothing was acknowledged.
  if (!("view" in seen) && Object.keys(before).length > 0) return lost(`the log cannot be read: ${described(seen)}`);
  const view = "view" in seen ? seen.view : {};
  const isDone = sameView(view, expected.view) && (WRITERS.includes(args) || sameFiles(filesIn(cwd), expected.files));
  if (!liesBetween(before, view, expected.view)) return lost("the log holds something in part");
  const isAcknowledged = ended.out === expected.ended.out && ended.out !== "";
  if (isAcknowledged && !isDone) return lost("what it acknowledged is not in the log");
  const inPart = partOfFile(filesBefore, filesIn(cwd), expected.files);
  if (inPart !== undefined) return lost(inPart);

  if (existsSync(join(cwd, "log"))) {
    const verified = await lane.runner.run({ cwd: lane.copy(cwd), args: VERIFY });
    const wrong = diedOrHung(verified) ?? (verified.code === 0 ? undefined : lost(`verifying: ${described(verified)}`));
    if (wrong !== undefined) return wrong;
  }
  return goesOn(killed, isDone && !CACHE_WRITERS.includes(args) ? AFTER : args);
}

/** The same command again, or another where all was done. */
async function goesOn({ args, cwd, expected, lane }: Killed, next: readonly string[]): Promise<Judged> {
  const again = await lane.runner.run({ cwd, args: next });
  const wrong = diedOrHung(again);
  if (wrong !== undefined) return { ...wrong, why: `${wrong.why}, when ${shown(next)} followed` };
  if (again.code === 2) return lost(`then ${shown(next)} is refused: ${described(again)}`);
  if (next === AFTER) return AS_PROMISED;
  const seen = await viewOf(lane.runner, lane.copy(cwd), logOf(args));
  if (!("view" in seen) || !sameView(seen.view, expected.view))
    return lost("run again, it does not come to the same log");
  if (CACHE_WRITERS.includes(args) && again.out !== expected.ended.out)
    return lost("run again, it prints something else");
  for (const [path, text] of expected.files)
    if (filesIn(cwd).get(path) !== text) return lost(`run again, it does not come to the same ${path}`);
  return AS_PROMISED;
}
