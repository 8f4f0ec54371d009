import type { Command } from "commander";
import { type Luck, luck } from "../doors/sim.ts";
import { percent } from "./figures.ts";
import { right, table } from "./table.ts";
import type { Terminal } from "./terminal.ts";
import { type WhatIfFlags, whatIf, whole, withProgress, withWhatIf } from "./whatIf.ts";

interface LuckFlags extends WhatIfFlags {
  readonly runs: number;
}

export function addLuck(program: Command, terminal: Terminal): void {
  withWhatIf(
    program.command("luck"),
    ["pretty", "json"],
    "what varies: nervousness.quadrant, or control(dozaria) = breen-confederacy",
  )
    .option(
      "-n, --runs <number>",
      "to begin with; each is run again with other luck of one class, class by class",
      whole(20),
      256,
    )
    .description("Whose luck an outcome hangs on: its variance over histories, by class of events.")
    .addHelpText(
      "after",
      `
Every class of events has random numbers of its own, so that each history can be run again with other luck of one class and the same
of all others. “total” is the part of the variance that would be left if all other luck were known; “alone” is what would go if this were
known. Totals sum to more than 100 % where lucks work together. Of a branch, the outcome is how much more of it there is than in the
timeline that it branches from; --no-against asks the branch alone.

Examples:
  $ valoris luck what-if/no-valoris "nervousness.quadrant" --until 2390
  $ valoris luck canon "finally control(dozaria) = breen-confederacy" --until 2390 --runs 1000`,
    )
    .action(async (timeline: string, outcome: string, files: string[], flags: LuckFlags) =>
      whatIf(timeline, files, flags, terminal, ({ plan, means, against }) => {
        const { seed, runs, format } = flags;
        const found = withProgress("trying other luck", terminal, (onProgress) =>
          luck(plan, { outcome, seed, runs, against, onProgress }, means),
        );
        if (format === "json") terminal.json({ timeline, seed, against, ...found });
        else terminal.out(pretty(found, against ? `, more than in ${plan.canon.timeline}` : "", flags, terminal));
      }),
    );
}

const brief = (value: number): string => value.toPrecision(3).replace("-", "−");

function pretty(
  { what, mean, variance, shares, runs }: Luck,
  beside: string,
  { runs: first, seed }: LuckFlags,
  { paint }: Terminal,
): string[] {
  const dim = (text: string): string => paint("dim", text);
  const counting = shares.filter(({ changed }) => changed > 0);
  const idle = shares.filter(({ changed }) => changed === 0).map(({ channel }) => channel);
  const rows = counting.map(({ channel, total, alone, changed }) => [
    channel,
    percent(total.value),
    `${percent(total.low)} … ${percent(total.high)}`,
    percent(alone.value),
    `${percent(alone.low)} … ${percent(alone.high)}`,
    percent(changed / first),
  ]);
  return [
    `${paint("bold", what)}${beside}: ${brief(mean.value)} on the average (${brief(mean.low)} … ${brief(mean.high)}), standard deviation ${brief(Math.sqrt(variance))}; ${runs.toLocaleString("en")} histories, seed ${seed}`,
    "",
    ...table(
      [{ title: "luck of" }, right("total"), right("95 %"), right("alone"), right("95 %"), right("changes runs")],
      rows,
      dim,
    ),
    "",
    ...(idle.length === 0 ? [] : [dim(`Changed no run: ${idle.join(", ")}.`)]),
    dim(
      "Another way to draw the same probabilities would share luck out otherwise, and no history can prove which is true.",
    ),
  ];
}
