import { cpSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openLog } from "../../src/index.ts";
import { lmdbLog } from "../../src/log/lmdb.ts";
import { parseEvents, WORLD } from "../support/chronicles.ts";
import { temporaryFolders } from "../support/temporaryFolders.ts";
import { startChild } from "./child.ts";

const folders = temporaryFolders();
afterAll(folders.remove);

const pageSize = 4;
const SOME = 8;
const TIMELINES = ["canon", "what-if/x"];

type Damage = (path: string) => void;
const damages: readonly [string, Damage][] = [
  ["a bit of it flipped", flip],
  ["cut off", (path) => truncateSync(path, Math.floor(Math.random() * statSync(path).size))],
  ["zeros in its place", (path) => writeFileSync(path, Buffer.alloc(statSync(path).size))],
  ["deleted", (path) => rmSync(path)],
];

function flip(path: string): void {
  const bytes = readFileSync(path);
  const bit = Math.floor(Math.random() * 8 * bytes.length);
  bytes[bit >>> 3] = (bytes[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
  writeFileSync(path, bytes);
}

async function makeLog(): Promise<string> {
  const directory = folders.make();
  const log = lmdbLog(directory);
  await log.append("canon", parseEvents(WORLD));
  await log.fork("what-if/x", "canon");
  await log.append("what-if/x", parseEvents([{ id: "own", type: "Noted", about: "x", at: 2001 }]));
  for (const timeline of TIMELINES) await openLog(log, { timeline, pageSize });
  await log.close();
  return directory;
}

const filesOf = (directory: string): string[] =>
  readdirSync(join(directory, "cache"), { recursive: true })
    .map(String)
    .filter((name) => statSync(join(directory, "cache", name)).isFile());

/** What is read of a timeline; `meanwhile` comes between opening it and the first look. */
async function told(directory: string, timeline: string, meanwhile = (): void => {}) {
  const log = lmdbLog(directory, { readOnly: true, cached: true });
  try {
    const history = await openLog(log, { timeline, pageSize });
    meanwhile();
    const { stateHash } = history.worldAt();
    return { stateHash, events: [...history.events], name: history.nameOf("alpha"), at: history.indexOf("own") };
  } finally {
    await log.close();
  }
}

describe.each(damages)("a file of the cache, %s", (_, damage) => {
  test("is as good as none, before reading and in the midst of it", async () => {
    const sound = await makeLog();
    const expected = await Promise.all(TIMELINES.map((timeline) => told(sound, timeline)));
    const files = filesOf(sound);
    expect(files.length).toBeGreaterThan(10);
    // Some, and all at once.
    for (const one of [...files.filter(() => Math.random() < SOME / files.length), undefined]) {
      const directory = folders.make();
      cpSync(sound, directory, { recursive: true });
      const harm = (): void => {
        for (const file of one === undefined ? filesOf(directory) : [one])
          if (filesOf(directory).includes(file)) damage(join(directory, "cache", file));
      };
      harm();
      for (const [i, timeline] of TIMELINES.entries()) {
        expect(await told(directory, timeline)).toEqual(expected[i]);
        expect(await told(directory, timeline, harm)).toEqual(expected[i]);
        expect(await told(directory, timeline)).toEqual(expected[i]);
      }
    }
  });
});

test("three processes that edit and read at once read what is there, each time", async () => {
  const directory = await makeLog();
  const editors = ["a", "b", "c"].map((name) => startChild("editor", directory, name));
  for (const { end } of editors) expect(await end).toBe(0);
  const { events } = await told(directory, "canon");
  expect(events).toHaveLength(WORLD.length + editors.flatMap(({ lines }) => lines).length);
});
