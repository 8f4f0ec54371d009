import {
  type Ensemble,
  type Estimate,
  type EventFate,
  type Frequency,
  type Mean,
  type Plan,
  YEAR,
} from "../../doors/sim.ts";
import { fanLines } from "../../doors/view.ts";
import { showDay, shownCalendar } from "../dates.ts";
import { percent, signed } from "../figures.ts";
import { type Column, right, table } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { fansOf, isPaired, nameOf, titleOf } from "./draw.ts";

export interface Told {
  readonly ensemble: Ensemble;
  readonly plan: Plan;
  readonly timeline: string;
}

const SHOWN_EVENTS = 8;
const SHOWN_CLASSES = 8;
const SHOWN_NUMBERS = 16;

/** What an ensemble says, differences first. */
export function prettyEnsemble(told: Told, terminal: Terminal): string[] {
  const { paint } = terminal;
  const { ensemble } = told;
  const sections = [
    headline(told, terminal),
    section("Outcomes", outcomeTable([...ensemble.outcomes], ensemble.numbers, terminal), terminal),
    section("In so many runs of the what-if it had come true by", timeTable(ensemble, terminal), terminal),
    ...numberSections(told, terminal),
    section("Simulated events of a run, by class", classTable(ensemble, terminal), terminal),
    section("Events of canon that go otherwise", eventTable(told, terminal), terminal),
    ...courses(told, terminal),
    notes(told).map((line) => paint("dim", line)),
  ];
  return sections.filter((lines) => lines.length > 0).flatMap((lines, i) => (i === 0 ? lines : ["", ...lines]));
}

/** The same in a few lines: the differences that are surest, and what does not differ. */
export function briefEnsemble(told: Told, terminal: Terminal, rows: number): string[] {
  const [apart = [], same = []] = numberSections(told, terminal);
  return [...headline(told, terminal), ...apart.slice(0, 2 + rows), ...same.slice(0, 3)];
}

const section = (title: string, body: readonly string[], { paint }: Terminal): string[] =>
  body.length === 0 ? [] : [paint("bold", title), ...body];

function headline({ ensemble, plan, timeline }: Told, { paint }: Terminal): string[] {
  const { runs, seed, from, until } = ensemble;
  const what = isPaired(ensemble) ? "pairs of histories" : "histories";
  const span = `${showDay(from + 1)} to ${showDay(until)}`;
  const edits = [
    ...plan.retracted.map(({ id }) => `without ${id}`),
    ...plan.added.map((id) => `with ${id}`),
    ...plan.changed.map((id) => `${id} changed`),
  ];
  const { runaways, cap } = ensemble.simulated;
  return [
    `${paint("bold", titleOf(ensemble, plan, timeline))}, ${span}: ${runs.toLocaleString("en")} ${what}, seed ${seed}${ended(ensemble)}`,
    ...(runaways === 0
      ? []
      : [
          paint(
            "yellow",
            `Ended at ${cap} events, and left out of all that follows: ${runaways.toLocaleString("en")} of them.`,
          ),
        ]),
    ...(edits.length === 0 ? [] : [paint("dim", edits.join(", "))]),
    ...(plan.canon.events.length === 0 ? [] : [reactionWords(ensemble)]),
  ];
}

function reactionWords({ reacting: { modelled, reacting, scripted } }: Ensemble): string {
  const all = modelled + reacting + scripted;
  return `Of canon's ${all} events in this time the model draws ${modelled}, ${reacting} react to what happens, and ${scripted} stay as told: --explain-reactions says why.`;
}

const ended = ({ ended: how }: Ensemble): string => (how === "precision" ? ", as precise as was asked" : "");

type Write = (value: number, isPart: boolean) => string;

/** A share is a percentage; all else is a number. */
const written: Write = (value, isPart) =>
  isPart ? percent(value) : value.toFixed(value > 99 ? 0 : 2).replace("-", "−");
const changed: Write = (value, isPart) => (isPart ? `${signed(100 * value, 1)} %` : signed(value));

