import { InvalidArgumentError, type Command } from "commander";
import { DAY } from "../index.ts";
import { type Hindcast, hindcast, meansOf } from "../doors/sim.ts";
import { type InputOptions, readInput, withInput } from "./input.ts";
import { atItsPlace, loadModel } from "./modelFile.ts";
import { createProgress } from "./progress.ts";
import { readSettings } from "./settings.ts";
import { right, table } from "./table.ts";
import type { Terminal } from "./terminal.ts";
import { whole } from "./whatIf.ts";

interface HindcastFlags extends InputOptions {
  readonly horizon: number;
  readonly runs: number;
  readonly seed: number;
  readonly model?: string;
}

export function addHindcast(program: Command, terminal: Terminal): void {
  withInput(
    program.command("hindcast").argument("[timeline]", "which", "canon").argument("[files...]"),
    ["pretty", "json"],
    false,
  )
    .option("--horizon <days>", "how far ahead", positive, 365.25)
    .option("-n, --runs <number>", "histories from each origin", whole(2), 128)
    .option("-s, --seed <number>", "equal seeds give equal results", whole(0), 0)
    .option("-m, --model <file>", "a model of your own: see docs/whatif.md")
    .description("How well the model would have foretold a history, beside constant rates.")
    .addHelpText(
      "after",
      `
From origins a horizon apart, the model simulates the next stretch with nothing but what was before, and is held against what happened:
whether there was an event of each class, and how many. Events that are dated more vaguely than half the horizon do not count, and below 30
that do, nothing is said. Whoever set the model's priors had read canon: a good score is no proof.

Examples:
  $ valoris hindcast canon --log .valoris
  $ valoris hindcast canon big-canon/ --horizon 180 --format json`,
    )
    .action(async (timeline: string, files: string[], { horizon, runs, seed, model, ...flags }: HindcastFlags) => {
      const own = loadModel(model, (await readSettings()).channels);
      const read = await readInput(files, { ...flags, timeline }, terminal);
      const progress = createProgress(terminal);
      const onProgress = (at: { readonly done: number; readonly total: number }): void =>
        progress.report({ doing: "foretelling", ...at });
      try {
        const found = atItsPlace(own, () =>
          hindcast(read, {
            ...meansOf(read, own.channels),
            model: own.model,
            horizon: horizon * DAY,
            runs,
            seed,
            onProgress,
          }),
        );
        progress.end();
        if (flags.format === "pretty") terminal.out(pretty(timeline, found, horizon, terminal));
        else terminal.json(found);
      } finally {
        progress.end();
      }
    });
}

function positive(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError("It is a number above 0.");
}

const NAMES = {
  brier: "whether there is one (Brier)",
  log: "whether there is one (log)",
  crps: "how many (fair CRPS)",
} as const;

function pretty(
  timeline: string,
  { origins, scored, vague, scores, runs, seed }: Hindcast,
  horizon: number,
  { paint }: Terminal,
): string[] {
  const rows = scores.map(({ score, model, baseline, difference, verdict }) => [
    NAMES[score],
    model.toFixed(4),
    baseline.toFixed(4),
    `${difference.value.toFixed(4)} (${difference.low.toFixed(4)} … ${difference.high.toFixed(4)})`,
    paint(verdict === "better" ? "green" : verdict === "worse" ? "red" : "yellow", verdict),
  ]);
  const better = scores.filter(({ verdict }) => verdict === "better").length;
  return [
    `${paint("bold", timeline)}: ${scored} events foretold from ${origins} origins, ${horizon} days ahead, ${runs} runs each, seed ${seed}`,
    ...table(
      [{ title: "" }, right("model"), right("constant"), right("difference (95 %)"), { title: "" }],
      rows,
      (text) => paint("dim", text),
    ),
    "",
    better === 0
      ? paint("bold", "The model is no better than constant rates.")
      : `The model is better than constant rates by ${better} of ${scores.length} scores.`,
    paint(
      "dim",
      `Lower is better. ${vague} events are dated too vaguely to be scored. Whoever set the model's priors had read canon.`,
    ),
  ];
}
