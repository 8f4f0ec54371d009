/**
 * For each number of a bit: a copy of a log with this bit flipped is read and verified. Says a line for each, in JSON, before it begins
 * (`{ bit }`: reading may be the end of this process) and after it (`{ events, problems }` or `{ code }`).
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { ValorisError } from "../../../src/events/valorisError.ts";
import { lmdbLog } from "../../../src/log/lmdb.ts";
import { verifyLog } from "../../../src/log/verifyLog.ts";
import { hashesOf, readAll } from "../events.ts";

const [source = "", scratch = "", bits = "[]", hash = ""] = process.argv.slice(2);
const say = (line: object): number => writeSync(1, `${JSON.stringify(line)}\n`);
const sound = readFileSync(join(source, "log.mdb"));

for (const bit of JSON.parse(bits) as number[]) {
  say({ bit });
  const directory = join(scratch, `bit-${bit}`);
  mkdirSync(directory);
  const bytes = Buffer.from(sound);
  bytes[bit >>> 3] = (bytes[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
  writeFileSync(join(directory, "log.mdb"), bytes);
  say(await read(directory));
  rmSync(directory, { recursive: true });
}

async function read(directory: string): Promise<object> {
  try {
    const log = lmdbLog(directory, { readOnly: true });
    try {
      const { problems } = await verifyLog(log, { expectHead: { timeline: "canon", hash } });
      const events = await readAll(log).then(hashesOf, codeOf);
      return { events, problems: problems.length };
    } finally {
      await log.close();
    }
  } catch (error) {
    return { code: codeOf(error) };
  }
}

function codeOf(error: unknown): string {
  if (error instanceof ValorisError) return error.code;
  throw error;
}
