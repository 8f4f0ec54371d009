import { availableParallelism } from "node:os";
import { CommanderError, InvalidArgumentError, type Command } from "commander";
import { defined } from "../idioms/defined.ts";
import { catalogue as builtIn, ValorisError } from "../index.ts";
import {
  buildScenario,
  channels,
  defaultModel,
  type Ensemble,
  howCanonReacts,
  keepRuns,
  type Means,
  type Plan,
  printModel,
  simulate,
  type SimulateOptions,
  BLOCK_RUNS,
  YEAR,
} from "../doors/sim.ts";
import { startWorkers } from "../sim/workers.ts";
import { withCalendar } from "./dates.ts";
import { openOutput } from "./outputFile.ts";
import { createProgress } from "./progress.ts";
import { csvWriter } from "./simulate/csv.ts";
import { draw } from "./simulate/draw.ts";
import { forMachines, lines } from "./simulate/machines.ts";
import { explainReactions } from "./simulate/reactions.ts";
import { oneRun } from "./simulate/oneRun.ts";
import { prettyEnsemble } from "./simulate/text.ts";
import type { Terminal } from "./terminal.ts";
import { type WhatIfFlags, whatIf, whole, withWhatIf } from "./whatIf.ts";

interface SimulateFlags extends WhatIfFlags {
  readonly runs: number;
  readonly workers?: number;
  readonly outcome: readonly string[];
  readonly precision?: number;
  readonly run?: number;
  readonly explainReactions?: boolean;
  readonly into?: string;
  readonly csv?: string;
  readonly svg?: string;
}

/** With fewer years of powers to simulate, in all runs, starting threads takes longer than they save. */
const WORTH_THREADS = 2500;

export function addSimulate(program: Command, terminal: Terminal): void {
  withCalendar(withWhatIf(program.command("simulate"), ["pretty", "json", "ndjson"]))
    .option("-n, --runs <number>", "how many", whole(1), 1000)
    .option("-o, --outcome <expression>", "how often it comes true (or its mean, of a number); repeatable", collect, [])
    .option("--precision <number>", "stop when all outcomes are known within this, from 1024 runs on", positive)
    .option("-w, --workers <number>", "threads; if absent as many as there are cores, where that is quicker", whole(1))
    .option("--print-model", "print the model that comes with valoris, as a file to begin with")
    .option("--run <number>", "one run alone: what happens in it", whole(0))
    .option("--explain-reactions", "list canon's events: which are drawn, which react and to what, which stay as told")
    .option("--into <timeline>", "with --run: record it as a branch")
    .option("--csv <file>", "every number of every run, a line each")
    .option("--svg <file>", "draw how the three projections go")
    .description("What if? Simulates many histories of a branch beside canon, and says what changes.")
    .addHelpText(
      "after",
      `
Canon is taken as one draw of a model: what the edits did not touch, happens as canon has it, unless the rate at which it happens
falls; what canon does not have, happens where a rate rises. After canon's end both go on by the same random numbers, so that what
differs, differs because of the edit. Rates are priors, nobody has observed them: trust differences and orders of size, not decimals.

An outcome is asked throughout: “nervousness.quadrant > 60” is true of a run in which that was so at any time. With “finally” in
front of it, only the end counts. The language is that of \`valoris timeline bisect\`.

Finished runs are kept beside the log: the same command goes on where it was stopped.

Examples:
  $ valoris simulate what-if/no-valoris --until 2390 --runs 10000 --seed 7
  $ valoris simulate what-if/no-valoris --until 2390 -o "nervousness.quadrant > 60" -o "finally control(dozaria) = breen-confederacy"
  $ valoris simulate what-if/no-valoris --until 2390 --seed 7 --run 11
  $ valoris simulate what-if/no-valoris --until 2390 --seed 7 --run 11 --into what-if/run-11
  $ valoris simulate canon --until 2390 --svg future.svg`,
    )
    // Like --version, it wants nothing else.
    .on("option:print-model", () => {
      terminal.out(printModel(defaultModel()).trimEnd().split("\n"));
      throw new CommanderError(0, "simulate/printed", "printed");
    })
    .action(async (timeline: string, files: string[], flags: SimulateFlags) =>
      whatIf(timeline, files, flags, terminal, async ({ opened, plan, means, against }) => {
        const { seed, runs, outcome: outcomes, precision, format } = flags;
        if (flags.into !== undefined && flags.run === undefined)
          throw new ValorisError("sim/into", "One run is recorded as a branch, and none was named.", {
            help: `Say which: --run 0 --into ${flags.into}.`,
          });
        if (flags.explainReactions === true) {
          explainReactions(howCanonReacts(buildScenario(plan, means)), format, terminal);
          return;
        }
        if (flags.run !== undefined) {
          const asked = { seed, run: flags.run };
          const scenario = buildScenario(plan, means);
          await opened.log.close();
          const { isOfFiles } = opened;
          await oneRun({ isOfFiles, catalogue: means.catalogue, timeline, scenario, asked, flags }, terminal);
          return;
        }
        const options: SimulateOptions = {
          runs,
          seed,
          outcomes,
          against,
          ...(precision === undefined ? {} : { precision }),
          ...(opened.isOfFiles ? {} : { store: keepRuns(opened.log.cache) }),
        };
        const picture = flags.svg === undefined ? undefined : openOutput(flags.svg);
        const ensemble = await run(plan, options, means, flags, terminal);
        if (picture !== undefined) {
          draw(picture, ensemble, plan, timeline);
          terminal.note(terminal.paint("dim", `drawn in ${flags.svg}`));
        }
        if (format === "pretty") terminal.out(prettyEnsemble({ ensemble, plan, timeline }, terminal));
        else if (format === "json") terminal.json(forMachines(ensemble));
        else for (const line of lines(ensemble)) terminal.json(line);
      }),
    );
}

