import type { Command } from "commander";
import {
  type Because,
  type Catalogue,
  CODING_BOOK_VERSION,
  codingBook,
  halvesIn,
  METRICS,
  parityCrossings,
  ValorisError,
} from "../index.ts";
import { type Rule, selectRules } from "../doors/canon.ts";
import { rulePage } from "../doors/view.ts";
import { isoDate, isoDay, showDay, withCalendar } from "./dates.ts";
import { signed } from "./figures.ts";
import { entityCalled, type InputOptions, type Input, readInput, withInput } from "./input.ts";
import { pointOf, type PointOptions, withPoint } from "./pointOptions.ts";
import { readSettings } from "./settings.ts";
import { calledAs } from "./subjects.ts";
import { bar, table } from "./table.ts";
import type { Terminal } from "./terminal.ts";

interface ExplainOptions extends InputOptions, PointOptions {
  readonly codingBook?: boolean;
  readonly all?: boolean;
  readonly against?: string;
}

/** Lines that are shown one by one; the rest is one line with its count. */
const PRETTY_LINES = 15;
const JSON_LINES = 10_000;

export function addExplain(program: Command, terminal: Terminal): void {
  const command = program
    .command("explain")
    .argument("[metric]", `${METRICS.join(", ")}; or a rule, such as office/two-holders`)
    .argument("[who]", "a faction; `quadrant` for nervousness; a system for the history of a territory")
    .argument("[files...]", "canon files or folders");
  withPoint(withCalendar(withInput(command)))
    .description("Why a number is what it is: the events behind it, which sum to it.")
    .option("--all", "every line, however small")
    .option("--against <faction>", "with power: when one of the two overtook the other, and by which event")
    .option("--coding-book", "print every weight that the numbers rest on, with its source")
    .addHelpText(
      "after",
      `
Examples:
  $ valoris explain nervousness quadrant canon.yaml --at 2388-10-11
  $ valoris explain power breen-confederacy canon.yaml     value is ln P
  $ valoris explain territory dozaria canon.yaml           who held it, and when
  $ valoris explain office/two-holders                     what a rule reports, wrong and right
  $ valoris explain --coding-book`,
    )
    .action(async (metric: string | undefined, who: string | undefined, files: string[], options: ExplainOptions) => {
      if (options.codingBook === true) {
        const { catalogue } = (await readSettings()).reading;
        if (options.format === "pretty") terminal.out(prettyCodingBook(terminal, catalogue));
        else terminal.json({ version: CODING_BOOK_VERSION, tables: codingBook(catalogue) });
        return;
      }
      if (metric === undefined || (who === undefined && !metric.includes("/")))
        throw new ValorisError("cli/usage", "Say what to explain, and whose.", {
          help: `valoris explain METRIC WHO [FILES…]; metrics are ${METRICS.join(", ")}. Or name a rule: valoris explain office/two-holders.`,
        });
      if (who === undefined) {
        explainRule(metric, (await readSettings()).checking.rules, terminal);
        return;
      }
      const canon = await readInput(files, options, terminal);
      const subject = entityCalled(canon, who);
      if (options.against !== undefined)
        explainParity(canon, metric, subject, entityCalled(canon, options.against), options, terminal);
      else if (metric === "territory" && canon.kindOf(subject) === "system")
        explainTenure(canon, subject, options, terminal);
      else explainNumber(canon, canon.because(metric, subject, pointOf(options)), options, terminal);
    });
}

