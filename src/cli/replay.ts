import type { Command } from "commander";
import {
  believed,
  type Beliefs,
  type AnyProjection,
  bindChronicle,
  type BuiltInWorld,
  METRICS,
  QUADRANT,
  movingEvents,
  type Point,
  replayBatches,
  type ResolvedEvent,
} from "../index.ts";
import { movingWords, totalOf } from "./coverage.ts";
import { jsonBeliefs, newsOf, type NewsOptions, prettyBeliefs, withNews } from "./beliefs.ts";
import { civilDate, isoDate, isoDay, showDay, withCalendar } from "./dates.ts";
import { type InputOptions, type Input, readInput, withInput } from "./input.ts";
import { calledAs } from "./subjects.ts";
import { pointOf, type PointOptions, withPoint } from "./pointOptions.ts";
import { onOneLine } from "../doors/view.ts";
import { bar, right, table } from "./table.ts";
import type { Terminal } from "./terminal.ts";

interface ReplayOptions extends InputOptions, PointOptions, NewsOptions {
  readonly from?: string;
  readonly asKnownTo?: string;
}

export function addReplay(program: Command, terminal: Terminal): void {
  withNews(
    withPoint(withCalendar(withInput(program.command("replay").argument("[files...]", "canon files or folders")))),
  )
    .description("The world at a point: who is strong, who holds what, how nervous everybody is.")
    .option("--from <date>", "also list the events from this date on")
    .option("--as-known-to <observer>", "history as a faction, a formation or a person believes it to be")
    .addHelpText(
      "after",
      `
A date means the end of its day, month or year: --at 2388 is the end of 2388. An event's id is a point, too.

Examples:
  $ valoris replay canon.yaml --at 2388-10-11
  $ valoris replay canon.yaml --at gor-becomes-domo
  $ valoris replay canon/ --from 2380 --at 2388 --format ndjson    a line an event, then the world
  $ valoris replay canon.yaml --as-known-to starfleet-intelligence --at 2388-10-31`,
    )
    .action(async (files: string[], options: ReplayOptions) => {
      const { canon, until, beliefs } = await readAsKnown(files, options, terminal);
      const world = canon.worldAt(until);
      const events = eventsBetween(canon, options.from, until);
      if (options.format === "pretty") {
        if (options.from !== undefined) terminal.out([...eventList(events, terminal), ""]);
        terminal.out([...prettyWorld(canon, world, terminal), ...prettyOwn(canon, world, terminal)]);
        noteStill(canon, terminal);
        if (beliefs !== undefined) terminal.out(prettyBeliefs(canon, beliefs, terminal));
        return;
      }
      if (options.format === "ndjson") for (const event of events) terminal.json(jsonEvent(event));
      terminal.json({
        ...jsonWorld(world),
        ...jsonOwn(canon, world),
        ...(beliefs === undefined ? {} : jsonBeliefs(beliefs)),
      });
    });
}

interface AsKnown {
  readonly canon: Input;
  readonly until: Point;
  readonly beliefs?: Beliefs;
}

/** History as it was; or, where somebody is named, as they believe it was: it ends at the point, and has lost what they do not know. */
async function readAsKnown(files: readonly string[], options: ReplayOptions, terminal: Terminal): Promise<AsKnown> {
  const canon = await readInput(files, options, terminal);
  const until = pointOf(options);
  if (options.asKnownTo === undefined) return { canon, until };
  const history = believed(canon, options.asKnownTo, until, newsOf(options));
  const { beliefs } = history;
  const { loaded } = canon;
  const known = {
    ...bindChronicle(history, { projections: ownOf(canon) }),
    ...(loaded === undefined ? {} : { loaded }),
  };
  return { canon: known, until: { occurred: { instant: beliefs.at } }, beliefs };
}

/** The contract with other programs. */
export function jsonWorld({ at, timeline, events, power, territory, nervousness, stateHash }: BuiltInWorld) {
  return { at: isoDate(at), timeline, events, power, territory, nervousness, stateHash };
}

/** Projections of plugins. */
const ownOf = ({ projections }: Input): readonly AnyProjection[] =>
  projections.filter(({ name }) => !METRICS.some((metric) => metric === name));

function jsonOwn(canon: Input, world: BuiltInWorld) {
  const own = ownOf(canon);
  if (own.length === 0) return {};
  return { projections: Object.fromEntries(own.map(({ name }) => [name, Reflect.get(world, name) as unknown])) };
}

type Events = readonly ResolvedEvent[];

function eventsBetween(canon: Input, from: string | undefined, until: Point): Events {
  if (from === undefined) return [];
  const batches = replayBatches(canon, { from: { occurred: civilDate(from) }, until, batchSize: 4096 });
  return [...batches].flatMap(({ events }) => events);
}

