import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CACHE_WRITERS, QUESTIONS, READERS, shown, turn, WRITERS } from "./commands.ts";
import { corrupt } from "./corruptions.ts";
import { type Expectations, printedRight, sameView, viewOf } from "./expected.ts";
import { judgeIn, type Lane } from "./lane.ts";
import { type Judged, lost, type Trial } from "./outcome.ts";
import type { Part } from "./part.ts";
import type { Random } from "./random.ts";

const COMMANDS: readonly (readonly string[])[] = [...READERS, ...CACHE_WRITERS, ...QUESTIONS.slice(0, 2), ...WRITERS];
const COMMANDS_A_CASE = 8;

/** What the cache holds can be computed again, so damage to it changes nothing: neither then, nor in what is made of it. */
export const damagedCache: Part = {
  name: "damaged-cache",
  share: 2,
  async case({ sound, expectations, lane, random, number }) {
    const from = lane.copy(sound.cached);
    const what = damage(join(from, "log"), random);
    const trials: Trial[] = [];
    for (let n = 0; n < COMMANDS_A_CASE; n++) {
      const [args, after] = [turn(COMMANDS, number * COMMANDS_A_CASE + n), random.pick(READERS)];
      let left = from;
      const judge = judgeRight(args, expectations, lane);
      const first = await judgeIn(lane, random, { from, args, judge: (ended, cwd) => judge(ended, (left = cwd)) });
      trials.push({ ...first, what: `${what}: ${shown(args)}` });
      // A reader that changes nothing leaves a cache for the next.
      if (WRITERS.includes(args)) continue;
      const second = await judgeIn(lane, random, { from: left, args: after, judge: judgeRight(after, expectations, lane) });
      trials.push({ ...second, what: `${what}, then ${shown(args)}: ${shown(after)}` });
    }
    return trials;
  },
};

const judgeRight =
  (args: readonly string[], expectations: Expectations, lane: Lane) =>
  async (ended: Parameters<typeof printedRight>[0], cwd: string): Promise<Judged> => {
    const expected = await expectations.of(args);
    const printed = printedRight(ended, expected.ended);
    if (printed.verdict !== "promised" || !WRITERS.includes(args)) return printed;
    const seen = await viewOf(lane.runner, lane.copy(cwd));
    return "view" in seen && sameView(seen.view, expected.view) ? printed : lost("the log holds something else");
  };

function damage(log: string, random: Random): string {
  const cache = join(log, "cache.mdb");
  const other = random.below(20);
  if (other === 0) {
    rmSync(cache);
    mkdirSync(cache);
    return "a folder in place of the cache";
  }
  if (other === 1) {
    writeFileSync(cache, readFileSync(join(log, "log.mdb")));
    return "the log in place of the cache";
  }
  if (other === 2) {
    writeFileSync(cache, "Dear diary,\n".repeat(random.below(3000)));
    return "a text in place of the cache";
  }
  const name = other === 3 ? "cache.mdb-lock" : other === 4 ? "log.mdb-lock" : "cache.mdb";
  const { what, bytes } = corrupt(readFileSync(join(log, name)), random);
  writeFileSync(join(log, name), bytes);
  return `${name}, ${what}`;
}
