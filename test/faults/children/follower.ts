/** Follows canon in a log that others write, and says every event, until the one that is called “end”. */
import { writeSync } from "node:fs";
import { lmdbLog } from "../../../src/log/lmdb.ts";

const [directory = "", from = "1"] = process.argv.slice(2);
const log = lmdbLog(directory, { readOnly: true, pollInterval: 5 });
log.follow("canon", Number(from)).subscribe((commit) => {
  for (const { id, recorded } of commit.events) writeSync(1, `${recorded.sequence} ${id}\n`);
  if (commit.events.at(-1)?.id === "end") void log.close();
});
