import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import type { Block } from "./ensemble/measure.ts";
import { type BlockRunner, recipeOf, type SimulateOptions } from "./ensemble/simulate.ts";
import type { Plan } from "./plan.ts";
import type { Task, WorkerStart } from "./workers/worker.ts";

export interface WorkersOptions {
  /** How many threads. */
  readonly workers: number;
  /** A module whose export `channels` is used in place of the built-in channels: each thread imports it. */
  readonly channels?: URL;
}

/** Threads that run blocks of one ensemble. */
export interface WorkerRunner extends BlockRunner {
  close(): Promise<void>;
}

/**
 * Threads for an ensemble, in Node. Pass the options of `simulate`, and the result to it as `runner`; close it when done. Each thread
 * builds the plan for itself, so that few large blocks pay better than many small ones.
 *
 * @example
 * import { lastValueFrom } from "rxjs";
 * import { planWhatIf, simulate } from "valoris";
 * import { readCanon } from "valoris/canon";
 * import { startWorkers } from "valoris/sim/workers";
 *
 * const plan = planWhatIf({ timeline: await readCanon("fixtures/cardassian-advance.yaml"), until: "2389" });
 * const options = { runs: 128, seed: 7 };
 * const runner = startWorkers(plan, options, { workers: 2 });
 * const { resultHash } = await lastValueFrom(simulate(plan, { ...options, runner }));
 * await runner.close();
 * console.log(resultHash.length); // 64
 */
export function startWorkers(
  plan: Plan,
  options: SimulateOptions,
  { workers, channels }: WorkersOptions,
): WorkerRunner {
  const start: WorkerStart = {
    plan,
    recipe: recipeOf(plan, options),
    ...(channels === undefined ? {} : { channels: channels.href }),
  };
  const pool = new Piscina<Task, Block>({
    filename: workerFile(),
    workerData: start,
    minThreads: workers,
    maxThreads: workers,
    // A thread that waits must not keep a core busy.
    atomics: "disabled",
  });
  return {
    concurrency: workers,
    block: (first, runs) => pool.run({ first, runs }),
    close: () => pool.destroy(),
  };
}

/** As it was built, or as it was written. */
function workerFile(): string {
  const built = fileURLToPath(new URL("./workers/worker.js", import.meta.url));
  return existsSync(built) ? built : fileURLToPath(new URL("./workers/worker.ts", import.meta.url));
}
