import type { Command } from "commander";
import { type BuiltInWorld, replayBatches } from "../index.ts";
import { isoDate, isoDay, showDay } from "./dates.ts";
import { type InputOptions, readInput, withInput } from "./input.ts";
import { pointOf, type PointOptions, withPoint } from "./pointOptions.ts";
import { bar, table } from "./table.ts";
import type { Terminal } from "./terminal.ts";
import type { Canon } from "../canon/canon.ts";

interface ReplayOptions extends InputOptions, PointOptions {
  readonly from?: string;
}

export function addReplay(program: Command, terminal: Terminal): void {
  withPoint(withInput(program.command("replay").argument("[files...]", "canon files or folders")))
    .description("The world at a point: who is strong, who holds what, how nervous everybody is.")
    .option("--from <date>", "also list the events from this date on")
    .addHelpText(
      "after",
      `
A date means the end of its day, month or year: --at 2388 is the end of 2388. An event's id is a point, too.

Examples:
  $ valoris replay canon.yaml --at 2388-10-11
  $ valoris replay canon.yaml --at gor-becomes-domo
  $ valoris replay canon/ --from 2380 --at 2388 --format ndjson    a line an event, then the world`,
    )
    .action(async (files: string[], options: ReplayOptions) => {
      const canon = await readInput(files, options, terminal);
      const point = pointOf(options);
      const world = canon.worldAt(point);
      if (options.format === "pretty") {
        if (options.from !== undefined) terminal.out(`${eventList(canon, options, terminal)}\n`);
        terminal.out(prettyWorld(canon, world, terminal));
        return;
      }
      if (options.format === "ndjson") for (const event of eventsBetween(canon, options)) terminal.out(JSON.stringify(jsonEvent(event)));
      terminal.out(JSON.stringify(jsonWorld(world)));
    });
}

/** The contract with other programs. */
export function jsonWorld({ at, timeline, events, power, territory, nervousness, stateHash }: BuiltInWorld) {
  return { at: isoDate(at), timeline, events, power, territory, nervousness, stateHash };
}

type Events = Canon["events"];

function eventsBetween(canon: Canon, { from, ...options }: ReplayOptions): Events {
  if (from === undefined) return [];
  const batches = replayBatches(canon, { from: { occurred: from }, until: pointOf(options) });
  return [...batches].flatMap(({ events }) => events);
}

function jsonEvent({ id, type, placed, approximate, title }: Events[number]) {
  return { id, type, at: isoDate(placed), approximate, ...(title === undefined ? {} : { title }) };
}

function eventList(canon: Canon, options: ReplayOptions, { paint }: Terminal): string {
  const rows = eventsBetween(canon, options).map(({ id, type, placed, approximate, title }) => [
    paint("cyan", showDay(placed, approximate)),
    paint("dim", type),
    title ?? id,
  ]);
  return table([{ title: "" }, { title: "" }, { title: "" }], rows, (text) => text);
}

const BAR = 20;

/** The world in about two dozen lines. */
export function prettyWorld(canon: Canon, world: BuiltInWorld, { paint, width }: Terminal): string {
  const heading = (text: string): string => paint("bold", text);
  const dim = (text: string): string => paint("dim", text);
  const nameOf = (id: string): string => canon.nameOf(id);
  const room = Math.min(BAR, Math.max(8, width - 60));

  const powers = Object.entries(world.power)
    .sort(([, a], [, b]) => b.share - a.share)
    .map(([id, { share, components }]) => [
      nameOf(id),
      `${(100 * share).toFixed(1)} %`,
      paint("cyan", bar(share, room)),
      ...[components.hulls, components.crews, components.worlds].map((x) => x.toFixed(1)),
    ]);
  const contested = Object.entries(world.territory.systems)
    .filter(([, { status }]) => status === "occupied" || status === "contested")
    .map(([id, { sovereign, controller, status, by }]) => [
      nameOf(id),
      paint(status === "occupied" ? "yellow" : "red", status),
      `${sovereign === null ? "nobody" : nameOf(sovereign)} → ${controller === null ? "nobody" : nameOf(controller)}`,
      dim(by ?? ""),
    ]);
  const held = Object.values(world.territory.systems).filter(({ status }) => status === "held").length;
  const nerves = Object.entries(world.nervousness.observers)
    .sort(([, a], [, b]) => b - a)
    .map(([id, n]) => [nameOf(id), n.toFixed(1), paint(n >= 60 ? "red" : n >= 30 ? "yellow" : "green", bar(n / 100, room))]);
  const { quadrant, threats, acts } = world.nervousness;

  return [
    `${heading(`${canon.loaded.name ?? "canon"}, ${isoDay(world.at) ?? "the beginning"}`)}  ${dim(`${world.timeline} · ${world.events} events · state ${world.stateHash.slice(0, 12)}`)}`,
    "",
    table(
      [{ title: "Power" }, { title: "share", align: "right" }, { title: "" }, ...["hulls", "crews", "worlds"].map((title) => ({ title, align: "right" as const }))],
      powers,
      heading,
    ),
    "",
    `${heading("Territory")}  ${dim(`${held} ${held === 1 ? "system" : "systems"} held by the owner`)}`,
    ...(contested.length > 0 ? [table([{ title: "" }, { title: "" }, { title: "" }, { title: "" }], contested, heading)] : []),
    "",
    `${heading("Nervousness")}  ${paint("bold", quadrant.toFixed(1))} ${dim(`of 100 in the quadrant: ${acts.toFixed(1)} by acts, ${threats.toFixed(1)} by threats`)}`,
    table([{ title: "" }, { title: "", align: "right" }, { title: "" }], nerves, heading),
  ].join("\n");
}
