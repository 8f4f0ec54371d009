import type { Command } from "commander";
import { rare, type Rare, type RareOutcome } from "../doors/sim.ts";
import { plural } from "./figures.ts";
import { right, table } from "./table.ts";
import type { Terminal } from "./terminal.ts";
import { type WhatIfFlags, whatIf, whole, withProgress, withWhatIf } from "./whatIf.ts";

interface RareFlags extends WhatIfFlags {
  readonly trees: number;
  readonly effort: number;
}

export function addRare(program: Command, terminal: Terminal): void {
  withWhatIf(program.command("rare"), ["pretty", "json"], "a number held against a constant: nervousness.quadrant > 90")
    .option("--trees <number>", "independent trees of runs, whose spread gives the interval", whole(6), 20)
    .option("--effort <number>", "runs at each level of a tree", whole(2), 200)
    .description("How likely an outcome is that hardly any history comes to.")
    .addHelpText(
      "after",
      `
Of what happens once in ten thousand runs, \`simulate\` sees one in ten thousand. Here runs climb: those that come nearer to the outcome
go on as several clones, each with random numbers of its own from there, and the parts that get from level to level multiply
(multilevel splitting). Clones have a past in common, so the interval comes from how whole trees differ. Above one in a hundred,
\`simulate -o\` is quicker.

Examples:
  $ valoris rare what-if/no-valoris "nervousness.quadrant > 90" --until 2390
  $ valoris rare canon "finally share.breen-confederacy < 0.02" --until 2390 --effort 500`,
    )
    .action(async (timeline: string, outcome: string, files: string[], flags: RareFlags) =>
      whatIf(timeline, files, flags, terminal, ({ plan, means, against }) => {
        const { seed, trees, effort } = flags;
        const found = withProgress("climbing", terminal, (onProgress) =>
          rare(plan, { outcome, seed, trees, effort, against, onProgress }, means),
        );
        if (flags.format === "json") terminal.json({ timeline, seed, trees, effort, ...found });
        else terminal.out(pretty(timeline, plan.canon.timeline, found, flags, terminal));
      }),
    );
}

function pretty(
  timeline: string,
  parent: string,
  { what, edited, canon }: Rare,
  { trees, effort, seed }: RareFlags,
  { paint }: Terminal,
): string[] {
  const sides: readonly (readonly [string, RareOutcome])[] = [
    ...(canon === undefined ? [] : [[parent, canon] as const]),
    [timeline, edited],
  ];
  const rows = sides.map(([name, { probability, low, high, runs }]) => [
    name,
    likely(probability),
    `${likely(low)} … ${likely(high)}`,
    probability === 0 ? "not seen" : `1 in ${Math.round(1 / probability).toLocaleString("en")}`,
    runs.toLocaleString("en"),
  ]);
  const dim = (text: string): string => paint("dim", text);
  const runaways = sides.reduce((sum, [, side]) => sum + side.runaways, 0);
  return [
    `${paint("bold", what)}, ${trees} trees of ${effort} runs a level, seed ${seed}`,
    "",
    ...table([{ title: "" }, right("probability"), right("95 %"), right(""), right("runs")], rows, dim),
    ...sides.flatMap(([name, side]) => ["", paint("bold", `The way there, ${name}`), ...ladder(side, dim)]),
    "",
    dim(
      "All rates are priors: nobody has observed them. The interval says how many trees there were, not how true it is.",
    ),
    ...(runaways === 0
      ? []
      : [dim(`Ended at the cap of events, where they may have got higher: ${plural(runaways, "run")}.`)]),
  ];
}

/** From level to level, as parts of those that set out. */
function ladder({ levels, unreached }: RareOutcome, dim: (text: string) => string): string[] {
  const rows = levels
    .filter(({ score }) => score <= (unreached ?? score))
    .map(({ score, share, trees }) => [
      Math.abs(score).toPrecision(4),
      share === undefined ? "" : `${(100 * share).toFixed(1)} %`,
      String(trees),
    ]);
  return [
    ...table([right("level"), right("of those before"), right("trees")], rows, dim),
    ...(unreached === undefined
      ? []
      : [dim(`No run got to ${Math.abs(unreached).toPrecision(4)}: more --effort may, or it cannot be.`)]),
  ];
}

/** So that small ones can be read. */
function likely(probability: number): string {
  if (probability === 0) return "0";
  const percent = 100 * probability;
  return `${percent >= 0.01 ? percent.toPrecision(3) : percent.toExponential(1)} %`;
}