/** @throws ValorisError `check/unknown-rule` */
function explainRule(id: string, rules: readonly Rule[], { out, paint }: Terminal): void {
  const [rule] = selectRules(rules, { include: [id] });
  if (rule === undefined) return;
  const heading = (line: string): string => (/^#+ /.test(line) ? paint("bold", line.replace(/^#+ /, "")) : line);
  const lines = rulePage(rule)
    .split("\n")
    .filter((line) => !line.startsWith("```"));
  out(lines.map(heading));
}

function explainTenure(canon: Input, system: string, options: ExplainOptions, terminal: Terminal): void {
  const spans = canon.tenure(system, pointOf(options));
  if (options.format !== "pretty") {
    const tenure = spans.map(({ from, until, ...rest }) => ({
      sovereign: rest.sovereign,
      controller: rest.controller,
      ...(rest.controllers === undefined ? {} : { controllers: rest.controllers }),
      from: from === null ? null : isoDay(from),
      until: until === null ? null : isoDay(until),
      event: rest.event,
    }));
    terminal.json({ metric: "territory", subject: system, tenure });
    return;
  }
  terminal.out(prettyTenure(canon, system, spans, terminal));
}

export function prettyTenure(
  canon: Input,
  system: string,
  spans: ReturnType<Input["tenure"]>,
  { paint }: Terminal,
): string[] {
  const rows = spans.map(({ sovereign, controller, controllers = [controller], from, event }) => {
    const at = from ?? Number.NEGATIVE_INFINITY;
    const name = (id: string | null): string => (id === null ? "nobody" : canon.nameOf(id, at));
    return [
      paint("cyan", from === null ? "from the beginning" : showDay(from, canon.event(event)?.approximate)),
      controllers.map(name).join(" and "),
      sovereign === controller ? "" : paint("yellow", `occupied; ${name(sovereign)}’s by law`),
      paint("dim", event),
    ];
  });
  const called = canon.nameOf(system);
  const former = [...new Set(canon.namesOf(system).map((one) => one.name))].filter((one) => one !== called);
  return [
    paint("bold", `Who held ${called}${former.length === 0 ? "" : `, formerly ${former.join(", ")}`}`),
    ...table([{ title: "since" }, { title: "held by" }, { title: "" }, { title: "made so by" }], rows, (text) =>
      paint("dim", text),
    ),
  ];
}

function explainParity(
  canon: Input,
  metric: string,
  who: string,
  against: string,
  options: ExplainOptions,
  { out, json, paint }: Terminal,
): void {
  if (metric !== "power")
    throw new ValorisError("cli/usage", `--against compares power, not ${metric}.`, {
      help: "valoris explain power WHO --against OTHER",
    });
  for (const faction of [who, against]) canon.because("power", faction, pointOf(options));
  const crossings = parityCrossings(canon, who, against, pointOf(options));
  if (options.format !== "pretty") {
    const listed = crossings.map(({ at, ...rest }) => ({ at: isoDay(at), ...rest }));
    json({ metric: "parity", subject: who, against, crossings: listed });
    return;
  }
  const rows = crossings.map(({ at, stronger, by, between }) => [
    paint("cyan", showDay(at, between)),
    `${canon.nameOf(stronger)} overtakes`,
    paint("dim", `${between ? "by what fades or grows since " : ""}${by.join(", ")}`),
  ]);
  const title = `Power of ${canon.nameOf(who)} against ${canon.nameOf(against)}`;
  out([
    paint("bold", title),
    ...(rows.length === 0
      ? ["Neither ever overtook the other."]
      : table([{ title: "" }, { title: "" }, { title: "" }], rows, (text) => text)),
  ]);
}

function explainNumber(canon: Input, because: Because, options: ExplainOptions, terminal: Terminal): void {
  const days =
    because.metric === "nervousness" ? (halvesIn(canon, because.subject, pointOf(options)) ?? null) : undefined;
  if (options.format === "pretty") {
    terminal.out(
      prettyBecause(canon, because, terminal, options.all === true ? because.contributions.length : PRETTY_LINES),
    );
    if (typeof days === "number")
      terminal.out(terminal.paint("dim", `If nothing more happens, it halves in ${Math.ceil(days)} days.`));
    return;
  }
  const lines = because.contributions.map(({ event, type, at, value, note }) => ({
    event,
    type,
    at: isoDay(at),
    value,
    ...(note === undefined ? {} : { note }),
  }));
  const shown = options.all === true ? lines : lines.slice(0, JSON_LINES);
  const rest = lines.slice(shown.length);
  const tail = rest.map(({ value }) => value).reduce((sum, value) => sum + value, 0);
  const contributions =
    rest.length === 0
      ? shown
      : [...shown, { event: null, type: null, at: null, value: tail, note: `${rest.length} more` }];
  const { metric, subject, at, value } = because;
  terminal.json({
    metric,
    subject,
    at: isoDate(at),
    value,
    ...(days === undefined ? {} : { halvesInDays: days }),
    contributions,
  });
}

const UNITS: Readonly<Record<string, string>> = {
  power: "ln P",
  share: "of all power",
  territory: "index",
  nervousness: "of 100",
};
const BAR = 16;

/** The largest contributions, with bars around nothing; the rest in one line, so that all sum to the number. */
export function prettyBecause(canon: Input, because: Because, { paint }: Terminal, most: number): string[] {
  const { metric, subject, at, value } = because;
  // Relief that was used up adds nothing any more; what is 0 for a reason says so in its note.
  const contributions = because.contributions.filter((line) => line.value !== 0 || line.note !== undefined);
  const shown = contributions.slice(0, most);
  const rest = contributions.slice(most);
  const largest = Math.max(1e-12, ...contributions.map((line) => Math.abs(line.value)));
  const digits = metric === "share" ? 4 : 2;
  const rows = shown.map(({ event, value: part, note, at: when }) => {
    const known = canon.event(event);
    return [
      paint(part < 0 ? "green" : "red", signed(part, digits)),
      paint(part < 0 ? "green" : "red", bar(Math.abs(part) / largest, BAR)),
      paint("cyan", showDay(when, known?.approximate)),
      `${known?.title ?? event}${note === undefined ? "" : paint("dim", `  (${note})`)}`,
    ];
  });
  const tail = rest.reduce((sum, line) => sum + line.value, 0);
  if (rest.length > 0)
    rows.push([paint("dim", signed(tail, digits)), "", "", paint("dim", `${rest.length} more; --all shows them`)]);
  const name = calledAs(subject, (id) => canon.nameOf(id));
  return [
    `${paint("bold", `${metric} of ${name}, ${showDay(at)}: ${value.toFixed(digits)}`)} ${paint("dim", UNITS[metric] ?? "")}`,
    ...table([{ title: "", align: "right" }, { title: "" }, { title: "" }, { title: "" }], rows, (text) => text),
  ];
}

function prettyCodingBook({ paint }: Terminal, catalogue: Catalogue): string[] {
  return codingBook(catalogue).flatMap(({ title, source, rows }, i) => [
    ...(i === 0 ? [] : [""]),
    `${paint("bold", title)}  ${paint("dim", source)}`,
    ...table(
      [{ title: "" }, { title: "", align: "right" }, { title: "" }],
      rows.map(({ name, value, note }) => [name, value, paint("dim", note ?? "")]),
      (text) => text,
    ),
  ]);
}
