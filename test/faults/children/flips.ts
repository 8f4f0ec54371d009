/**
 * For each number of a bit: a copy of a log with this bit flipped is read, verified and written to. Says a line for each, in JSON, before
 * it begins (`{ bit }`: it may be the end of this process) and after it: for each of these what came of it, or the code of its
 * error, and whether the file is as it was before the write, or after one that was refused.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { ValorisError } from "../../../src/events/valorisError.ts";
import type { EventLog } from "../../../src/log/eventLog.ts";
import { lmdbLog, type LmdbLogOptions } from "../../../src/log/lmdb.ts";
import { verifyFolder } from "../../../src/log/lmdb/verifyFolder.ts";
import { hashesOf, noted, readAll } from "../events.ts";

const [source = "", scratch = "", bits = "[]"] = process.argv.slice(2);
const say = (line: object): number => writeSync(1, `${JSON.stringify(line)}\n`);
const sound = readFileSync(join(source, "log.mdb"));

for (const bit of JSON.parse(bits) as number[]) {
  say({ bit });
  const directory = join(scratch, `bit-${bit}`);
  mkdirSync(directory);
  const bytes = Buffer.from(sound);
  bytes[bit >>> 3] = (bytes[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
  writeFileSync(join(directory, "log.mdb"), bytes);
  say(await attempt(directory));
  rmSync(directory, { recursive: true });
}

async function attempt(directory: string): Promise<object> {
  const path = join(directory, "log.mdb");
  const before = readFileSync(path);
  const events = await open(directory, { readOnly: true }, async (log) => hashesOf(await readAll(log))).catch(codeOf);
  const problems = await verifyFolder(directory).then((found) => found.problems.length, codeOf);
  const isLeft = readFileSync(path).equals(before);
  const written = await open(directory, {}, async (log) => {
    // More than one, and large: it takes free pages, and splits pages.
    const appended = Array.from({ length: 40 }, (_, n) =>
      log.append("canon", [noted(`new ${n}`, n === 0 ? 3000 : 20)]),
    );
    await Promise.all([...appended, log.fork("what-if/new", "canon")]);
    return "written";
  }).catch(codeOf);
  return {
    events,
    problems,
    written,
    isLeft: isLeft && (written !== "log/damaged" || readFileSync(path).equals(before)),
  };
}

async function open<Result>(
  directory: string,
  options: LmdbLogOptions,
  work: (log: EventLog) => Promise<Result>,
): Promise<Result> {
  const log = lmdbLog(directory, options);
  try {
    return await work(log);
  } finally {
    await log.close();
  }
}

function codeOf(error: unknown): string {
  if (error instanceof ValorisError) return error.code;
  throw error;
}
