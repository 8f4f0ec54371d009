/**
 * The other side of verifyInChild.ts, a program of its own: reads everything in a log that may be damaged so that reading it ends
 * the process, and says line by line, in JSON, how far it came.
 */
import { writeSync } from "node:fs";
import { ValorisError } from "../../events/valorisError.ts";
import { verifyFolder } from "./verifyFolder.ts";
import type { ChildMessage, ChildTask } from "./verifyInChild.ts";

const say = (message: ChildMessage): number => writeSync(1, `${JSON.stringify(message)}\n`);
const { directory, expectHead } = JSON.parse(process.argv[2] ?? "{}") as ChildTask;
const SAY_EVERY = 100;

try {
  const verification = await verifyFolder(directory, {
    ...(expectHead === undefined ? {} : { expectHead }),
    onProgress: (progress) => progress.commits % SAY_EVERY === 0 && say({ progress }),
    onAlive: () => say({}),
  });
  say({ verification });
} catch (error) {
  if (!(error instanceof ValorisError)) throw error;
  const { code, message, help, details } = error;
  say({ error: { code, message, help, details } });
}
