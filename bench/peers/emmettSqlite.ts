import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { openLog } from "../../src/index.ts";
import { lmdbLog } from "../../src/log/lmdb.ts";
import type { Contender, Setting } from "../contender.ts";
import type { Flat } from "../history.ts";
import { validated } from "../synthetic.ts";
import { commitsOf } from "../valoris/append.ts";
import { type EmmettStore, messageOf, readAndFold, STREAM } from "./emmett.ts";

const PACKAGE = "@event-driven-io/emmett-sqlite";

/** A store in a file; SQLite's default there is a write-ahead log with a sync a transaction. */
async function openStore(fileName: string): Promise<EmmettStore> {
  const { getSQLiteEventStore }: { getSQLiteEventStore(options: { fileName: string }): EmmettStore } = await import(
    PACKAGE
  );
  mkdirSync(dirname(fileName), { recursive: true });
  const store = getSQLiteEventStore({ fileName });
  return {
    aggregateStream: (stream, options) => store.aggregateStream(stream, options),
    async appendToStream(stream, messages) {
      for (let attempt = 1; ; attempt++)
        try {
          return await store.appendToStream(stream, messages);
        } catch (error) {
          if (!isBusy(error) || attempt === TRIES) throw error;
        }
    },
  };
}

/**
 * It sends `PRAGMA journal_mode` on each new connection and does not wait for it, so that now and then a commit is refused as long
 * as that runs. The transaction is then rolled back.
 */
const isBusy = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "SQLITE_BUSY";
const TRIES = 10;

/** The first events of a log, in its order, in commits of 1000. */
export async function emmettSqliteFold({ folder, events }: Setting): Promise<Contender> {
  const store = await openStore(join(dirname(folder), `emmett-fold-${process.pid}`, "store.db"));
  const log = lmdbLog(folder, { readOnly: true });
  const canon = await openLog(log);
  for (let next = 0; next < events; next += 1000)
    await store.appendToStream(STREAM, canon.events.slice(next, Math.min(next + 1000, events)).map(messageOf));
  await log.close();
  return { run: async () => ({ events: await readAndFold(store) }) };
}

/** The same flat events as ours, validated by the same catalogue, in commits as large. */
export async function emmettSqliteAppend({ folder, events, from = 0 }: Setting): Promise<Contender> {
  const store = await openStore(join(folder, "store.db"));
  let next = from;
  let commits: readonly (readonly Flat[])[] = [];
  return {
    prepare() {
      commits = commitsOf(next, next + events);
      next += events;
    },
    async run() {
      for (const commit of commits)
        await store.appendToStream(
          STREAM,
          commit.map(validated).map((data) => ({ type: data.type, data })),
        );
      return { events };
    },
  };
}