function jsonEvent({ id, type, placed, approximate, title }: Events[number]) {
  return { id, type, at: isoDay(placed), approximate, ...(title === undefined ? {} : { title }) };
}

function eventList(events: Events, { paint }: Terminal): string[] {
  const rows = events.map(({ id, type, placed, approximate, title }) => [
    paint("cyan", showDay(placed, approximate)),
    paint("dim", type),
    title ?? id,
  ]);
  return table([{ title: "" }, { title: "" }, { title: "" }], rows, (text) => text);
}

/** A number on the line of its name, numbers by name as rows, anything else as JSON. */
function prettyOwn(canon: Input, world: BuiltInWorld, { paint }: Terminal): string[] {
  return ownOf(canon).flatMap(({ name }) => {
    const view: unknown = Reflect.get(world, name);
    const title = paint("bold", name);
    const numbers = typeof view === "object" && view !== null ? Object.entries(view) : [];
    if (numbers.length === 0 || numbers.some(([, value]) => typeof value !== "number"))
      return ["", `${title} ${onOneLine(JSON.stringify(view) ?? String(view))}`];
    const rows = numbers.sort(([, a], [, b]) => b - a).map(([id, value]) => [canon.nameOf(id), String(value)]);
    const shown = rows.slice(0, OWN_ROWS);
    const more = rows.length > OWN_ROWS ? [paint("dim", `and ${rows.length - OWN_ROWS} more: --format json`)] : [];
    return ["", title, ...table([{ title: "" }, right("")], shown, (text) => text), ...more];
  });
}

/** Longer histories are gone through by `coverage --numbers` alone. */
const LONG = 4_000;

/** How many events move a number; and what to do, where most do not. */
function noteStill(canon: Input, { out, note, paint }: Terminal): void {
  if (canon.events.length > LONG) return;
  const types = movingEvents(canon);
  const { events, moving } = totalOf(types);
  if (events === 0) return;
  out([paint("dim", movingWords(types))]);
  if (2 * moving < events)
    note("Fewer than half of all events move a number: `valoris coverage --numbers` says which do not, and why.");
}

const OWN_ROWS = 15;
const BAR = 14;

/** The world in about a dozen lines: the powers, strongest first; what is not held by its owner; the quadrant's nerves. */
export function prettyWorld(canon: Input, world: BuiltInWorld, { paint, width }: Terminal): string[] {
  const heading = (text: string): string => paint("bold", text);
  const dim = (text: string): string => paint("dim", text);
  const room = Math.min(BAR, Math.max(6, Math.floor((width - 68) / 2)));
  const { quadrant, threats, acts, observers } = world.nervousness;

  const powers = Object.entries(world.power)
    .sort(([, a], [, b]) => b.share - a.share)
    .map(([id, { share, components }]) => {
      const n = observers[id] ?? 0;
      return [
        canon.nameOf(id, world.at),
        `${(100 * share).toFixed(1)} %`,
        paint("cyan", bar(share, room)),
        ...[components.hulls, components.crews, components.worlds].map((x) => x.toFixed(1)),
        n.toFixed(1),
        paint(n >= 60 ? "red" : n >= 30 ? "yellow" : "green", bar(n / 100, room)),
      ];
    });
  const titles = ["Powers", "share", "", "hulls", "crews", "worlds", "nerves", ""];
  const columns = titles.map((title, i) => ({
    title,
    align: i === 0 || title === "" ? ("left" as const) : ("right" as const),
  }));

  const unsettled = Object.entries(world.territory.systems)
    .filter(([, { status }]) => status === "occupied" || status === "contested")
    .map(([id, { sovereign, controller, status, by }]) => [
      canon.nameOf(id, world.at),
      paint(status === "occupied" ? "yellow" : "red", status),
      `${sovereign === null ? "nobody" : canon.nameOf(sovereign, world.at)} → ${controller === null ? "nobody" : canon.nameOf(controller, world.at)}`,
      dim(by ?? ""),
    ]);
  const held = Object.values(world.territory.systems).filter(({ status }) => status === "held").length;
  const plain = ["", "", "", ""].map((title) => ({ title }));

  return [
    `${heading(`${canon.loaded?.name ?? "canon"}, ${showDay(world.at)}`)}  ${dim(`${world.timeline} · ${world.events} events · state ${world.stateHash.slice(0, 12)}`)}`,
    `${heading("Nervousness")} of ${calledAs(QUADRANT, (id) => canon.nameOf(id))} ${heading(quadrant.toFixed(1))} of 100  ${dim(`${acts.toFixed(1)} by acts, ${threats.toFixed(1)} by threats`)}`,
    ...(powers.length > 0 ? table(columns, powers, heading) : []),
    `${heading("Territory")}  ${dim(`${held} ${held === 1 ? "system" : "systems"} held by the owner`)}`,
    ...(unsettled.length > 0 ? table(plain, unsettled, heading) : []),
  ];
}
