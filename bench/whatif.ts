/**
 * What-ifs: `npm run bench`, or `node bench/whatif.ts` with
 *
 *   --quick            a tenth of everything
 *   --events N         events of the hold model (1 million)
 *   --runs N           runs of each round of the what-if (1000)
 *   --rounds N         rounds of each comparison (5)
 *   --only a,b,…       of: hold, runs, workers, memory, pairing
 *
 * Medians, with the least and the most in brackets; ratios are taken round by round.
 */
import { parseArgs } from "node:util";
import { measureRunMemory, measureWorkers } from "./measures/whatifEnsembles.ts";
import { measureHold } from "./measures/whatifHold.ts";
import { measurePairing } from "./measures/whatifPairing.ts";
import { measureRuns } from "./measures/whatifRuns.ts";
import { type Figure, print, round } from "./report.ts";
import { withoutTreaty } from "./valoris/whatIf.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    events: { type: "string" },
    runs: { type: "string" },
    rounds: { type: "string" },
    only: { type: "string", default: "hold,runs,workers,memory,pairing" },
  },
});
const { quick } = values;
const events = Number(values.events ?? (quick ? 100_000 : 1_000_000));
const runs = Number(values.runs ?? (quick ? 100 : 1000));
const rounds = Number(values.rounds ?? (quick ? 3 : 5));
const wanted = new Set(values.only.split(","));

console.log(`Node ${process.versions.node}; ${round(events)} events; medians of ${rounds} rounds (least–most)`);
await measure("hold", "a. The hold model, 1000 entities", () => measureHold(events, rounds));
const plan = await withoutTreaty();
await measure("runs", "b. The cardassian advance without the Treaty of Valoris", () => measureRuns(plan, runs, rounds));
await measure("workers", "c. Two workers", () => measureWorkers(runs, rounds));
await measure("memory", "d. Memory", () => measureRunMemory(runs, Math.min(rounds, 3)));
await measure("pairing", "e. Paired differences", () => measurePairing(plan, 2 * runs));

async function measure(name: string, title: string, run: () => Promise<readonly Figure[]>): Promise<void> {
  if (wanted.has(name)) print(title, await run());
}
