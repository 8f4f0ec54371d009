import { openLog } from "../../src/index.ts";
import { lmdbLog } from "../../src/log/lmdb.ts";
import type { Contender, Setting } from "../contender.ts";
import { type EmmettStore, messageOf, readAndFold, STREAM } from "./emmett.ts";

const PACKAGE = "@event-driven-io/emmett";

/** Emmett's store in memory: the events of a log, appended in its order. Each append copies the stream, so they are few. */
export async function emmettMemoryFold({ folder, events }: Setting): Promise<Contender> {
  const { getInMemoryEventStore }: { getInMemoryEventStore(): EmmettStore } = await import(PACKAGE);
  const store = getInMemoryEventStore();
  const log = lmdbLog(folder, { readOnly: true });
  const canon = await openLog(log);
  for (let next = 0; next < events; next += 100_000)
    await store.appendToStream(STREAM, canon.events.slice(next, Math.min(next + 100_000, events)).map(messageOf));
  await log.close();
  return { run: async () => ({ events: await readAndFold(store) }) };
}
