import type { EventLog } from "../../src/index.ts";
import { lmdbLog } from "../../src/log/lmdb.ts";
import { history } from "../history.ts";
import { keyedRandom } from "../keyedRandom.ts";
import { atMost, type Figure, info, show } from "../report.ts";
import { ratios, spreadOf, timed } from "../statistics.ts";
import { asEvent } from "../synthetic.ts";
import { bytesIn, note } from "../workspace.ts";

const FORKS = 10_000;
const SINGLE = 50;

/** e. Forks of a history: many at once, and one by one beside appends. */
export async function measureForks(folder: string, events: number, rounds: number): Promise<Figure[]> {
  const log = lmdbLog(folder);
  const atHead: number[] = [];
  const anywhere: number[] = [];
  const megabytes: number[] = [];
  const forking: number[] = [];
  const appending: number[] = [];
  const logSize = (): number => bytesIn(folder, (file) => file.startsWith("log."));
  const [one] = [...history(events, events + 1)].map(asEvent);
  for (let round = 0; round < rounds; round++) {
    note(`${FORKS} forks, round ${round}`);
    const before = logSize();
    atHead.push((await timed(() => forkMany(log, `head-${round}`, () => events))).ms);
    megabytes.push((logSize() - before) / 1e6);
    const draw = keyedRandom(13, round);
    anywhere.push((await timed(() => forkMany(log, `any-${round}`, () => 1 + draw(events)))).ms);
    let forks = 0;
    let appends = 0;
    for (let i = 0; i < SINGLE; i++) {
      forks += (await timed(() => log.fork(`single-${round}/${i}`, "canon"))).ms;
      if (one !== undefined) appends += (await timed(() => log.append(`other-${i}`, [one]))).ms;
    }
    forking.push(forks / SINGLE);
    appending.push(appends / SINGLE);
  }
  await log.close();
  return [
    atMost("10 000 forks in one batch, of the head", spreadOf(atHead), 200, "ms"),
    atMost("10 000 forks in one batch, of random positions", spreadOf(anywhere), 200, "ms"),
    atMost("10 000 forks on the disk", spreadOf(megabytes), 10, "MB"),
    info("one durable append of one event, mean", show(spreadOf(appending), "ms")),
    info("one durable fork, mean", show(spreadOf(forking), "ms")),
    info("fork : append", show(ratios(forking, appending), "×")),
  ];
}

function forkMany(log: EventLog, name: string, sequence: () => number): Promise<unknown> {
  return Promise.all(
    Array.from({ length: FORKS }, (_, i) => log.fork(`${name}/${i}`, "canon", { sequence: sequence() })),
  );
}
