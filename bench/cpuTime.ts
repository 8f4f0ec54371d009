/**
 * Loaded into a process and into what it starts (`NODE_OPTIONS=--import`): at its end, each adds its CPU time to a file, ms a line.
 */
import { appendFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

const file = process.env["VALORIS_BENCH_CPU"];
if (file !== undefined && isMainThread)
  process.on("exit", () => {
    const { user, system } = process.cpuUsage();
    appendFileSync(file, `${(user + system) / 1000}\n`);
  });