const range = ({ low, high }: Estimate, isPart: boolean, write: Write): string =>
  Number.isFinite(high - low) ? `${write(low, isPart)} … ${write(high, isPart)}` : "too few runs";

/** Whether the interval leaves out that nothing changes. */
const isApart = (difference: Estimate | undefined): boolean =>
  difference !== undefined && (difference.low > 0 || difference.high < 0);

const LEFT = { title: "" } as const;

function row(
  what: string,
  { edited, canon, difference }: Pick<Mean, "edited" | "canon" | "difference">,
  isPart: boolean,
) {
  if (canon === undefined || difference === undefined)
    return [what, written(edited.value, isPart), range(edited, isPart, written)];
  return [
    what,
    written(canon.value, isPart),
    written(edited.value, isPart),
    changed(difference.value, isPart),
    range(difference, isPart, changed),
  ];
}

const headings = (isCompared: boolean, canon: string, edited: string) =>
  isCompared
    ? [LEFT, right(canon), right(edited), right("difference"), right("95 %")]
    : [LEFT, right("mean"), right("95 %")];

function outcomeTable(outcomes: readonly Frequency[], numbers: readonly Mean[], { paint }: Terminal): string[] {
  if (outcomes.length + numbers.length === 0) return [];
  const rows = [
    ...outcomes.map((one) => row(one.what, one, true)),
    ...numbers.map((one) => row(one.what, one, one.what.startsWith("share."))),
  ];
  const isCompared = [...outcomes, ...numbers].some(({ canon }) => canon !== undefined);
  return table(headings(isCompared, "canon", "what if"), rows, (text) => paint("dim", text));
}

const PARTS = [0.05, 0.1, 0.25, 0.5, 0.75] as const;

/** When outcomes came true, of those that may at any time. */
function timeTable({ outcomes, from, runs }: Ensemble, { paint }: Terminal): string[] {
  const rows = outcomes.flatMap(({ what, times }) => {
    if (times === undefined || times.steps.length === 0) return [];
    const dates = PARTS.map((part) => times.steps.find(({ seen }) => seen >= part)?.years);
    return [[what, ...dates.map((years) => (years === undefined ? "" : showDay(from + years * YEAR)))]];
  });
  const reached = PARTS.filter((_, i) => rows.some((row) => row[i + 1] !== ""));
  if (reached.length === 0) return [];
  const shown = rows.map((row) => row.slice(0, reached.length + 1));
  const first = Math.max(...outcomes.map(({ times }) => times?.runs ?? 0));
  return [
    ...table([LEFT, ...reached.map((part) => right(`${100 * part} %`))], shown, (text) => paint("dim", text)),
    ...(first < runs ? [paint("dim", `of the first ${first.toLocaleString("en")} runs`)] : []),
  ];
}

/** The first rows of a table, and how many there are beside them; nothing of none. */
function firstRows(
  most: number,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  { paint }: Terminal,
): string[] {
  if (rows.length === 0) return [];
  const shown = table(columns, rows.slice(0, most), (text) => paint("dim", text));
  return rows.length <= most ? shown : [...shown, paint("dim", `and ${rows.length - most} more: see --format json`)];
}

/** Numbers of the projections at the end: those that change, and those of which that cannot be said. */
function numberSections({ ensemble, plan }: Told, terminal: Terminal): string[][] {
  const name = ({ metric }: Mean): string => {
    if (metric === undefined) return "";
    return `${metric.metric} of ${nameOf(plan, metric.subject)}`;
  };
  const rowOf = (mean: Mean): string[] => row(name(mean), mean, mean.metric?.metric === "share");
  const titles = (isCompared: boolean) => headings(isCompared, "canon", "what if");
  const shown = ensemble.metrics.filter(
    ({ deviation, edited, canon }) => deviation > 0 || edited.value !== (canon?.value ?? edited.value),
  );
  if (!isPaired(ensemble))
    return [
      section(
        `At the end, ${showDay(ensemble.until)}`,
        firstRows(SHOWN_NUMBERS, titles(false), shown.map(rowOf), terminal),
        terminal,
      ),
    ];
  const strength = ({ difference }: Mean): number =>
    difference === undefined ? 0 : Math.abs(difference.value) / Math.max(1e-12, difference.high - difference.low);
  const apart = shown.filter(({ difference }) => isApart(difference)).sort((a, b) => strength(b) - strength(a));
  const same = shown.filter(({ difference }) => !isApart(difference));
  const tableOf = (means: readonly Mean[]): string[] =>
    firstRows(SHOWN_NUMBERS, titles(true), means.map(rowOf), terminal);
  return [
    section(`What changes, by ${showDay(ensemble.until)}`, tableOf(apart), terminal),
    section("What does not, as far as these runs tell", tableOf(same), terminal),
  ];
}

