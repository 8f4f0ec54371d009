/** Appends commits k0, k1, … to a log, a few at a time, from a number up to another, and says each that was acknowledged. */
import { writeSync } from "node:fs";
import { lmdbLog } from "../../../src/log/lmdb.ts";
import { commitOf } from "../events.ts";

const [directory = "", from = "0", to = "0"] = process.argv.slice(2);
const AT_ONCE = 4;

const log = lmdbLog(directory);
for (let n = Number(from); n < Number(to); n += AT_ONCE)
  await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, i) => {
      await log.append("canon", commitOf(n + i), { commitId: `k${n + i}` });
      writeSync(1, `k${n + i}\n`);
    }),
  );
await log.close();
