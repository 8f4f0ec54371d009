/** Branches a log again and again, each branch with three events, and says the name of each that is there. */
import { writeSync } from "node:fs";
import { lmdbLog } from "../../../src/log/lmdb.ts";
import { forkTimeline } from "../../../src/timelines/operations.ts";
import { noted } from "../events.ts";

const [directory = "", from = "0", to = "0"] = process.argv.slice(2);
const log = lmdbLog(directory);
for (let n = Number(from); n < Number(to); n++) {
  await forkTimeline(log, `b${n}`, { events: [1, 2, 3].map((i) => noted(`k${n}-${i}`)) });
  writeSync(1, `b${n}\n`);
}
await log.close();
