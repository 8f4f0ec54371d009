import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import {
  type Altered,
  type Curve,
  type Difference,
  diffHistories,
  type Divergence,
  divergence,
  divergencePicture,
  explainDifference,
  type HistoryDiff,
  endPlace,
  type Moved,
  type OnlyIn,
  type ResolvedEvent,
  type SystemView,
  ValorisError,
  type WorldsApart,
  worldsApart,
} from "../../index.ts";
import { isoDate, isoDay, showDay } from "../dates.ts";
import { type Format, type Reading, withInput } from "../input.ts";
import { plural } from "../log/logOptions.ts";
import { table } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { openTimelines } from "../timelines.ts";

interface DiffFlags {
  readonly log?: string;
  readonly format: Format;
  readonly at?: string;
  readonly svg?: string;
  readonly recordedBefore?: string;
}

/** Of longer histories the share of power is explained by ln P: by itself it takes a minute of a million events. */
const EXPLAINED_SHARES = 50_000;

interface Compared {
  readonly names: readonly [a: string, b: string];
  readonly a: Reading;
  readonly b: Reading;
  readonly diff: HistoryDiff;
  readonly parted: Divergence | undefined;
  /** Where the first number parts, and where one of each family parts most. */
  readonly first: Difference | undefined;
  readonly largest: readonly Difference[];
  /** The worlds at the point that was asked for, and what differs most there. */
  readonly point: (WorldsApart & { readonly at: number; readonly explained: readonly Difference[] }) | undefined;
}

export function addDiff(timeline: Command, terminal: Terminal): void {
  const command = timeline
    .command("diff")
    .argument("<a>", "a timeline")
    .argument("<b>", "and another")
    .argument("[files...]", "canon and branch files");
  withInput(command, ["pretty", "json", "ndjson"], false)
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
      const compared = compare([first, second], await read(first), await read(second), flags.at);
      if (flags.svg !== undefined) draw(flags.svg, compared, terminal);
      if (flags.format === "pretty") terminal.out(pretty(compared, terminal));
      else if (flags.format === "json") terminal.out(JSON.stringify(forMachines(compared)));
      else for (const line of lines(compared)) terminal.out(JSON.stringify(line));
    });
}

function compare(names: readonly [string, string], a: Reading, b: Reading, at: string | undefined): Compared {
  const diff = diffHistories(a, b);
  const parted = divergence(a, b, diff);
  const curves = parted?.curves ?? [];
  const explained = ({ metric, subject }: Pick<Curve, "metric" | "subject">, instant: number): Difference => {
    const isLong = a.events.length > EXPLAINED_SHARES;
    return explainDifference(a, b, { metric: metric === "share" && isLong ? "power" : metric, subject, at: instant });
  };
  const first = curves.toSorted((x, y) => x.first.at - y.first.at)[0];
  const pointApart = (instant: number): Compared["point"] => {
    const worlds = worldsApart(a, b, instant);
    return { at: instant, ...worlds, explained: firstOfEach(worlds.numbers).map((one) => explained(one, instant)) };
  };
  return {
    names,
    a,
    b,
    diff,
    parted,
    first: first && explained(first, first.first.at),
    largest: firstOfEach(curves).map((curve) => explained(curve, curve.largest.at)),
    point: at === undefined ? undefined : pointApart(endPlace(a, at).instant),
  };
}

/** Of each family, what is listed first. */
const firstOfEach = <One extends Pick<Curve, "metric">>(list: readonly One[]): One[] =>
  ["nervousness", "share", "territory"].flatMap((family) => list.find(({ metric }) => metric === family) ?? []);

