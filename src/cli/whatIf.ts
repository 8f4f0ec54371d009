import { type Command, InvalidArgumentError } from "commander";
import { meansOf, type Means, type Plan, planWhatIf } from "../doors/sim.ts";
import { civilDate } from "./dates.ts";
import { type Format, withInput } from "./input.ts";
import { loadModel } from "./modelFile.ts";
import { createProgress } from "./progress.ts";
import { factual } from "./factual.ts";
import { readSettings } from "./settings.ts";
import type { Terminal } from "./terminal.ts";
import { openTimelines, type Timelines } from "./timelines.ts";
import { defined } from "../idioms/defined.ts";

/** What every command takes that simulates. */
export interface WhatIfFlags {
  readonly until: string;
  readonly seed: number;
  readonly against: string | false | undefined;
  readonly observedUntil?: string;
  readonly mayRecur?: true;
  readonly model?: string;
  readonly log?: string;
  readonly format: Format;
  readonly calendar?: string;
}

/** Adds it to a command, whose own arguments come after the timeline. */
export function withWhatIf(command: Command, formats: readonly string[], outcome?: string): Command {
  command.argument("<timeline>", "canon, or a branch with edits");
  if (outcome !== undefined) command.argument("<outcome>", outcome);
  return withInput(command.argument("[files...]", "canon and branch files"), formats, false)
    .requiredOption("-u, --until <date>", "where histories end")
    .option("-s, --seed <number>", "equal seeds give equal results, on every machine", whole(0), 0)
    .option("--against <timeline>", "what it is compared with: the timeline that it branches from")
    .option("--no-against", "the branch alone")
    .option("--observed-until <date>", "up to when canon tells of what happened; its last event if absent")
    .option("--may-recur", "what was retracted may come again by itself")
    .option("-m, --model <file>", "a model of your own: see docs/whatif.md, and simulate --print-model");
}

/** A what-if as it was asked for, ready to be simulated. */
export interface WhatIf {
  readonly opened: Timelines;
  readonly plan: Plan;
  readonly means: Means;
  /** Whether canon is simulated beside it. */
  readonly against: boolean;
}

/** Reads a timeline and what it is compared with, plans, and does what is asked; what is wrong with a model is told at its place. */
export async function whatIf(
  timeline: string,
  files: readonly string[],
  flags: WhatIfFlags,
  terminal: Terminal,
  ask: (whatIf: WhatIf) => Promise<void> | void,
): Promise<void> {
  const { until, against, observedUntil, mayRecur, model } = flags;
  const loaded = loadModel(model, (await readSettings()).channels);
  const opened = await openTimelines(files, flags, terminal);
  try {
    const read = await opened.read(timeline);
    const from = await factual(opened, timeline, against === false ? undefined : against);
    const plan = planWhatIf({
      timeline: read,
      until: civilDate(until),
      ...defined({
        canon: from?.history,
        cut: from?.cut,
        observedUntil: observedUntil === undefined ? undefined : civilDate(observedUntil),
        mayRecur,
        model: loaded.model,
      }),
    });
    await ask({
      opened,
      plan,
      means: meansOf(read, loaded.channels),
      against: against !== false && plan.edited !== undefined,
    });
  } catch (error) {
    throw loaded.placed(error);
  } finally {
    await opened.log.close();
  }
}

/** Does what may take long, and shows how far it is. */
export function withProgress<Result>(
  doing: string,
  terminal: Terminal,
  work: (onProgress: (done: number, total: number) => void) => Result,
): Result {
  const progress = createProgress(terminal);
  try {
    return work((done, total) => progress.report({ doing, done, total }));
  } finally {
    progress.end();
  }
}

export const whole =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`It is a whole number of ${least} or more.`);
  };
