import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { diedOrHung, type Ended, type Judged } from "./outcome.ts";
import { type Runner, runFresh, startRunner } from "./runner.ts";
import type { Random } from "./random.ts";

/** One of several in which cases are tried at once: a process that runs commands, and a folder for what they work on. */
export interface Lane {
  readonly runner: Runner;
  /** A new copy of a folder: what a command left behind is in nobody's way. */
  copy(source: string): string;
  /** Forgets all copies. */
  clear(): void;
  /** What else ends with it. */
  whenStopped(undo: () => void): void;
  readonly stop: () => void;
}

export function startLane(within: string): Lane {
  const runner = startRunner();
  const undone: (() => void)[] = [];
  let copies = 0;
  mkdirSync(within, { recursive: true });
  return {
    runner,
    copy(source) {
      const copy = join(within, `${copies++}`);
      cpSync(source, copy, { recursive: true });
      return copy;
    },
    clear() {
      rmSync(within, { recursive: true, force: true });
      mkdirSync(within);
    },
    whenStopped: (undo) => void undone.push(undo),
    stop() {
      runner.stop();
      for (const undo of undone) undo();
    },
  };
}

/** How many commands are run alone from the start: what only goes wrong when a process ends is not seen in one that goes on. */
const ALONE = 0.05;

/**
 * Runs a command in a copy of a folder. What is not as promised counts only if it is so in a process of its own, too: a command may do
 * there what it cannot here, such as being watched over by another.
 */
export async function judgeIn(
  lane: Lane,
  random: Random,
  {
    from,
    args,
    judge,
  }: {
    readonly from: string;
    readonly args: readonly string[];
    readonly judge: (ended: Ended, cwd: string) => Judged | Promise<Judged>;
  },
): Promise<Judged> {
  const judged = async (run: (cwd: string) => Promise<Ended>): Promise<Judged> => {
    const cwd = lane.copy(from);
    const ended = await run(cwd);
    return diedOrHung(ended) ?? (await judge(ended, cwd));
  };
  if (!random.chance(ALONE)) {
    const first = await judged((cwd) => lane.runner.run({ cwd, args }));
    if (first.verdict === "promised") return first;
  }
  return judged((cwd) => runFresh({ cwd, args }));
}
