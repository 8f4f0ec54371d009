/**
 * Tries to make the built command line lose something, die or hang: see docs/guide.md, “How it is tried”.
 *
 *   npm run campaign                                  two minutes
 *   npm run campaign -- --minutes 60 --seed 7         an hour, with other cases
 *   npm run campaign -- --seed 7 --case damaged-log/12    one case again, with all that came of it; --keep leaves its folders
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { CLI } from "./built.ts";
import { damagedLog } from "./damage.ts";
import { damagedCache } from "./damagedCache.ts";
import { type Expectations, startExpectations } from "./expected.ts";
import { type Lane, startLane } from "./lane.ts";
import { fullLoopDisk, fullMemoryDisk, fullOutput } from "./fullDisk.ts";
import { kills } from "./kills.ts";
import type { Trial } from "./outcome.ts";
import type { Case, Part } from "./part.ts";
import { processes } from "./processes.ts";
import { randomAt } from "./random.ts";
import { failureLines, startTally, type Tally } from "./report.ts";
import { makeSoundLog } from "./soundLog.ts";

const PARTS: readonly Part[] = [damagedLog, damagedCache, kills, fullMemoryDisk, fullLoopDisk, fullOutput, processes];
const SAY_EVERY = 10_000;

type Known = Pick<Case, "sound" | "expectations">;

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "2" },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
    case: { type: "string" },
    keep: { type: "boolean", default: false },
    lanes: { type: "string", default: String(availableParallelism()) },
  },
});
const [seed, minutes, laneCount] = [Number(values.seed), Number(values.minutes), Number(values.lanes)];
const [oneName, oneNumber] = values.case?.split("/") ?? [];
const wanted = (oneName ?? values.only)?.split(",");
const parts = PARTS.filter(({ name }) => wanted === undefined || wanted.includes(name));
if (![seed, minutes, laneCount].every(Number.isFinite) || parts.length === 0 || !existsSync(CLI)) {
  process.stderr.write(
    `Build first, then: campaign [--minutes 2] [--seed 1] [--only PART,…] [--case PART/NUMBER] [--lanes 2]; parts are ${PARTS.map(({ name }) => name).join(", ")}.\n`,
  );
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "valoris-campaign-"));
const note = (text: string): void => void process.stderr.write(`${text}\n`);
const tally = startTally(parts.map(({ name }) => name));
const started = Date.now();
const lanes = Array.from({ length: Math.max(1, laneCount) }, (_, n) => startLane(join(folder, `lane-${n}`)));
process.once("SIGINT", () => {
  leave();
  process.exit(130);
});
let expectations: Expectations | undefined;
try {
  note(`seed ${seed}, ${minutes} minutes, ${lanes.length} lanes, in ${folder}`);
  const sound = await makeSoundLog(folder);
  expectations = await startExpectations(sound, folder);
  const known = { sound, expectations };
  if (oneNumber === undefined) await runAll(known);
  else await runOne(known, Number(oneNumber));
} finally {
  leave();
  for (const line of failureLines(tally.failures, seed)) console.log(line);
  console.log(`\n${tally.table()}`);
  for (const text of tally.notes) console.log(`not tried: ${text}`);
}
if (tally.tried() === 0) console.log("Nothing was tried.");
process.exitCode = tally.isKept() ? 0 : 1;

function leave(): void {
  expectations?.stop();
  for (const lane of lanes) lane.stop();
  if (values.keep) note(`kept: ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
}

/** Parts one after another, each until its share of what time is left. */
async function runAll(known: Known): Promise<void> {
  const end = started + minutes * 60_000;
  for (const [i, part] of parts.entries()) {
    const shares = parts.slice(i).reduce((sum, { share }) => sum + share, 0);
    const until = Date.now() + ((end - Date.now()) * part.share) / shares;
    const progress = setInterval(() => sayHow(part, tally), SAY_EVERY);
    let next = 0;
    // At least one case of each, however little time there is.
    const runLane = async (lane: Lane): Promise<void> => {
      while (next < lanes.length || Date.now() < until) {
        const [first] = await runCase(part, known, lane, next++);
        if (first?.verdict === "not tried") return;
      }
    };
    try {
      await Promise.all(lanes.map(runLane));
    } finally {
      clearInterval(progress);
    }
    sayHow(part, tally);
  }
}

function sayHow({ name }: Part, { tried, failures }: Tally): void {
  const seconds = Math.round((Date.now() - started) / 1000);
  note(`${seconds} s  ${name}: ${tried(name)} tried; ${failures.length} failures so far`);
}

async function runCase(part: Part, known: Known, lane: Lane, number: number): Promise<readonly Trial[]> {
  const trials = await part.case({ ...known, lane, random: randomAt(seed, part.name, number), number });
  tally.add(part.name, `${part.name}/${number}`, trials);
  if (!values.keep) lane.clear();
  return trials;
}

async function runOne(known: Known, number: number): Promise<void> {
  const [part, lane] = [parts[0], lanes[0]];
  if (part === undefined || lane === undefined) return;
  for (const { verdict, what, why } of await runCase(part, known, lane, number))
    note(`${verdict.padEnd(9)} ${what}${why === "" ? "" : `  (${why})`}`);
}
