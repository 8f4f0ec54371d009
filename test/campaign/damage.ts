import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { QUESTIONS, READERS, shown, turn, VERIFY, WRITERS } from "./commands.ts";
import { corrupt } from "./corruptions.ts";
import { type Expectations, printedRight, refused, sameView, viewOf } from "./expected.ts";
import { judgeIn, type Lane } from "./lane.ts";
import { AS_PROMISED, described, diedOrHung, type Ended, errorCode, type Judged, lost, type Trial } from "./outcome.ts";
import type { Part } from "./part.ts";

const LOG = "log/log.mdb";
/** Of the commands that write, and of the damages that are followed by a long question: the others in the next cases. */
const WRITERS_A_CASE = 6;
const QUESTION_EVERY = 3;

/** A damaged log is shown as it was, or refused; and verifying finds whatever would stop a later write. */
export const damagedLog: Part = {
  name: "damaged-log",
  share: 4,
  async case({ sound, expectations, lane, random, number }) {
    const { what, bytes } = corrupt(readFileSync(join(sound.folder, LOG)), random);
    const from = lane.copy(sound.folder);
    writeFileSync(join(from, LOG), bytes);
    const trials: Trial[] = [];
    const trial = async (args: readonly string[], judge: (ended: Ended, cwd: string) => Judged | Promise<Judged>) => {
      const judged = await judgeIn(lane, random, { from, args, judge });
      trials.push({ ...judged, what: `${what}: ${shown(args)}` });
      return judged;
    };

    const question = number % QUESTION_EVERY === 0 ? [turn(QUESTIONS, number / QUESTION_EVERY)] : [];
    for (const args of [...READERS, ...question]) {
      const expected = await expectations.of(args);
      await trial(args, (ended, cwd) => untouched(cwd, bytes) ?? shownOrRefused(ended, expected.ended));
    }
    let stopped = "";
    for (let n = 0; n < WRITERS_A_CASE; n++) {
      const args = turn(WRITERS, number * WRITERS_A_CASE + n);
      const { verdict, why } = await trial(args, async (ended, cwd) => {
        if (errorCode(ended)?.startsWith("log/") === true) stopped = `${shown(args)}: ${described(ended)}`;
        return writtenOrRefused(ended, { args, cwd, bytes, expectations, lane });
      });
      if (verdict !== "promised") stopped = `${shown(args)}: ${why}`;
    }
    const { ended: right } = await expectations.of(VERIFY);
    await trial(VERIFY, (ended, cwd) => {
      const judged = untouched(cwd, bytes) ?? foundOrRefused(ended, right);
      const isSound = judged.verdict === "promised" && ended.code === 0;
      return isSound && stopped !== "" ? lost(`“as recorded”, but then ${stopped}`) : judged;
    });
    return trials;
  },
};

const isUntouched = (cwd: string, bytes: Buffer): boolean => readFileSync(join(cwd, LOG)).equals(bytes);

const untouched = (cwd: string, bytes: Buffer): Judged | undefined =>
  isUntouched(cwd, bytes) ? undefined : lost("a command that reads changed the log");

const shownOrRefused = (ended: Ended, expected: Ended): Judged =>
  refused(ended, expected) ? AS_PROMISED : printedRight(ended, expected);

/** It names what was altered, and the heads as they are now. */
const foundOrRefused = (ended: Ended, expected: Ended): Judged =>
  ended.code === 1 ? AS_PROMISED : shownOrRefused(ended, expected);

interface Written {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly bytes: Buffer;
  readonly expectations: Expectations;
  readonly lane: Lane;
}

async function writtenOrRefused(ended: Ended, { args, cwd, bytes, expectations, lane }: Written): Promise<Judged> {
  const expected = await expectations.of(args);
  const isRefused = refused(ended, expected.ended);
  if (isRefused && isUntouched(cwd, bytes)) return AS_PROMISED;
  const printed = isRefused ? AS_PROMISED : printedRight(ended, expected.ended);
  if (printed.verdict !== "promised") return printed;
  const seen = await viewOf(lane.runner, lane.copy(cwd));
  // Damage to what this command did not need is found by whoever needs it.
  if (!("view" in seen)) return diedOrHung(seen) ?? AS_PROMISED;
  const right = isRefused ? expectations.before.view : expected.view;
  return sameView(seen.view, right) ? AS_PROMISED : lost("after it the log holds something else");
}
