import { join } from "node:path";
import { open } from "lmdb";
import { type ChronicleEvent, type EventLog, openLog } from "../../src/index.ts";
import { forkTimeline } from "../../src/doors/timelines.ts";
import { lmdbLog } from "../../src/log/lmdb.ts";
import { foldUntil } from "../../src/projections/keyframes.ts";
import { batchesOf } from "../../src/timelines/chronicle.ts";
import { keyedRandom } from "../keyedRandom.ts";
import { atMost, type Figure, info, round as digits, show } from "../report.ts";
import { ratios, spreadOf, timed } from "../statistics.ts";
import { newFolder, note } from "../workspace.ts";

const FORKS = 200;

/** a. A fork, durable, beside a bare put of lmdb that is as durable. */
export async function measureFork(folder: string, rounds: number): Promise<Figure[]> {
  const log = lmdbLog(folder);
  const bare = open<Uint8Array, string>({
    path: join(newFolder("bare"), "bare.mdb"),
    noSubdir: true,
    encoding: "binary",
    overlappingSync: false,
    eventTurnBatching: false,
  });
  const value = new Uint8Array(150);
  const puts: number[] = [];
  const forks: number[] = [];
  const recorded: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    let [put, fork, told] = [0, 0, 0];
    for (let i = 0; i < FORKS; i++) {
      const name = `bench-${round}-${i}`;
      put += (await timed(() => bare.put(name, value).then(() => bare.flushed))).ms;
      fork += (await timed(() => log.fork(name, "canon"))).ms;
      told += (await timed(() => forkTimeline(log, `told-${name}`))).ms;
    }
    if (round === 0) continue;
    puts.push(put / FORKS);
    forks.push(fork / FORKS);
    recorded.push(told / FORKS);
  }
  await bare.close();
  await log.close();
  return [
    info("a bare put of lmdb, on the disk", show(spreadOf(puts), "ms")),
    info("a fork", show(spreadOf(forks), "ms")),
    info("fork : put", show(ratios(forks, puts), "×")),
    info("a fork that is remembered as an operation : put", show(ratios(recorded, puts), "×")),
  ];
}

/** Amendments and retractions of events of the synthetic history, the n-th of them always the same. */
function* changes(count: number, from: number, to: number, seed: number): Generator<ChronicleEvent> {
  const draw = keyedRandom(17, seed);
  const taken = new Set<number>();
  while (taken.size < count) {
    const target = from + draw(to - from);
    if (taken.has(target)) continue;
    taken.add(target);
    const id = `change-${seed}-${target}`;
    yield taken.size % 2 === 0
      ? { id, type: "EventRetracted", version: 1, data: { target: `e${target}`, reason: "bench" } }
      : {
          id,
          type: "EventAmended",
          version: 1,
          data: { target: `e${target}`, set: { title: "another" }, reason: "bench" },
        };
  }
}

const AMENDMENTS = 50;

/** b. The world at the end of a branch with some amendments, beside folding what they may touch. */
export async function measureAmended(folder: string, events: number, rounds: number): Promise<Figure[]> {
  const back = Math.min(100_000, events / 2);
  const folding: number[] = [];
  const cold: number[] = [];
  const warm: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    note(`a branch with ${AMENDMENTS} amendments, ${round} of ${rounds}`);
    const name = `amended-${round}`;
    const log = lmdbLog(folder);
    await log.fork(name, "canon");
    await log.append(name, [...changes(AMENDMENTS, events - back, events, round)]);
    const canon = await openLog(log);
    const { length } = canon.events;
    const fold = foldUntil(canon, canon.projections, length - back);
    const alone = await timed(() => {
      for (const batch of batchesOf(canon.events, fold.count, length)) fold.apply(batch);
      fold.views(canon.events.at(length - 1)?.placed ?? 0);
    });
    const opened = await timed(async () => (await openLog(log, { timeline: name })).worldAt().nervousness.quadrant);
    const again = await timed(async () => (await openLog(log, { timeline: name })).worldAt().nervousness.quadrant);
    await log.close();
    if (round === 0) continue;
    folding.push(alone.ms);
    cold.push(opened.ms);
    warm.push(again.ms);
  }
  return [
    info(`folding ${digits(back)} events, cold`, show(spreadOf(folding), "ms")),
    info(`the world at the end of a branch with ${AMENDMENTS} amendments among them, cold`, show(spreadOf(cold), "ms")),
    atMost("cold : folding", ratios(cold, folding), 1.3),
    atMost("opened again, warm", spreadOf(warm), 20, "ms"),
  ];
}

/** d. The worlds at the end of many branches, each with some changes of the last events, one after the other. */
export async function measureMany(folder: string, events: number, branches: number): Promise<Figure[]> {
  const log = lmdbLog(folder);
  const own = 20;
  await openLog(log);
  for (let i = 0; i < branches; i += 500)
    await Promise.all(
      Array.from({ length: Math.min(500, branches - i) }, async (_, j) => {
        await log.fork(`many-${i + j}`, "canon");
        await log.append(`many-${i + j}`, [...changes(own, events - 10_000, events, i + j)]);
      }),
    );
  await log.close();
  const { ms, result } = await timed(() => endWorlds(folder, branches));
  return [
    atMost(
      `end-worlds of ${digits(branches)} branches of ${own} events, for 10 000`,
      spreadOf([(ms * 10_000) / branches / 1000]),
      30,
      "s",
    ),
    info("of that, a branch", `${digits(ms / branches)} ms`),
    info("their mean nervousness", digits(result)),
  ];
}

async function endWorlds(folder: string, branches: number): Promise<number> {
  const log: EventLog = lmdbLog(folder);
  let sum = 0;
  for (let i = 0; i < branches; i++) {
    if (i % 100 === 0) note(`branch ${i} of ${branches}`);
    sum += (await openLog(log, { timeline: `many-${i}`, keep: false })).worldAt().nervousness.quadrant;
  }
  await log.close();
  return sum / branches;
}
