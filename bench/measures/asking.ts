import { openLog } from "../../src/index.ts";
import { bisect, diffChronicles, divergence } from "../../src/doors/timelines.ts";
import { lmdbLog } from "../../src/log/lmdb.ts";
import { createFold } from "../../src/projections/fold.ts";
import { batchesOf } from "../../src/timelines/chronicle.ts";
import { keyedRandom } from "../keyedRandom.ts";
import { atMost, type Figure, info, show } from "../report.ts";
import { ratios, spreadOf, timed } from "../statistics.ts";
import { note } from "../workspace.ts";

/** Never so, so that all of history is looked at. */
const ARBITRARY = "nervousness.quadrant > 100 and share.faction-0 < 2";
const THRESHOLD = "nervousness.quadrant > 100";

/** c. The first event after which something holds, beside a replay. */
export async function measureBisect(folder: string, rounds: number): Promise<Figure[]> {
  const replaying: number[] = [];
  const arbitrary: number[] = [];
  const threshold: number[] = [];
  const again: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    note(`bisect, ${round} of ${rounds}`);
    const log = lmdbLog(folder);
    const canon = await openLog(log);
    const replay = await timed(() => {
      const fold = createFold(canon.projections);
      for (const batch of batchesOf(canon.events, 0, canon.events.length)) fold.apply(batch);
    });
    const any = await timed(() => bisect(canon, ARBITRARY));
    const one = await timed(() => bisect(canon, THRESHOLD));
    const kept = await timed(() => bisect(canon, THRESHOLD));
    await log.close();
    if (round === 0) continue;
    replaying.push(replay.ms);
    arbitrary.push(any.ms);
    threshold.push(one.ms);
    again.push(kept.ms);
  }
  return [
    info("a replay through the same projections", show(spreadOf(replaying), "ms")),
    atMost("bisect of an arbitrary expression : replay", ratios(arbitrary, replaying), 1.5),
    info("bisect of a threshold : replay", show(ratios(threshold, replaying), "×")),
    info("the same threshold again, from the extremes that were kept", show(spreadOf(again), "ms")),
  ];
}

const DIFFERENT = 100;

/** e. Two branches that differ in some events: which, and what that does to the numbers. */
export async function measureDiff(folder: string, events: number, rounds: number): Promise<Figure[]> {
  const back = Math.min(100_000, events / 2);
  const log = lmdbLog(folder);
  const draw = keyedRandom(19, 1);
  for (const name of ["left", "right"]) {
    if ((await log.timeline(name)) !== undefined) continue;
    await log.fork(name, "canon");
    const targets = new Set<number>([events - back]);
    while (targets.size < DIFFERENT / 2) targets.add(events - back + draw(back));
    await log.append(
      name,
      [...targets].map((n) => {
        return { id: `${name}-${n}`, type: "EventRetracted", version: 1, data: { target: `e${n}`, reason: name } };
      }),
    );
  }
  const [left, right] = [await openLog(log, { timeline: "left" }), await openLog(log, { timeline: "right" })];
  const diff: number[] = [];
  const folding: number[] = [];
  const curves: number[] = [];
  let differ = 0;
  for (let round = 0; round <= rounds; round++) {
    note(`diff, ${round} of ${rounds}`);
    const part = await timed(() => diffChronicles(left, right));
    const { onlyInA, onlyInB } = part.result;
    differ = onlyInA.length + onlyInB.length;
    const alone = await timed(() => {
      const fold = createFold(left.projections);
      const from = left.events.length - back;
      for (const batch of batchesOf(left.events, from, left.events.length)) fold.apply(batch);
    });
    const apart = await timed(() => divergence(left, right, part.result));
    if (round === 0) continue;
    diff.push(part.ms);
    folding.push(alone.ms);
    curves.push(apart.ms);
  }
  await log.close();
  return [
    atMost(`the events of two branches that differ in ${differ}`, spreadOf(diff), 200, "ms"),
    info("one fold of what differs", show(spreadOf(folding), "ms")),
    atMost("its curves : one fold", ratios(curves, folding), 2.5),
  ];
}
