import { workerData } from "piscina";
import { ValorisError } from "../../events/valorisError.ts";
import type { Channel } from "../channels/defineChannel.ts";
import { columnsOf } from "../ensemble/columns.ts";
import { type Block, createMeasuring, type Measuring, type Recipe } from "../ensemble/measure.ts";
import type { Plan } from "../plan.ts";
import { buildScenario } from "../scenario.ts";

/** What a thread is given when it begins. */
export interface WorkerStart {
  readonly plan: Plan;
  readonly recipe: Recipe;
  /** Where to import channels from. */
  readonly channels?: string;
}

export interface Task {
  readonly first: number;
  readonly runs: number;
}

let measuring: Promise<Measuring> | undefined;

async function begin({ plan, recipe, channels }: WorkerStart): Promise<Measuring> {
  const own =
    channels === undefined ? undefined : ((await import(channels)) as { readonly channels: readonly Channel[] });
  const scenario = buildScenario(plan, own === undefined ? {} : { channels: own.channels });
  return createMeasuring(scenario, columnsOf(scenario, recipe), recipe);
}

/** A block, or what is wrong with it: between threads an error would lose its code. */
export type BlockAnswer =
  | { readonly block: Block }
  | { readonly error: Pick<ValorisError, "code" | "message" | "help" | "details"> };

/** Runs a block of histories. */
export default async function runBlock({ first, runs }: Task): Promise<BlockAnswer> {
  try {
    measuring ??= begin(workerData as WorkerStart);
    return { block: (await measuring).block(first, runs) };
  } catch (error) {
    if (!(error instanceof ValorisError)) throw error;
    const { code, message, help, details } = error;
    return { error: { code, message, help, details } };
  }
}
