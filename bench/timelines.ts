/**
 * Branches, and what is asked of them: `npm run bench`, or `node bench/timelines.ts` with
 *
 *   --quick            a tenth of everything
 *   --events N         events of the log (1 million)
 *   --branches N       branches whose end-worlds are asked for (10 000)
 *   --rounds N         rounds of each comparison (5)
 *   --only a,b,…       of: fork, amended, bisect, many, diff
 *
 * Synthetic histories (bench/history.ts). Medians, with the least and the most in brackets; ratios are taken round by round.
 */
import { parseArgs } from "node:util";
import { openLog } from "../src/index.ts";
import { lmdbLog } from "../src/log/lmdb.ts";
import { measureBisect, measureDiff } from "./measures/asking.ts";
import { measureAmended, measureFork, measureMany } from "./measures/branches.ts";
import { type Figure, print, round } from "./report.ts";
import { fill } from "./synthetic.ts";
import { newFolder, note } from "./workspace.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    events: { type: "string" },
    branches: { type: "string" },
    rounds: { type: "string" },
    only: { type: "string", default: "fork,amended,bisect,many,diff" },
  },
});
const { quick } = values;
const events = Number(values.events ?? (quick ? 100_000 : 1_000_000));
const branches = Number(values.branches ?? (quick ? 1000 : 10_000));
const rounds = Number(values.rounds ?? (quick ? 3 : 5));
const wanted = new Set(values.only.split(","));

console.log(`Node ${process.versions.node}; ${round(events)} events; medians of ${rounds} rounds (least–most)`);
const folder = newFolder("timelines");
const log = lmdbLog(folder);
await fill(log, 0, events);
note("pages and keyframes of it");
await openLog(log);
await log.close();

await measure("fork", "a. A fork", () => measureFork(folder, rounds));
await measure("amended", "b. A branch with amendments", () => measureAmended(folder, events, rounds));
await measure("bisect", "c. Bisect", () => measureBisect(folder, Math.min(rounds, 2)));
await measure("many", "d. Many branches", () => measureMany(folder, events, branches));
await measure("diff", "e. Diff", () => measureDiff(folder, events, rounds));

async function measure(name: string, title: string, run: () => Promise<readonly Figure[]>): Promise<void> {
  if (wanted.has(name)) print(title, await run());
}
