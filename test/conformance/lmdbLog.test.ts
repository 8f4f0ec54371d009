import { statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { EventLog } from "../../src/log/eventLog.ts";
import { lmdbLog } from "../../src/log/lmdb.ts";
import { parseEvents } from "../support/chronicles.ts";
import { temporaryFolders } from "../support/temporaryFolders.ts";
import { doorConformance } from "./door.ts";
import { eventLogConformance } from "./eventLog.ts";

const folders = temporaryFolders();
afterAll(folders.remove);

describe("lmdbLog", () => {
  eventLogConformance((now) => lmdbLog(folders.make(), { now, pollInterval: 20 }));
  doorConformance((options) => lmdbLog(folders.make(), { pollInterval: 20, ...options }));

  test("a thousand branches take as much room, however long the history is that they branch from", async () => {
    const sizeAfter = async (folder: string, work: (log: EventLog) => Promise<unknown>): Promise<number> => {
      const log = lmdbLog(folder, { now: () => 0 });
      await work(log);
      await log.close();
      return statSync(join(folder, "log.mdb")).size;
    };
    const room = async (events: number): Promise<number> => {
      const folder = folders.make();
      const history = Array.from({ length: events }, (_, i) => ({
        id: `e${i}`,
        type: "Noted",
        at: 2000,
        about: `x${i}`,
      }));
      const before = await sizeAfter(folder, (log) => log.append("canon", parseEvents(history), { unchecked: true }));
      const names = Array.from({ length: 1000 }, (_, i) => `what-if/${i}`);
      const after = await sizeAfter(folder, (log) => Promise.all(names.map((name) => log.fork(name, "canon"))));
      return after - before;
    };
    expect(await room(50_000)).toBeLessThan(1.1 * (await room(1)));
  });
});
