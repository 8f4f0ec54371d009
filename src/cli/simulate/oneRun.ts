import { type Catalogue, type EventLog, ValorisError } from "../../index.ts";
import { forkTimeline } from "../../doors/timelines.ts";
import {
  asTimeline,
  hashOf,
  type RateMove,
  named,
  type Plan,
  type Scenario,
  simulateOne,
  type SimRun,
  whatMoved,
  whyRemoved,
} from "../../doors/sim.ts";
import { isoDate, showDay } from "../dates.ts";
import type { Format } from "../input.ts";
import { table } from "../table.ts";
import { nameOf } from "./draw.ts";
import type { Terminal } from "../terminal.ts";
import { writeTo } from "../timeline/options.ts";

export interface OneRun {
  readonly isOfFiles: boolean;
  /** The types of event that the log may hold. */
  readonly catalogue: Catalogue | undefined;
  readonly timeline: string;
  readonly scenario: Scenario;
  readonly asked: { readonly seed: number; readonly run: number };
  readonly flags: { readonly into?: string; readonly format: Format; readonly log?: string };
}

/** One history of an ensemble, told event by event; recorded as a branch if asked. */
export async function oneRun(
  { isOfFiles, catalogue, timeline, scenario, asked, flags }: OneRun,
  terminal: Terminal,
): Promise<void> {
  const run = simulateOne(scenario, asked);
  const { into, format } = flags;
  if (into !== undefined && isOfFiles)
    throw new ValorisError("cli/no-log", `A run is recorded in a log, and ${timeline} was read from files.`, {
      help: "Import them first (valoris log import FILES --log DIR), and simulate with --log DIR.",
    });
  if (into !== undefined)
    await writeTo({ ...flags, catalogue }, (log) => record(log, { timeline, into, run, asked, scenario }));
  if (format === "pretty") terminal.out(pretty(run, { timeline, scenario, asked, into }, terminal));
  else if (format === "json") terminal.json({ ...asked, timeline, into, ...forMachines(run, scenario) });
  else for (const line of forMachines(run, scenario).changes) terminal.json(line);
}

interface Recording extends Pick<OneRun, "timeline" | "asked" | "scenario"> {
  readonly into: string;
  readonly run: SimRun;
}

/** A branch of what was simulated, with what differs in this run: both, or neither. */
async function record(log: EventLog, { timeline, into, run, asked, scenario }: Recording): Promise<void> {
  const name = `run-${asked.run}-of-seed-${asked.seed}`;
  await forkTimeline(log, into, { of: timeline, events: asTimeline(run, name, scenario.plan) });
}

function forMachines(run: SimRun, scenario: Scenario) {
  const { fates, added, runaway } = run;
  const { canon, plan } = scenario;
  const changes = [
    ...fates.flatMap((fate) =>
      fate.kind === "unchanged"
        ? []
        : [
            {
              kind: fate.kind,
              event: fate.event.id,
              type: fate.event.type,
              at: isoDate(fate.event.placed),
              why: fate.kind === "removed" ? whyRemoved(fate.because) : `it comes to ${fate.mark}`,
              moved: whatMoved(scenario, run, fate),
            },
          ],
    ),
    ...added.map((one) => {
      const { event, source, rate, inCanon } = one;
      return {
        kind: "added" as const,
        event: event.id,
        type: event.type,
        at: isoDate(event.placed),
        source: canon.kernel.sources[source]?.key,
        rate: rate.rate,
        excitation: rate.excitation,
        rateInCanon: inCanon,
        title: named(event.title ?? event.id, plan.names),
        causes: event.causes ?? [],
        moved: whatMoved(scenario, run, one),
        data: event.data,
      };
    }),
  ];
  const unchanged = fates.filter(({ kind }) => kind === "unchanged").length;
  return { runHash: hashOf(run), runaway, unchanged, changes };
}

