/**
 * How long the command line as it is built takes to start, beside Node doing nothing: `node bench/start.ts` with
 *
 *   --rounds N    rounds, in each of which all take turns (25)
 *   --node PATH   another Node than the one that runs this
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeNdjson, writeYaml } from "./canonFiles.ts";
import { atMost, type Figure, info, print, show } from "./report.ts";
import { ratios, spreadOf } from "./statistics.ts";
import { newFolder } from "./workspace.ts";

const CLI = join(import.meta.dirname, "../dist/cli/main.js");
const EVENTS = 100;
const NOTHING = ["-e", "0"] as const;

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "25" }, node: { type: "string", default: process.execPath } },
});

const lines = writeNdjson(`${newFolder("lines")}.ndjson`, EVENTS);
const blocks = writeYaml(newFolder("blocks"), EVENTS, 1);
/** What is started, and how many times as long as nothing it may take. */
const STARTED: readonly (readonly [name: string, words: readonly string[], most: number | undefined])[] = [
  ["--version", [CLI, "--version"], 1.2],
  ["--help", [CLI, "--help"], 1.2],
  [`check, ${EVENTS} events of NDJSON`, [CLI, "check", lines], 3.5],
  [`check, ${EVENTS} events of YAML`, [CLI, "check", blocks], undefined],
];

// Once before, so that what is kept of a first start is there.
for (const [, words] of STARTED) taken(words);
const nothing: number[] = [];
const times = STARTED.map((): number[] => []);
for (let round = 0; round < Number(values.rounds); round++) {
  nothing.push(taken(NOTHING));
  for (const [at, [, words]] of STARTED.entries()) times[at]?.push(taken(words));
}

print("i. Starting, beside `node -e 0`", [
  info("node -e 0", show(spreadOf(nothing), "ms")),
  ...STARTED.map(([name, , most], at): Figure => {
    const beside = ratios(times[at] ?? [], nothing);
    return most === undefined ? info(name, show(beside, "×")) : atMost(name, beside, most);
  }),
]);

function taken(words: readonly string[]): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(values.node, words, { stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
  if (status !== 0) throw new Error(`${words.join(" ")} ended with ${status}: ${stderr}`);
  return performance.now() - started;
}
