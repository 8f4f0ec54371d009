import { availableParallelism } from "node:os";
import { CommanderError, InvalidArgumentError, type Command } from "commander";
import {
  buildScenario,
  defaultModel,
  type Ensemble,
  keepRuns,
  meansOf,
  type Plan,
  planWhatIf,
  printModel,
  simulate,
  type SimulateOptions,
  catalogue as builtIn,
} from "../index.ts";
import { startWorkers } from "../sim/workers.ts";
import { type Format, withInput } from "./input.ts";
import { loadModel } from "./modelFile.ts";
import { createProgress } from "./progress.ts";
import { csvWriter } from "./simulate/csv.ts";
import { draw } from "./simulate/draw.ts";
import { factual } from "./simulate/factual.ts";
import { forMachines, lines } from "./simulate/machines.ts";
import { oneRun } from "./simulate/oneRun.ts";
import { prettyEnsemble } from "./simulate/text.ts";
import type { Terminal } from "./terminal.ts";
import { openTimelines } from "./timelines.ts";

interface SimulateFlags {
  readonly until: string;
  readonly runs: number;
  readonly seed: number;
  readonly against: string | false | undefined;
  readonly workers?: number;
  readonly outcome: readonly string[];
  readonly precision?: number;
  readonly observedUntil?: string;
  readonly mayRecur?: true;
  readonly model?: string;
  readonly run?: number;
  readonly into?: string;
  readonly csv?: string;
  readonly svg?: string;
  readonly log?: string;
  readonly format: Format;
}

/** Below so many runs, starting threads takes longer than they save. */
const WORTH_THREADS = 256;

export function addSimulate(program: Command, terminal: Terminal): void {
  const command = program
    .command("simulate")
    .argument("<timeline>", "canon, or a branch with edits")
    .argument("[files...]", "canon and branch files");
  withInput(command, ["pretty", "json", "ndjson"], false)
    .requiredOption("-u, --until <date>", "where histories end")
    .option("-n, --runs <number>", "how many", whole(1), 1000)
    .option("-s, --seed <number>", "equal seeds give equal results, on every machine", whole(0), 0)
    .option("--against <timeline>", "what it is compared with: the timeline that it branches from")
    .option("--no-against", "simulate the branch alone")
    .option("-o, --outcome <expression>", "how often it comes true (or its mean, of a number); repeatable", collect, [])
    .option("--precision <number>", "stop when all outcomes are known within this, from 1024 runs on", positive)
    .option("-w, --workers <number>", "threads; as many as there are cores if absent", whole(1))
    .option("--observed-until <date>", "up to when canon tells of what happened; its last event if absent")
    .option("--may-recur", "what was retracted may come again by itself")
    .option("-m, --model <file>", "a model of your own; see docs/whatif.md, and --print-model")
    .option("--print-model", "print the model that comes with valoris, as a file to begin with")
    .option("--run <number>", "one run alone: what happens in it", whole(0))
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
      terminal.out(printModel(defaultModel()).trimEnd());
      throw new CommanderError(0, "simulate/printed", "printed");
    })
    .action(async (timeline: string, files: string[], flags: SimulateFlags) => {
      const loaded = flags.model === undefined ? undefined : loadModel(flags.model);
      const opened = await openTimelines(files, flags, terminal);
      try {
        const read = await opened.read(timeline);
        const from = await factual(opened, timeline, flags.against === false ? undefined : flags.against);
        const plan = planWhatIf({
          timeline: read,
          until: flags.until,
          ...(from === undefined ? {} : { canon: from.history }),
          ...(from?.cut === undefined ? {} : { cut: from.cut }),
          ...(flags.observedUntil === undefined ? {} : { observedUntil: flags.observedUntil }),
          ...(flags.mayRecur === undefined ? {} : { mayRecur: true }),
          ...(loaded === undefined ? {} : { model: loaded.model }),
        });
        const means = meansOf(read);
        if (flags.run !== undefined) {
          const asked = { seed: flags.seed, run: flags.run };
          const scenario = buildScenario(plan, means);
          await opened.log.close();
          await oneRun({ isOfFiles: opened.isOfFiles, timeline, scenario, asked, flags }, terminal);
          return;
        }
        const options: SimulateOptions = {
          runs: flags.runs,
          seed: flags.seed,
          outcomes: flags.outcome,
          against: flags.against !== false && plan.edited !== undefined,
          ...(flags.precision === undefined ? {} : { precision: flags.precision }),
          ...(opened.isOfFiles ? {} : { store: keepRuns(opened.log.cache) }),
        };
        const isOwn = read.catalogue === builtIn;
        const ensemble = await run(plan, options, means, { ...flags, isOwn }, terminal);
        if (flags.svg !== undefined) draw(flags.svg, ensemble, plan, timeline, terminal);
        if (flags.format === "pretty")
          terminal.out(prettyEnsemble({ ensemble, plan, timeline, scenario: buildScenario(plan, means) }, terminal));
        else if (flags.format === "json") terminal.out(JSON.stringify(forMachines(ensemble)));
        else for (const line of lines(ensemble)) terminal.out(JSON.stringify(line));
      } catch (error) {
        throw loaded === undefined ? error : loaded.placed(error);
      } finally {
        await opened.log.close();
      }
    });
}

/** Runs all of it, with progress; with threads where that pays. */
async function run(
  plan: Plan,
  options: SimulateOptions,
  means: Parameters<typeof simulate>[2],
  { workers = availableParallelism(), csv, isOwn }: SimulateFlags & { readonly isOwn: boolean },
  terminal: Terminal,
): Promise<Ensemble> {
  const threads = isOwn && options.runs >= WORTH_THREADS ? workers : 1;
  const runner = threads > 1 ? startWorkers(plan, options, { workers: threads }) : undefined;
  const progress = createProgress(terminal);
  const writer = csv === undefined ? undefined : csvWriter(csv);
  const updates = simulate(
    plan,
    {
      ...options,
      ...(runner === undefined ? {} : { runner }),
      ...(writer === undefined ? {} : { onBlock: writer.write }),
    },
    means,
  );
  try {
    return await new Promise<Ensemble>((resolve, reject) => {
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
  } finally {
    progress.end();
    await writer?.close();
    await runner?.close();
  }
}

const collect = (value: string, all: readonly string[]): readonly string[] => [...all, value];

const whole =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`It is a whole number of ${least} or more.`);
  };

function positive(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError("It is a number above 0, such as 0.01.");
}