function classTable({ classes }: Ensemble, terminal: Terminal): string[] {
  const seen = classes
    .filter(({ edited, canon }) => edited.value > 0 || (canon?.value ?? 0) > 0)
    .sort((a, b) => Math.abs(b.difference?.value ?? b.edited.value) - Math.abs(a.difference?.value ?? a.edited.value));
  const rows = seen.map((one) => row(one.what, one, false));
  const isCompared = seen.some(({ canon }) => canon !== undefined);
  return firstRows(SHOWN_CLASSES, headings(isCompared, "canon", "what if"), rows, terminal);
}

function eventTable({ ensemble: { events } }: Told, terminal: Terminal): string[] {
  const otherwise = ({ removed, altered }: EventFate): number => removed.value + altered.value;
  const most = events.filter((event) => otherwise(event) > 0).sort((a, b) => otherwise(b) - otherwise(a));
  const rows = most.map(({ event, at, removed, altered }) => [
    event,
    showDay(at),
    removed.value === 0 ? "" : `${percent(removed.value)} (${percent(removed.low)} … ${percent(removed.high)})`,
    altered.value === 0 ? "" : percent(altered.value),
  ]);
  return firstRows(SHOWN_EVENTS, [LEFT, LEFT, right("does not happen"), right("happens otherwise")], rows, terminal);
}

/** As many columns as a chart is read in. */
const CHART = 96;

function courses({ ensemble, plan }: Told, { paint, width }: Terminal): string[][] {
  return fansOf(ensemble, plan).map((fan) =>
    fanLines(fan, { width: Math.min(width, CHART), colour: paint, calendar: shownCalendar() }),
  );
}

/** What these numbers are not. */
function notes({ ensemble, plan }: Told): string[] {
  const { simulated, held, resultHash } = ensemble;
  const { timeline } = plan.canon;
  return [
    `${timeline} tells of what happened up to ${showDay(ensemble.observedUntil)}; what comes later is drawn${isPaired(ensemble) ? " on both sides" : ""}.`,
    `All rates are priors of the model “${plan.model.name}”: nobody has observed them. Intervals say how many runs there were, not how true it is.`,
    "Which of several ways an event takes, is coupled by Gumbel noise: a choice that no history can prove.",
    ...(plan.canon.events.length === 0 ? [] : [READINGS[plan.model.causes]]),
    ...held.map(
      ({ channel, parties, instrument }) =>
        `Held from happening again: ${channel}${instrument === undefined ? "" : ` (${instrument})`} among ${parties.join(", ")}; --may-recur lifts it.`,
    ),
    `${simulated.mean.toFixed(1)} simulated events a run, ${simulated.most} at most, cap ${simulated.cap}. Spectral radius ${simulated.radius.toFixed(2)}.`,
    `result ${resultHash.slice(0, 16)}`,
  ];
}

const READINGS: Readonly<Record<Plan["model"]["causes"], string>> = {
  any: "An event of canon with causes happens while one of them is left: what canon meant by “because” is our judgement (`causes:` of a model).",
  all: "An event of canon with causes happens only while all of them are left, as the model has it.",
  ignored: "Events of canon happen whatever became of their causes, as the model has it.",
};
