/** Reading all of a log from its folder, in four ways; each round opens it anew. */
import { readFileSync } from "node:fs";
import { lastValueFrom, tap } from "rxjs";
import { nervousness, openLog, project, replay, replayBatches } from "../../src/index.ts";
import { decodeBlock } from "../../src/log/commitBlock.ts";
import { lmdbLog } from "../../src/log/lmdb.ts";
import type { EventLog } from "../../src/log/eventLog.ts";
import { createFold } from "../../src/projections/fold.ts";
import { batchesOf } from "../../src/timelines/chronicle.ts";
import type { Contender, Setting } from "../contender.ts";

/** Territory and power are folded before nervousness, which needs them. */
const ALL_THREE = nervousness;
/** A page; a view each instant would be measured instead of reading. */
const BATCH = 4096;

/** As a caller replays: batches as an Observable, and a view after each. */
export function replayOfLog({ folder }: Setting): Contender {
  return reading(folder, async (log) => {
    const canon = await openLog(log);
    let rssAnon = 0;
    const watch = tap({ next: () => (rssAnon = Math.max(rssAnon, anonymousMemory())) });
    await lastValueFrom(replay(canon, { batchSize: BATCH }).pipe(project(ALL_THREE), watch));
    return { events: canon.events.length, rssAnon };
  });
}

/** The same in a plain loop. */
export function foldAlone({ folder }: Setting): Contender {
  return reading(folder, async (log) => {
    const canon = await openLog(log);
    let rssAnon = 0;
    const fold = createFold([ALL_THREE]);
    for (const { events, at } of replayBatches(canon, { batchSize: BATCH })) {
      fold.apply(events);
      fold.view(ALL_THREE.name, at);
      rssAnon = Math.max(rssAnon, anonymousMemory());
    }
    return { events: fold.count, rssAnon };
  });
}

/** The commits' blocks, turned into events, of which nothing is made. */
export function blocksAlone({ folder }: Setting): Contender {
  return reading(folder, async (log) => {
    let events = 0;
    for await (const block of log.blocks("canon")) events += decodeBlock(block).length;
    return { events };
  });
}

/** The pages' rows, of which nothing is made. */
export function pagesAlone({ folder }: Setting): Contender {
  return reading(folder, async (log) => {
    const canon = await openLog(log);
    let events = 0;
    for (const batch of batchesOf(canon.events, 0, canon.events.length)) events += batch.length;
    return { events };
  });
}

function reading(folder: string, read: (log: EventLog) => ReturnType<Contender["run"]>): Contender {
  return {
    async run() {
      const log = lmdbLog(folder, { readOnly: true });
      const found = await read(log);
      await log.close();
      return found;
    },
  };
}

/** Bytes of memory of the process that are no file's; 0 where the system does not say. */
export function anonymousMemory(): number {
  try {
    return 1024 * Number(/^RssAnon:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
