import type { Command } from "commander";
import { defined } from "../idioms/defined.ts";
import { DAY } from "../index.ts";
import { meansOf, prepareScenario, type Surprise, surprise, type SurprisingEvent } from "../doors/sim.ts";
import { civilDate, isoDate, showDay, withCalendar } from "./dates.ts";
import { plural, signed } from "./figures.ts";
import { type InputOptions, readInput, withInput } from "./input.ts";
import { atItsPlace, loadModel } from "./modelFile.ts";
import { table } from "./table.ts";
import { readSettings } from "./settings.ts";
import type { Terminal } from "./terminal.ts";

interface SurpriseFlags extends InputOptions {
  readonly from?: string;
  readonly until?: string;
  readonly model?: string;
}

/** As many as are read at a glance. */
const SHOWN = 12;

export function addSurprise(program: Command, terminal: Terminal): void {
  const command = program.command("surprise").argument("[timeline]", "which", "canon").argument("[files...]");
  withCalendar(withInput(command, undefined, false))
    .option("--from <date>", "from when on; after its first dated event if absent")
    .option("--until <date>", "until when; its last event if absent")
    .option("-m, --model <file>", "a model of your own: see docs/whatif.md")
    .description("Which events of a history the model would have expected least.")
    .addHelpText(
      "after",
      `
Each event is held against a model in which everything happens at constant rates, those of its mean. “when”: how plausible it is that
something happened just then, after so long a time of nothing; “what”: how plausible that it was this. Both are logarithms of ratios:
−1 is e times less plausible, +1 e times more; all of them sum to the log-likelihood ratio. Rates are priors: a surprise says something about
the model as well as about canon.

Examples:
  $ valoris surprise canon cardassian-advance.yaml
  $ valoris surprise canon --from 2387 --format json`,
    )
    .action(async (timeline: string, files: string[], { from, until, model, ...flags }: SurpriseFlags) => {
      const own = loadModel(model, (await readSettings()).channels);
      const read = await readInput(files, { ...flags, timeline }, terminal);
      const first = read.events.at(read.countWhile((placed) => placed === Number.NEGATIVE_INFINITY))?.placed ?? 0;
      const last = read.events.at(-1)?.placed ?? 0;
      const found = atItsPlace(own, () =>
        surprise(
          prepareScenario({
            timeline: read,
            // What the time begins with cannot surprise: that it begins there, hangs on it.
            from: from === undefined ? { instant: first + 1 } : civilDate(from),
            until: until === undefined ? { instant: last + 1 } : civilDate(until),
            ...defined({ observedUntil: until === undefined ? undefined : civilDate(until), model: own.model }),
            ...meansOf(read, own.channels),
          }),
        ),
      );
      if (flags.format === "pretty") terminal.out(pretty(timeline, found, terminal));
      else if (flags.format === "json") terminal.json(forMachines(found));
      else for (const event of forMachines(found).events) terminal.json(event);
    });
}

const forMachines = ({ events, from, until, ...rest }: Surprise) => ({
  from: isoDate(from),
  until: isoDate(until),
  ...rest,
  events: events.map(({ at, averagedOver, ...event }) => ({
    ...event,
    at: isoDate(at),
    averagedOverDays: averagedOver / DAY,
  })),
});

function pretty(timeline: string, found: Surprise, { paint }: Terminal): string[] {
  const { events, impossible, scripted, total, from, until } = found;
  const columns = [
    { title: "when", align: "right" },
    { title: "what", align: "right" },
    { title: "" },
    { title: "" },
    { title: "" },
  ] as const;
  const rows = events
    .slice(0, SHOWN)
    .map((event: SurprisingEvent) => [
      signed(event.when),
      signed(event.what),
      showDay(event.at, event.averagedOver > 0),
      event.title,
      paint("dim", `${event.source} at ${event.rate.toFixed(2)} a year, ${event.meanRate.toFixed(2)} on the average`),
    ]);
  const more = events.length - rows.length;
  return [
    `${paint("bold", timeline)}, ${showDay(from + 1)} to ${showDay(until)}: ${plural(events.length, "event")} that the model can bring about, the most surprising first`,
    ...table(columns, rows, (text) => paint("dim", text)),
    ...(more > 0 ? [paint("dim", `and ${more} more; --format json has them all`)] : []),
    ...(impossible.length === 0
      ? []
      : [
          "",
          paint("bold", "Impossible under the model"),
          ...impossible.map(({ event, why }) => `  ${event}  ${paint("dim", why)}`),
        ]),
    "",
    paint(
      "dim",
      `${signed(total)} in all: the model finds this history ${total > 0 ? "more" : "less"} plausible than constant rates do, e^${Math.abs(total).toFixed(1)} times. ${plural(scripted.length, "event")} it cannot bring about, and says nothing of.`,
    ),
    paint("dim", "Its rates are priors, and whoever set them had read canon."),
  ];
}
