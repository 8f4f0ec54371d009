import type { Command } from "commander";
import { type ResolvedEvent } from "../../index.ts";
import { type Altered, type Difference, type Moved, type OnlyIn } from "../../doors/timelines.ts";
import { divergencePicture } from "../../doors/view.ts";
import { civilDate, isoDate, isoDay, shownCalendar, withCalendar } from "../dates.ts";
import { type Format, withInput } from "../input.ts";
import { writeOutput } from "../outputFile.ts";
import type { Terminal } from "../terminal.ts";
import { openTimelines } from "../timelines.ts";
import { type Compared, compare } from "./compared.ts";
import { pretty } from "./diffText.ts";

interface DiffFlags {
  readonly log?: string;
  readonly format: Format;
  readonly at?: string;
  readonly svg?: string;
  readonly calendar?: string;
  readonly recordedBefore?: string;
}

export function addDiff(timeline: Command, terminal: Terminal): void {
  const command = timeline
    .command("diff")
    .argument("<a>", "a timeline")
    .argument("<b>", "and another")
    .argument("[files...]", "canon and branch files");
  withCalendar(withInput(command, ["pretty", "json", "ndjson"], false))
    .option("--at <point>", "both worlds at this date or event, in place of where they part most")
    .option("--svg <file>", "draw it")
    .option("--recorded-before <date>", "both as they had been recorded before this date")
    .description("What differs between two timelines, and what that does to power, territory and nervousness.")
    .addHelpText(
      "after",
      `
Events are compared by id and by what they say. “Moved” are those that say the same and lie elsewhere: their dates hang on what
differs. Each difference of a number is explained by events, which sum to it.

Examples:
  $ valoris timeline diff canon what-if/no-valoris
  $ valoris timeline diff canon what-if/no-valoris --at 2388-10-11
  $ valoris timeline diff canon what-if/no-valoris --svg apart.svg`,
    )
    .action(async (first: string, second: string, files: string[], flags: DiffFlags) => {
      const { read } = await openTimelines(files, flags, terminal);
      const compared = compare([first, second], await read(first), await read(second), flags.at && civilDate(flags.at));
      if (flags.svg !== undefined) draw(flags.svg, compared, terminal);
      if (flags.format === "pretty") terminal.out(pretty(compared, terminal));
      else if (flags.format === "json") terminal.json(forMachines(compared));
      else for (const line of lines(compared)) terminal.json(line);
    });
}

function draw(path: string, { names, nameOf, diff, parted }: Compared, { note, paint }: Terminal): void {
  if (parted === undefined) {
    note(paint("yellow", "note: there is nothing to draw: no event differs."));
    return;
  }
  const [one, other] = names;
  writeOutput(path, divergencePicture(parted, diff, { a: one, b: other, nameOf, calendar: shownCalendar() }));
  note(paint("dim", `drawn in ${path}`));
}

const eventLine = ({ id, type, placed, title }: ResolvedEvent) => ({
  event: id,
  type,
  at: isoDay(placed),
  ...(title === undefined ? {} : { title }),
});

const onlyLine = ({ event, retraction }: OnlyIn) => ({
  ...eventLine(event),
  ...(event.why === undefined ? {} : { why: event.why }),
  ...(retraction === undefined ? {} : { why: retraction.reason, by: retraction.by }),
});

const alteredLine = ({ b, fields, amendments }: Altered) => ({ ...eventLine(b), fields, amendments });

const differenceLine = ({ at, lines: ledger, ...rest }: Difference) => ({
  ...rest,
  at: isoDate(at),
  lines: ledger.slice(0, 100).map(({ at: when, ...line }) => ({ ...line, at: isoDay(when) })),
});

/** Where it is drawn, and between which days it may lie: null where nothing bounds it. */
const movedLine = ({ a, b }: Moved) => ({
  ...eventLine(b),
  from: isoDay(a.placed),
  between: {
    a: [isoDay(a.occurred.earliest), isoDay(a.occurred.latest)],
    b: [isoDay(b.occurred.earliest), isoDay(b.occurred.latest)],
  },
});

function forMachines({ names, diff, parted, first, largest, point }: Compared) {
  const [a, b] = names;
  return {
    a,
    b,
    onlyInA: diff.onlyInA.map(onlyLine),
    onlyInB: diff.onlyInB.map(onlyLine),
    altered: diff.altered.map(alteredLine),
    moved: diff.moved.map(movedLine),
    ...(point === undefined
      ? {}
      : { at: { ...point, at: isoDate(point.at), explained: point.explained.map(differenceLine) } }),
    divergence:
      parted === undefined
        ? null
        : {
            from: isoDate(parted.from),
            until: isoDate(parted.until),
            isComplete: parted.isComplete,
            first: first === undefined ? null : differenceLine(first),
            largest: largest.map(differenceLine),
            metrics: parted.curves.map(({ metric, subject, first: begin, largest: most, points }) => ({
              metric,
              subject,
              first: { ...begin, at: isoDate(begin.at) },
              largest: { ...most, at: isoDate(most.at) },
              points: points.map(({ at, a: one, b: other }) => [isoDate(at), one, other]),
            })),
          },
  };
}

function* lines({ diff, parted }: Compared) {
  for (const one of diff.onlyInA) yield { kind: "onlyInA", ...onlyLine(one) };
  for (const one of diff.onlyInB) yield { kind: "onlyInB", ...onlyLine(one) };
  for (const one of diff.altered) yield { kind: "altered", ...alteredLine(one) };
  for (const one of diff.moved) yield { kind: "moved", ...movedLine(one) };
  for (const { metric, subject, largest } of parted?.curves ?? [])
    yield { kind: "number", metric, subject, ...largest, at: isoDate(largest.at) };
}
