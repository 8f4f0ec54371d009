import type { Command } from "commander";
import { held } from "../idioms/held.ts";
import { type Contribution, type Gap, gapOf, type JudgedBelief } from "../index.ts";
import { newsOf, type NewsOptions, showClaim, withNews } from "./beliefs.ts";
import { isoDate, isoDay, showDay, withCalendar } from "./dates.ts";
import { percent, signed } from "./figures.ts";
import { type InputOptions, type Input, readInput, withInput } from "./input.ts";
import { pointOf, type PointOptions, withPoint } from "./pointOptions.ts";
import { table } from "./table.ts";
import type { Terminal } from "./terminal.ts";

interface GapOptions extends InputOptions, PointOptions, NewsOptions {
  readonly all?: boolean;
}

/** Lines of each part that are shown; the rest is one line with its count. */
const PRETTY_LINES = 15;

export function addGap(program: Command, terminal: Terminal): void {
  const command = program
    .command("gap")
    .argument("<observer>", "a faction, a formation or a person")
    .argument("[files...]", "canon files or folders");
  withNews(withPoint(withCalendar(withInput(command))))
    .description("What somebody believes that is false, and does not know that is true.")
    .option("--all", "every line, however small")
    .addHelpText(
      "after",
      `
An agency has no nerves of its own: those of the power that it acts for are shown.

Examples:
  $ valoris gap starfleet-intelligence canon.yaml --at 2388-10-31`,
    )
    .action(async (observer: string, files: string[], options: GapOptions) => {
      const canon = await readInput(files, options, terminal);
      const gap = gapOf(canon, observer, pointOf(options), newsOf(options));
      if (options.format === "pretty") terminal.out(prettyGap(canon, gap, terminal, options.all === true));
      else terminal.json(jsonGap(gap));
    });
}

/** The contract with other programs. */
function jsonGap({ at, unknown, nervousness, ...rest }: Gap) {
  return {
    ...rest,
    at: isoDate(at),
    unknown: unknown.map((missed) => ({ ...missed, at: isoDay(missed.at) })),
    nervousness: nervousness.map(({ because, ...numbers }) => ({ ...numbers, because: because.map(jsonLine) })),
  };
}

const jsonLine = ({ at, ...line }: Contribution) => ({ ...line, at: isoDay(at) });

function prettyGap(canon: Input, gap: Gap, { paint }: Terminal, all: boolean): string[] {
  const dim = (text: string): string => paint("dim", text);
  const who = canon.nameOf(gap.observer);
  const section = (title: string, rows: readonly (readonly string[])[]): string[] => {
    if (rows.length === 0) return [`${paint("bold", title)}  ${dim("nothing")}`];
    const shown = all ? rows : rows.slice(0, PRETTY_LINES);
    const columns = held(rows[0]).map((_, i) => ({
      title: "",
      align: i === 0 ? ("right" as const) : ("left" as const),
    }));
    const more = rows.length - shown.length;
    return [
      paint("bold", title),
      ...table(columns, shown, (text) => text),
      ...(more > 0 ? [dim(`${more} more; --all shows them`)] : []),
    ];
  };
  const beliefs = (list: readonly JudgedBelief[]) =>
    list.map(({ claim, p, reports, decidedBy }) => [
      percent(p, 0),
      showClaim(canon, claim),
      dim(`by ${reports.join(", ")}${decidedBy === null ? "" : `; but: ${decidedBy}`}`),
    ]);
  const nerves = gap.nervousness.flatMap(({ power, believed, informed, because }) => [
    `${paint("bold", "Nervousness")} of ${canon.nameOf(power)}: ${believed.toFixed(1)} of 100; if it knew, ${paint("bold", informed.toFixed(1))}`,
    ...(because.length === 0
      ? []
      : section(
          "What would change it",
          because.map(({ event, value }) => [signed(value), canon.event(event)?.title ?? event]),
        )),
  ]);
  return [
    paint("bold", `${who}, ${showDay(gap.at)}: what it gets wrong`),
    ...section("Believed, and false", beliefs(gap.false)),
    ...section("Believed, and undecided", beliefs(gap.undecided)),
    ...section(
      "Nobody can answer yet",
      gap.open.map((question) => ["", canon.nameOf(question)]),
    ),
    ...section(
      "True, and not known",
      gap.unknown.map(({ event, at, weight }) => [
        weight === 0 ? "" : signed(weight),
        paint("cyan", showDay(at, canon.event(event)?.approximate)),
        canon.event(event)?.title ?? event,
      ]),
    ),
    ...nerves,
  ];
}
