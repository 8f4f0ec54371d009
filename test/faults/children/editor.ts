/** Adds events all over history, one by one, reads all of it after each, and says each that it found there. */
import { writeSync } from "node:fs";
import { openLog } from "../../../src/index.ts";
import { lmdbLog } from "../../../src/log/lmdb.ts";
import { parseEvents } from "../../support/chronicles.ts";

const [directory = "", name = ""] = process.argv.slice(2);
const EDITS = 25;

const log = lmdbLog(directory);
for (let n = 0; n < EDITS; n++) {
  const id = `${name}-${n}`;
  await log.append("canon", parseEvents([{ id, type: "Noted", about: "x", at: 2000 + ((n * 7) % EDITS) }]));
  const history = await openLog(log, { pageSize: 4 });
  history.worldAt();
  const ids = new Set([...history.events].map((event) => event.id));
  if (ids.size !== history.events.length || !ids.has(id)) throw new Error(`${id} is not there, or something twice.`);
  writeSync(1, `${id}\n`);
}
await log.close();
