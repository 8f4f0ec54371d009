import type { Command } from "commander";
import { METRICS } from "../../index.ts";
import { type Blame, blame } from "../../doors/timelines.ts";
import { isoDate, isoDay, showDay, withCalendar } from "../dates.ts";
import { signed } from "../figures.ts";
import { entityCalled, type InputOptions, type Input, readInput, withInput } from "../input.ts";
import { pointOf, type PointOptions, withPoint } from "../pointOptions.ts";
import { calledAs } from "../subjects.ts";
import { table } from "../table.ts";
import type { Terminal } from "../terminal.ts";

/** Lines that are shown one by one. */
const LINES = 15;

export function addBlame(timeline: Command, terminal: Terminal): void {
  const command = timeline
    .command("blame")
    .argument("<metric>", METRICS.join(", "))
    .argument("<who>", "a faction; `quadrant` for nervousness")
    .argument("[files...]", "canon files or folders");
  withPoint(withCalendar(withInput(command)))
    .option("--all", "every line, however small")
    .description("Which event, branch and amendment made a number what it is.")
    .addHelpText(
      "after",
      `
The lines sum to the number, as those of \`valoris explain\`; beside each is where it was recorded, and what amended it.

Example:
  $ valoris timeline blame power breen-confederacy --timeline what-if/no-valoris --at 2388-10-11`,
    )
    .action(
      async (metric: string, who: string, files: string[], flags: InputOptions & PointOptions & { all?: boolean }) => {
        const history = await readInput(files, flags, terminal);
        const found = blame(history, metric, entityCalled(history, who), pointOf(flags));
        const most = flags.all === true ? found.lines.length : LINES;
        if (flags.format === "pretty") terminal.out(pretty(history, found, most, terminal));
        else terminal.json(forMachines(found));
      },
    );
}

const forMachines = ({ metric, subject, at, value, lines }: Blame) => ({
  metric,
  subject,
  at: isoDate(at),
  value,
  lines: lines.map(({ at: when, recorded, amendments, ...line }) => ({
    ...line,
    at: isoDay(when),
    position: recorded === undefined ? null : `${recorded.timeline}@${recorded.sequence}`,
    amendments: amendments.map(({ by, reason, recorded: where }) => ({
      by,
      reason,
      position: where === undefined ? null : `${where.timeline}@${where.sequence}`,
    })),
  })),
});

function pretty(
  history: Input,
  { metric, subject, at, value, lines }: Blame,
  most: number,
  { paint }: Terminal,
): string[] {
  const counted = lines.filter((line) => line.value !== 0 || line.note !== undefined);
  const digits = metric === "share" ? 4 : 2;
  const rows = counted.slice(0, most).flatMap(({ value: part, event, at: when, recorded, amendments, note }) => {
    const own = recorded?.timeline === history.timeline && recorded.timeline !== "canon";
    const position = recorded === undefined ? "" : `${recorded.timeline}@${recorded.sequence}`;
    return [
      [
        signed(part, digits),
        paint("cyan", showDay(when, history.event(event)?.approximate)),
        `${event}${note === undefined ? "" : paint("dim", `  (${note})`)}`,
        paint(own ? "yellow" : "dim", position),
      ],
      ...amendments.map(({ by, reason, recorded: where }) => [
        "",
        "",
        paint("yellow", `  amended by ${by}: ${reason}`),
        paint("yellow", where === undefined ? "" : `${where.timeline}@${where.sequence}`),
      ]),
    ];
  });
  const rest = counted.slice(most);
  if (rest.length > 0)
    rows.push([
      signed(
        rest.reduce((sum, line) => sum + line.value, 0),
        digits,
      ),
      "",
      paint("dim", `${rest.length} more; --all shows them`),
      "",
    ]);
  return [
    paint("bold", `${metric} of ${calledAs(subject, (id) => history.nameOf(id))}, ${showDay(at)}: ${value.toFixed(2)}`),
    ...table([{ title: "", align: "right" }, { title: "" }, { title: "" }, { title: "" }], rows, (text) => text),
  ];
}