function pretty(
  run: SimRun,
  { timeline, scenario, asked, into }: Pick<OneRun, "timeline" | "scenario" | "asked"> & { into: string | undefined },
  { paint }: Terminal,
): string[] {
  const { fates, added, runaway } = run;
  const { plan } = scenario;
  const why = (change: SimRun["fates"][number] | SimRun["added"][number]): string =>
    toldMoves(whatMoved(scenario, run, change), plan);
  const changed = fates.filter(({ kind }) => kind !== "unchanged");
  const gone = changed.map((fate) => [
    showDay(fate.event.placed),
    fate.kind === "removed" ? paint("red", "−") : paint("yellow", "~"),
    fate.event.id,
    paint(
      "dim",
      fate.kind === "removed"
        ? `${whyRemoved(fate.because)}${why(fate)}`
        : fate.kind === "altered"
          ? `comes to ${fate.mark}`
          : "",
    ),
  ]);
  const come = added
    .filter(({ follows }) => !follows)
    .map((one) => [
      showDay(one.event.placed),
      paint("green", "+"),
      named(one.event.title ?? one.event.id, plan.names),
      paint(
        "dim",
        `${scenario.canon.kernel.sources[one.source]?.channel} at ${one.rate.rate.toFixed(2)} a year${one.inCanon > 0 ? `, ${one.inCanon.toFixed(2)} in canon` : ""}${why(one)}`,
      ),
    ]);
  const columns = [{ title: "" }, { title: "" }, { title: "" }, { title: "" }];
  return [
    `${paint("bold", timeline)}, run ${asked.run} of seed ${asked.seed}: ${showDay(plan.from + 1)} to ${showDay(plan.until)}`,
    ...(changed.length === 0
      ? []
      : [
          "",
          `${paint("bold", "Of canon")}, ${fates.length - changed.length} events happen as they did, and ${changed.length} do not`,
          ...table(columns, gone, (text) => text),
        ]),
    "",
    paint("bold", "Besides"),
    ...(come.length === 0 ? ["  nothing"] : table(columns, come, (text) => text)),
    ...(runaway ? ["", paint("yellow", `The run was ended at ${plan.model.mostEvents} events: it is a runaway.`)] : []),
    ...(into === undefined
      ? []
      : [
          "",
          `recorded as ${paint("bold", into)}: valoris timeline diff ${timeline} ${into}, valoris replay --timeline ${into}`,
        ]),
  ];
}

/** As many as say most of it. */
const TOLD = 3;

/** The parts of the world that moved a rate, those that moved it most first, each with what of it is not as in canon. */
function toldMoves(moves: readonly RateMove[], plan: Plan): string {
  const most = moves.toSorted((a, b) => Math.abs(b.by) - Math.abs(a.by)).slice(0, TOLD);
  const told = most.map(({ part, by, readings: [first] }) => {
    const amount = `${by < 0 ? "−" : "+"}${Math.abs(by).toPrecision(2)}`;
    if (first === undefined) return `${PARTS[part]} ${amount}`;
    const { what, other, here, inCanon } = first;
    const beside = other === undefined ? "" : ` ${nameOf(plan, other)}`;
    return `${PARTS[part]} ${amount} (${what}${beside} ${brief(here)}, not ${brief(inCanon)})`;
  });
  return told.length === 0 ? "" : `: ${told.join(", ")}`;
}

const brief = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(2)).replace("-", "−");

const PARTS: Readonly<Record<RateMove["part"], string>> = {
  affiliations: "affiliations",
  territory: "territory",
  power: "power",
  estimates: "what it believes of others",
  nervousness: "nerves",
  treaties: "treaties",
  talks: "talks",
  alerts: "alerts",
  tenures: "tenures",
  wars: "wars",
  places: "places",
  exposures: "exposures",
  motives: "motives",
  attacks: "attacks",
  drift: "drift within the day",
  holds: "held",
  excitation: "excitation",
};
