import type { Command } from "commander";
import { defined } from "../../idioms/defined.ts";
import { METRIC_WORDS, type ExpressionPart, QUERY_WORDS } from "../../index.ts";
import { bisect, type Bisected } from "../../doors/timelines.ts";
import { civilDate, isoDay, showDay, withCalendar } from "../dates.ts";
import { type InputOptions, readInput, withInput } from "../input.ts";
import { createProgress } from "../progress.ts";
import { table } from "../table.ts";
import type { Terminal } from "../terminal.ts";

interface BisectFlags extends InputOptions {
  readonly from?: string;
  readonly until?: string;
}

const words = (): string =>
  [
    ...[...METRIC_WORDS].map(([name, { about }]) => [`${name}.WHO`, about] as const),
    ...[...QUERY_WORDS].map(([name, { takes, about }]) => [`${name}(${takes.join(", ")})`, about] as const),
  ]
    .map(([form, about]) => `  ${form.padEnd(26)}${about}`)
    .join("\n");

export function addBisect(timeline: Command, terminal: Terminal): void {
  const command = timeline
    .command("bisect")
    .argument("<expression>", 'what to look for: "nervousness.quadrant > 60"')
    .argument("[files...]", "canon files or folders");
  withCalendar(withInput(command))
    .option("--from <point>", "look from this date or event on")
    .option("--until <point>", "and no further than this one")
    .option("--recorded-before <date>", "canon as it had been recorded before this date")
    .description("The first event after which something holds.")
    .addHelpText(
      "after",
      `
What can be asked, with and, or, not, = != < <= > >=, + - * /, numbers and ids (minus needs a space before it):
${words()}

Every event is looked at, in order: numbers rise and fall, so that halving would miss the first.

Examples:
  $ valoris timeline bisect "nervousness.quadrant > 20" canon.yaml
  $ valoris timeline bisect "control(dozaria) = breen-confederacy and not in-force(treaty-of-bajor)" --log .valoris`,
    )
    .action(async (expression: string, files: string[], flags: BisectFlags) => {
      const history = await readInput(files, flags, terminal);
      const progress = createProgress(terminal);
      const [from, until] = [flags.from, flags.until].map((point) => point && civilDate(point));
      const found = await bisect(history, expression, {
        ...defined({ from, until }),
        onProgress: ({ done, total }) => progress.report({ doing: "looking", done, total }),
      }).finally(progress.end);
      if (flags.format === "pretty") terminal.out(pretty(expression, found, terminal));
      else terminal.json(forMachines(expression, found));
    });
}

const forMachines = (expression: string, found: Bisected | undefined) => ({
  expression,
  event: found?.event.id ?? null,
  at: found === undefined ? null : isoDay(found.event.placed),
  value: found?.parts[0]?.value ?? null,
  parts: found?.parts ?? [],
  before: found?.before ?? [],
  heldBefore: found?.heldBefore ?? false,
});

function pretty(expression: string, found: Bisected | undefined, { paint }: Terminal): string[] {
  if (found === undefined) return [`Nothing made it so: ${expression}`];
  const { event, parts, before, heldBefore } = found;
  const show = (value: ExpressionPart["value"] | undefined): string =>
    typeof value === "number" ? value.toFixed(3).replace(/\.?0+$/, "") : String(value ?? "");
  const rows = parts.map(({ text, value }, i) => [
    paint("dim", text),
    show(before[i]?.value),
    before.length > 0 ? "→" : "",
    paint("bold", show(value)),
  ]);
  const { timeline, sequence } = event.recorded;
  return [
    `${paint("bold", event.title ?? event.id)}  ${paint("dim", event.type)}`,
    `${paint("cyan", showDay(event.placed, event.approximate))}  ${event.id}  ${paint("dim", `${timeline}@${sequence}`)}`,
    ...table([{ title: "" }, { title: "", align: "right" }, { title: "" }, { title: "" }], rows, (text) => text),
    ...(heldBefore ? [paint("yellow", "It held before that, too.")] : []),
  ];
}