/** Runs all of it, with progress; with threads where that pays. */
async function run(
  plan: Plan,
  options: SimulateOptions,
  means: Means,
  { workers, csv }: SimulateFlags,
  terminal: Terminal,
): Promise<Ensemble> {
  // What plugins bring holds functions, which no thread can be handed.
  const threads =
    means.catalogue === builtIn && means.channels === channels ? (workers ?? worthwhile(plan, options.runs)) : 1;
  const runner = threads > 1 ? startWorkers(plan, options, { workers: threads }) : undefined;
  const progress = createProgress(terminal);
  const writer = csv === undefined ? undefined : csvWriter(csv);
  const updates = simulate(
    plan,
    {
      ...options,
      ...defined({ runner, onBlock: writer?.write }),
    },
    means,
  );
  try {
    const ensemble = await new Promise<Ensemble>((resolve, reject) => {
      let last: Ensemble | undefined;
      const stop = (): void => {
        progress.end();
        const kept = options.store === undefined ? "" : " They are kept: the same command goes on from here.";
        terminal.note(`stopped after ${last?.runs ?? 0} of ${options.runs} runs.${kept}`);
        process.exit(130);
      };
      process.once("SIGINT", stop);
      updates.subscribe({
        next(ensemble) {
          last = ensemble;
          progress.report({ doing: "simulating", done: ensemble.runs, total: ensemble.asked });
        },
        error: reject,
        complete() {
          process.off("SIGINT", stop);
          if (last === undefined) reject(new Error("An ensemble ended without a result."));
          else resolve(last);
        },
      });
    });
    writer?.finish();
    return ensemble;
  } finally {
    progress.end();
    await runner?.close();
  }
}

function worthwhile({ from, until, cast }: Plan, runs: number): number {
  const work = (runs * cast.powers.length * (until - from)) / YEAR;
  return work < WORTH_THREADS || runs <= BLOCK_RUNS ? 1 : availableParallelism();
}

const collect = (value: string, all: readonly string[]): readonly string[] => [...all, value];

function positive(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError("It is a number above 0, such as 0.01.");
}
