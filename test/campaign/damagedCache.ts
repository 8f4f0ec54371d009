import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
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
      const second = await judgeIn(lane, random, {
        from: left,
        args: after,
        judge: judgeRight(after, expectations, lane),
      });
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

/** The files beside log.mdb, whatever they are: the cache's, and the lock's. */
function damage(log: string, random: Random): string {
  const paths = readdirSync(log, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "log.mdb")
    .map(({ name, parentPath }) => relative(log, join(parentPath, name)))
    .toSorted();
  const name = random.pick(paths);
  const path = join(log, name);
  const bytes = readFileSync(path);
  const [kind, other] = [random.below(20), random.pick(paths)];
  if (kind === 0) {
    rmSync(path);
    mkdirSync(path);
    return `a folder in place of ${name}`;
  }
  if (kind === 1) writeFileSync(path, "Dear diary,\n".repeat(random.below(3000)));
  else if (kind === 2) rmSync(path);
  else if (kind === 3) writeFileSync(path, readFileSync(join(log, other)));
  else if (kind === 4) {
    const [top = name] = name.split("/");
    rmSync(join(log, top), { recursive: true });
    writeFileSync(join(log, top), "text");
    return `a text in place of ${top}`;
  } else {
    const { what, bytes: after } = corrupt(bytes, random);
    writeFileSync(path, after);
    return `${name}, ${what}`;
  }
  return ["", `a text in place of ${name}`, `${name} removed`, `${other} in place of ${name}`][kind] ?? name;
}