function draw(path: string, { names, a, diff, parted }: Compared, { note, paint }: Terminal): void {
  if (parted === undefined) {
    note(paint("yellow", "note: there is nothing to draw: no event differs."));
    return;
  }
  const [one, other] = names;
  try {
    writeFileSync(path, divergencePicture(parted, diff, { a: one, b: other, nameOf: (id) => a.nameOf(id) }));
  } catch (error) {
    throw new ValorisError(
      "cli/unwritable",
      `${path} cannot be written: ${error instanceof Error ? error.message : ""}`,
      {
        help: "Name a file in a folder that is there.",
      },
    );
  }
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

/** Events of each kind, and lines of an explanation, that are shown one by one. */
const SHOWN = 12;
const EXPLAINED = 4;

function pretty(compared: Compared, { paint }: Terminal): string {
  const { names, a, diff, parted, first, largest, point } = compared;
  const [one, other] = names;
  const out: string[] = [];
  const list = (title: string, rows: readonly (readonly string[])[], count: number): void => {
    if (count === 0) return;
    out.push(`${paint("bold", title)}  ${paint("dim", plural(count, "event"))}`);
    const columns = [{ title: "" }, { title: "" }, { title: "" }];
    out.push(table(columns, rows.slice(0, SHOWN), (text) => text).replaceAll(/^/gm, "  "));
    if (rows.length > SHOWN) out.push(paint("dim", `  and ${rows.length - SHOWN} more; --format json has them all`));
  };
  const when = ({ placed, approximate }: ResolvedEvent): string => paint("cyan", showDay(placed, approximate));
  const only = (items: readonly OnlyIn[]): string[][] =>
    items.map(({ event, retraction }) => [
      when(event),
      event.id,
      paint("dim", retraction === undefined ? "" : `retracted: ${retraction.reason}`),
    ]);
  list(`Only in ${one}`, only(diff.onlyInA), diff.onlyInA.length);
  list(`Only in ${other}`, only(diff.onlyInB), diff.onlyInB.length);
  const altered = diff.altered.flatMap(({ b, fields, amendments }) =>
    Object.entries(fields).map(([field, { a: from, b: to }], i) => [
      i === 0 ? when(b) : "",
      i === 0 ? b.id : "",
      `${field}: ${JSON.stringify(from) ?? "–"} → ${JSON.stringify(to) ?? "–"}${i === 0 && amendments[0] !== undefined ? paint("dim", `  ${amendments[0].reason}`) : ""}`,
    ]),
  );
  list("Altered", altered, diff.altered.length);
  const [elsewhere, there] = [diff.moved.filter(isElsewhere), diff.moved.filter((one) => !isElsewhere(one))];
  const moved = elsewhere.map(({ a: from, b: to }) => [
    when(to),
    to.id,
    paint("dim", `was ${showDay(from.placed, from.approximate)}`),
  ]);
  list("Moved with what they hang on", moved, elsewhere.length);
  if (there.length > 0)
    out.push(
      paint("dim", `${plural(there.length, "event")} of no certain date may lie in other bounds, and stay put.`),
    );
  if (parted === undefined) return `${one} and ${other} say the same.`;
  if (point !== undefined) return [...out, ...pointLines(compared, point, paint)].join("\n");
  if (first === undefined) return [...out, "No number differs by it."].join("\n");

  out.push(`${paint("bold", "Numbers")}  ${paint("dim", `first apart on ${isoDay(first.at)}: ${words(a, first)}`)}`);
  for (const difference of largest) out.push(...explanation(a, difference, paint));
  if (!parted.isComplete)
    out.push(paint("dim", "  Found among some of the instants, and around them; --format json says which."));
  return out.join("\n");
}

/** Drawn at another instant, and not only freer to lie elsewhere. */
const isElsewhere = ({ a, b }: Moved): boolean => isoDay(a.placed) !== isoDay(b.placed);

/** A difference of a number, and the events that make it. */
function explanation(a: Reading, difference: Difference, paint: Terminal["paint"]): string[] {
  const out: string[] = [];
  const { lines: ledger, parts } = difference;
  out.push(`  ${paint("cyan", isoDay(difference.at) ?? "")}  ${paint("bold", words(a, difference))}`);
  const rows = ledger
    .slice(0, EXPLAINED)
    .map(({ event, value, note }) => [
      `    ${signed(value, difference.metric)}`,
      `${event}${note === undefined ? "" : paint("dim", `  (${note})`)}`,
    ]);
  const rest = ledger.slice(EXPLAINED);
  if (rest.length > 0)
    rows.push([
      `    ${signed(
        rest.reduce((sum, { value }) => sum + value, 0),
        difference.metric,
      )}`,
      paint("dim", `${rest.length} more`),
    ]);
  out.push(table([{ title: "", align: "right" }, { title: "" }], rows, (text) => text));
  if (parts !== undefined)
    out.push(
      paint(
        "dim",
        `    of it, ${signed(parts.nervousness, "nervousness")} by how nervous the powers are, ${signed(parts.composition, "nervousness")} by how they weigh (composition)`,
      ),
    );
  return out;
}

/** Both worlds at a point, where they differ. */
function pointLines(
  { names, a, b }: Compared,
  { at, numbers, systems, explained }: NonNullable<Compared["point"]>,
  paint: Terminal["paint"],
): string[] {
  const day = isoDate(at) ?? "";
  if (numbers.length === 0 && systems.length === 0) return [`On ${day} the worlds are the same.`];
  const nameOf = (id: string | null | undefined): string =>
    id == null ? "nobody" : a.kindOf(id) === undefined ? b.nameOf(id) : a.nameOf(id);
  const ruled = (system: SystemView | undefined): string =>
    system === undefined ? "–" : `${nameOf(system.controller)}, ${system.status}`;
  const rows = [
    ...numbers
      .slice(0, SHOWN)
      .map(({ metric, subject, a: from, b: to }) => [
        UNITS[metric] ?? metric,
        subject === "quadrant" ? "the quadrant" : nameOf(subject),
        show(from, metric),
        show(to, metric),
      ]),
    ...systems.slice(0, SHOWN).map(({ system, a: x, b: y }) => ["system", nameOf(system), ruled(x), ruled(y)]),
  ];
  const more = Math.max(0, numbers.length - SHOWN) + Math.max(0, systems.length - SHOWN);
  const columns = ["", "", names[0], names[1]].map((title) => ({ title }));
  return [
    `${paint("bold", "On")} ${paint("cyan", day)}`,
    table(columns, rows, (text) => paint("dim", text)).replaceAll(/^/gm, "  "),
    ...(more > 0 ? [paint("dim", `  and ${more} more; --format json has them all`)] : []),
    ...explained.flatMap((difference) => explanation(a, difference, paint)),
  ];
}

const UNITS: Readonly<Record<string, string>> = {
  nervousness: "nervousness",
  share: "share of power",
  power: "power (ln P)",
  territory: "territory",
};

function words(history: Reading, { metric, subject, a, b }: Difference): string {
  const of = subject === "quadrant" ? "the quadrant" : history.nameOf(subject);
  return `${UNITS[metric]} of ${of} ${show(a, metric)} → ${show(b, metric)}`;
}

const show = (value: number, metric: string): string =>
  metric === "share" ? `${(100 * value).toFixed(1)} %` : value.toFixed(1);

const signed = (value: number, metric: string): string =>
  `${value < 0 ? "−" : "+"}${metric === "share" ? `${(100 * Math.abs(value)).toFixed(2)} %` : Math.abs(value).toFixed(2)}`;
