/**
 * The log and what is read from it, beside its peers: `npm run bench`, or `node bench/log.ts` with
 *
 *   --quick            a tenth of everything, in a minute or two
 *   --events N         events of the log that is replayed (1 million)
 *   --large N          events of the log that shows how things grow (10 million)
 *   --peer N           events that emmett-sqlite reads (100 000)
 *   --rounds N         rounds of each comparison (5)
 *   --only a,b,…       of: replay, append, large, points, late, forks
 *
 * Synthetic histories, the same on every run (bench/history.ts). Medians, with the least and the most in brackets; ratios are taken
 * round by round. Results on stdout, progress on stderr; logs are kept in the system's temporary folder until the end.
 */
import { parseArgs } from "node:util";
import { openLog } from "../src/index.ts";
import { lmdbLog } from "../src/log/lmdb.ts";
import { measureAppend, measureGrowth } from "./measures/append.ts";
import { measureForks } from "./measures/forks.ts";
import { measureLateEntry } from "./measures/lateEntry.ts";
import { measureBecause, measureWorlds } from "./measures/points.ts";
import { measureMemory, measureReplay } from "./measures/replay.ts";
import { type Figure, info, print, round } from "./report.ts";
import { timed } from "./statistics.ts";
import { fill } from "./synthetic.ts";
import { bytesIn, newFolder, note } from "./workspace.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    events: { type: "string" },
    large: { type: "string" },
    peer: { type: "string" },
    rounds: { type: "string" },
    only: { type: "string", default: "replay,append,large,points,late,forks" },
  },
});
const { quick } = values;
const events = Number(values.events ?? (quick ? 100_000 : 1_000_000));
const large = Number(values.large ?? 10 * events);
const peer = Number(values.peer ?? (quick ? 20_000 : 100_000));
const rounds = Number(values.rounds ?? (quick ? 3 : 5));
const wanted = new Set(values.only.split(","));

console.log(
  `Node ${process.versions.node}; ${round(events)} and ${round(large)} events; medians of ${rounds} rounds (least–most)`,
);
const small = await makeLog("small", events);
print(`First opening of ${round(events)} events: pages and keyframes are made`, await open(small, events));

await measure("replay", "a. Replay through territory, power and nervousness", () =>
  measureReplay(small, { events, peer }, rounds),
);
await measure("append", "b. Append, validated and durable, commits of 100", () =>
  measureAppend(quick ? 5000 : 20_000, rounds),
);
await measure("points", `c. Explaining, ${round(events)} events`, () => measureBecause(small, rounds));
if (wanted.has("large")) {
  const folder = await makeLog("large", 0.9 * large);
  print("b. Growth", await measureGrowth(folder, large, rounds));
  print(`First opening of ${round(large)} events`, await open(folder, large));
  print("b. Memory", await measureMemory(small, folder, { events, large }));
  print(`c. Any point of ${round(large)} events`, await measureWorlds(folder, large, rounds));
}
await measure("late", "d. A late entry", () => measureLateEntry(small, events, rounds));
await measure("forks", "e. Forks", () => measureForks(small, events, rounds));

async function measure(name: string, title: string, run: () => Promise<readonly Figure[]>): Promise<void> {
  if (wanted.has(name)) print(title, await run());
}

async function makeLog(name: string, size: number): Promise<string> {
  const folder = newFolder(name);
  const log = lmdbLog(folder);
  await fill(log, 0, size);
  await log.close();
  return folder;
}

async function open(folder: string, size: number): Promise<Figure[]> {
  const log = lmdbLog(folder);
  let told = performance.now();
  const { ms } = await timed(() =>
    openLog(log, {
      onProgress({ done, total }) {
        if (performance.now() - told < 10_000) return;
        told = performance.now();
        note(`opening: ${done.toLocaleString("en")} of ${total.toLocaleString("en")}`);
      },
    }),
  );
  await log.close();
  const sizeOf = (file: string): string =>
    `${round(bytesIn(folder, (name) => name.startsWith(file)) / 1e6)} MB, ${round(bytesIn(folder, (name) => name.startsWith(file)) / size)} bytes an event`;
  return [
    info("took", `${round(ms / 1000)} s, ${round((1000 * ms) / size)} µs an event`),
    info("log", sizeOf("log.")),
    info("cache", sizeOf("cache")),
  ];
}
