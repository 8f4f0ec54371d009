import { openLog, QUADRANT } from "../../src/index.ts";
import { lmdbLog } from "../../src/log/lmdb.ts";
import { dateAt } from "../history.ts";
import { keyedRandom } from "../keyedRandom.ts";
import { atMost, type Figure } from "../report.ts";
import { quantile, type Spread, spreadOf, timed } from "../statistics.ts";
import { note } from "../workspace.ts";

/** A prototype's, in ms: keyframes every 5000 of 10 million events, read into typed arrays (MEASURED.md). */
const PROTOTYPE = { p50: 1.7, p99: 5.5 };
const POINTS = 500;

/** c. The world at random points, once some others were looked at. */
export async function measureWorlds(folder: string, events: number, rounds: number): Promise<Figure[]> {
  const log = lmdbLog(folder, { readOnly: true });
  const canon = await openLog(log);
  const p50: number[] = [];
  const p99: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    note(`worldAt ${POINTS} points, round ${round}`);
    const draw = keyedRandom(11, round);
    const times: number[] = [];
    for (let i = 0; i < POINTS; i++) {
      const occurred = dateAt(draw(events));
      times.push((await timed(() => canon.worldAt({ occurred }))).ms);
    }
    times.sort((a, b) => a - b);
    // The first round is for compiled code and the file's pages.
    if (round > 0) {
      p50.push(quantile(times, 0.5));
      p99.push(quantile(times, 0.99));
    }
  }
  await log.close();
  return [
    atMost("worldAt a random point, p50", spreadOf(p50), PROTOTYPE.p50, "ms"),
    atMost("worldAt a random point, p99", spreadOf(p99), PROTOTYPE.p99, "ms"),
  ];
}

/** c. Why, at the end of all of a history. */
export async function measureBecause(folder: string, rounds: number): Promise<Figure[]> {
  const log = lmdbLog(folder, { readOnly: true });
  const canon = await openLog(log);
  const figures: Figure[] = [];
  for (const [metric, subject] of [
    ["power", "faction-0"],
    ["share", "faction-0"],
    ["territory", "faction-0"],
    ["nervousness", "faction-0"],
    ["nervousness", QUADRANT],
  ] as const) {
    note(`because ${metric} ${subject}`);
    const seconds: number[] = [];
    // What takes this long has missed its target: once is enough to say so.
    for (let round = 0; round < rounds && (seconds[0] ?? 0) < 10; round++)
      seconds.push((await timed(() => canon.because(metric, subject))).ms / 1000);
    const spread: Spread = spreadOf(seconds);
    figures.push(atMost(`because ${metric} of ${subject}, at the end`, spread, 1, "s"));
  }
  await log.close();
  return figures;
}
