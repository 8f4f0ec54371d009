import type { Command } from "commander";
import { type Sensitivity, sensitivity } from "../doors/sim.ts";
import { right, table } from "./table.ts";
import type { Terminal } from "./terminal.ts";
import { type WhatIfFlags, whatIf, whole, withProgress, withWhatIf } from "./whatIf.ts";

interface SensitivityFlags extends WhatIfFlags {
  readonly trajectories: number;
  readonly runs: number;
  readonly only?: string;
}

/** As many as are read at a glance. */
const SHOWN = 15;

export function addSensitivity(program: Command, terminal: Terminal): void {
  withWhatIf(
    program.command("sensitivity"),
    ["pretty", "json"],
    "what may hang on priors: nervousness.quadrant > 60, or share.breen-confederacy",
  )
    .option("-n, --runs <number>", "of each model, under the same random numbers", whole(1), 32)
    .option("--trajectories <number>", "ways through the priors, each of which moves every number once", whole(6), 10)
    .option("--only <beginning>", "numbers whose names begin so, such as breach. or excitation")
    .description("Which numbers of the model an outcome hangs on.")
    .addHelpText(
      "after",
      `
Every number of a model is a prior: a range in which it may well lie. Here each is moved within its range while the others are anywhere in
theirs (Morris screening). “strength” is by how much the outcome changes over the whole of a range, whichever way; “mean” is how much it
grows; a “spread” as large as the strength says that it hangs on where others are. Of a branch, the outcome is how much more of it
there is than in the timeline that it branches from: whether your conclusion stands is asked, and not whether the world does.

Examples:
  $ valoris sensitivity what-if/no-valoris "nervousness.quadrant > 60" --until 2389
  $ valoris sensitivity what-if/no-valoris share.breen-confederacy --until 2389 --only breach. --runs 200`,
    )
    .action(async (timeline: string, outcome: string, files: string[], flags: SensitivityFlags) =>
      whatIf(timeline, files, flags, terminal, ({ plan, means, against }) => {
        const { seed, runs, trajectories, only, format } = flags;
        const found = withProgress("trying models", terminal, (onProgress) =>
          sensitivity(
            plan,
            { outcome, seed, runs, trajectories, against, onProgress, ...(only === undefined ? {} : { only }) },
            means,
          ),
        );
        if (format === "json") terminal.json({ timeline, seed, against, trajectories, ...found });
        else terminal.out(pretty(found, against ? `, more than in ${plan.canon.timeline}` : "", flags, terminal));
      }),
    );
}

const written = (value: number): string => (value === 0 ? "0" : value.toPrecision(2).replace("-", "−"));

function pretty(
  { what, effects, unknown, evaluations, refused, runs }: Sensitivity,
  beside: string,
  { trajectories, seed }: SensitivityFlags,
  { paint }: Terminal,
): string[] {
  const dim = (text: string): string => paint("dim", text);
  const acting = effects.filter(({ strength }) => strength > 0);
  const rows = acting
    .slice(0, SHOWN)
    .map(({ name, strength, low, high, mean, spread }) => [
      name,
      written(strength),
      `${written(low)} … ${written(high)}`,
      mean > 0 ? `+${written(mean)}` : written(mean),
      written(spread),
    ]);
  const more = acting.length - rows.length;
  const idle = effects.length - acting.length;
  return [
    `${paint("bold", what)}${beside}: ${evaluations.toLocaleString("en")} models of ${runs} runs, ${trajectories} trajectories, seed ${seed}`,
    "",
    ...table(
      [{ title: "over its prior" }, right("strength"), right("95 %"), right("mean"), right("spread")],
      rows,
      dim,
    ),
    "",
    ...[
      ...(more > 0 ? [`and ${more} weaker; --format json has them all.`] : []),
      ...(idle > 0 ? [`${idle} numbers changed no run.`] : []),
      ...(refused > 0 ? [`${refused} models are refused, such as those whose events excite each other too much.`] : []),
      ...(unknown.length > 0 ? [`Not told, as too many of their models are refused: ${unknown.join(", ")}.`] : []),
      "With few runs, a chance flip of one is in all effects: trust the order of the strong ones, and run more for the others.",
    ].map(dim),
  ];
}
