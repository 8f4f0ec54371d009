/**
 * The other side of verifyInChild.ts, a program of its own: reads everything in a log that may be damaged so that reading it ends
 * the process, and says line by line, in JSON, how far it came.
 */
import { writeSync } from "node:fs";
import { ABORT } from "lmdb";
import { ValorisError } from "../../events/valorisError.ts";
import { lmdbLog } from "../lmdb.ts";
import { verifyLog } from "../verifyLog.ts";
import { openStore } from "./openStore.ts";
import type { ChildMessage, ChildTask } from "./verifyInChild.ts";

const say = (message: ChildMessage): number => writeSync(1, `${JSON.stringify(message)}\n`);
const { directory, expectHead, writing } = JSON.parse(process.argv[2] ?? "{}") as ChildTask;
const SAY_EVERY = 100;

try {
  if (writing) await readFreePages();
  const log = lmdbLog(directory, { readOnly: true, unguarded: true });
  const verification = await verifyLog(log, {
    ...(expectHead === undefined ? {} : { expectHead }),
    onProgress: (progress) => progress.commits % SAY_EVERY === 0 && say({ progress }),
  });
  say({ verification });
  await log.close();
} catch (error) {
  if (!(error instanceof ValorisError)) throw error;
  const { code, message, help, details } = error;
  say({ error: { code, message, help, details } });
}

/** Only writers read the list of free pages: to find room for much. Nothing of it is kept. */
async function readFreePages(): Promise<void> {
  const { root } = openStore(directory, { create: false, unguarded: true });
  root.transactionSync(() => {
    root.putSync("room", new Uint8Array(1_048_576));
    return ABORT;
  });
  await root.close();
}
