import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import { ValorisError } from "../events/valorisError.ts";
import { BLOCK_RUNS, type BlockRunner, recipeOf, type SimulateOptions } from "./ensemble/simulate.ts";
import type { Plan } from "./plan.ts";
import type { BlockAnswer, Task, WorkerStart } from "./workers/worker.ts";

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
 * import { planWhatIf, simulate } from "valoris/sim";
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
  { workers: asked, channels }: WorkersOptions,
): WorkerRunner {
  // Threads without a block of their own would only take memory.
  const workers = Math.max(1, Math.min(asked, Math.ceil(options.runs / BLOCK_RUNS)));
  const start: WorkerStart = {
    plan,
    recipe: recipeOf(plan, options),
    ...(channels === undefined ? {} : { channels: channels.href }),
  };
  const pool = new Piscina<Task, BlockAnswer>({
    filename: workerFile(),
    workerData: start,
    minThreads: workers,
    maxThreads: workers,
    // A thread that waits must not keep a core busy.
    atomics: "disabled",
  });
  return {
    concurrency: workers,
    async block(first, runs) {
      const answer = await pool.run({ first, runs });
      if ("block" in answer) return answer.block;
      const { code, message, help, details } = answer.error;
      throw new ValorisError(code, message, { details, ...(help === undefined ? {} : { help }) });
    },
    close: () => pool.destroy(),
  };
}

/** As it was built, or as it was written. */
function workerFile(): string {
  const built = fileURLToPath(new URL("./workers/worker.js", import.meta.url));
  return existsSync(built) ? built : fileURLToPath(new URL("./workers/worker.ts", import.meta.url));
}
