import { afterAll, describe } from "vitest";
import { lmdbLog } from "../../src/log/lmdb.ts";
import { temporaryFolders } from "../support/temporaryFolders.ts";
import { doorConformance } from "./door.ts";
import { eventLogConformance } from "./eventLog.ts";

const folders = temporaryFolders();
afterAll(folders.remove);

describe("lmdbLog", () => {
  eventLogConformance((now) => lmdbLog(folders.make(), { now, pollInterval: 20 }));
  doorConformance((options) => lmdbLog(folders.make(), { pollInterval: 20, ...options }));
});
