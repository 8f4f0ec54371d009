import { ValorisError } from "../../events/valorisError.ts";
import { clean } from "../../events/xmlText.ts";
import { fanBetween, valueBetween } from "./between.ts";
import type { Reckoning } from "../../events/dates/ownCalendar.ts";
import { dateAxis } from "./dateAxis.ts";
import { checkFan, type Fan, fanTitle, observedWithin, runsOf, timeOf, valuesIn } from "./fan.ts";
import { terminalColumns, shorten } from "./fittingText.ts";
import { type ValueAxis, valueAxis } from "./valueAxis.ts";
import { held } from "../../idioms/held.ts";

export interface FanLinesOptions {
  /** Columns, 40 at least; what is beyond 160 stays empty. */
  readonly width: number;
  /** Rows of the chart itself, 3 at least: 8 if absent. */
  readonly height?: number;
  /** Whether escape codes (SGR) may be used, or else what gives a text its colour. Nothing is told by colour alone. */
  readonly colour: boolean | FanPaint;
  /** The calendar that dates are written in; ISO dates if absent. */
  readonly calendar?: Reckoning | undefined;
}

/** Gives a text its colour; it must not change how many columns the text takes. */
export type FanPaint = (colour: "bold" | "yellow" | "blue" | "brightBlue", text: string) => string;

const LEAST = { width: 40, height: 3 } as const;
const MOST_WIDTH = 160;
/** Round values that the scale may have: more fit the chart closer, and three of them are labelled. */
const MARKS = 9;
/** Columns of a date, with room between it and the next. */
const DATE = 12;

type Glyph = "median" | "half" | "fourFifths" | "most" | "against" | "observed" | "nothing";
const GLYPHS = {
  median: "━",
  half: "▓",
  fourFifths: "▒",
  most: "░",
  against: "o",
  observed: "•",
  nothing: " ",
} as const;
const COLOURS: Readonly<Partial<Record<Glyph, Parameters<FanPaint>[0]>>> = {
  median: "brightBlue",
  half: "blue",
  fourFifths: "blue",
  most: "blue",
  against: "yellow",
  observed: "bold",
};
/** SGR (ECMA-48): before and after. */
const CODES = { bold: [1, 22], yellow: [33, 39], blue: [34, 39], brightBlue: [94, 39] } as const;
const inSgr: FanPaint = (colour, text) => `\u001b[${CODES[colour][0]}m${text}\u001b[${CODES[colour][1]}m`;
const plain: FanPaint = (_, text) => text;

/**
 * A fan chart for a terminal: the median within the bands of 50, 80 and 95 % of the runs, the other side's median and what canon
 * says. Where lines share a cell they take turns. The first line is a title with the number of runs, the last a legend.
 * @throws ValorisError `sim/too-narrow`; `sim/too-few`, `sim/not-a-number`, `sim/not-sorted`, `sim/not-nested` for a fan that
 * cannot be drawn
 */
export function fanLines(fan: Fan, { width, height = 8, colour, calendar }: FanLinesOptions): string[] {
  checkFan(fan);
  checkRoom(width, height);
  const paint = typeof colour === "function" ? colour : colour ? inSgr : plain;
  const axis = valueAxis(valuesIn(fan), fan.metric, MARKS);
  const labels = labelRows(axis, height);
  const margin = Math.max(...axis.marks.map(({ text }) => terminalColumns(text))) + 1;
  const room = Math.floor(Math.min(width, MOST_WIDTH));
  const columns = room - margin - 1;
  const { from, until } = timeOf(fan);
  const instants = Array.from({ length: columns }, (_, i) =>
    i === columns - 1 ? until : from + (i / (columns - 1)) * (until - from),
  );
  const cells = instants.map((at, column) => cellsAt(fan, at, column, axis, height));
  const rows = Array.from({ length: height }, (_, i) => {
    const row = height - 1 - i;
    const label = labels.get(row);
    const drawn = draw(
      cells.map((column) => column[row] ?? "nothing"),
      paint,
    );
    return `${(label ?? "").padStart(margin - 1)} ${label === undefined ? "│" : "┤"}${drawn}`;
  });
  const indent = " ".repeat(margin + 1);
  return [
    titleOf(fan, room),
    ...rows,
    ...dateRows({ from, until }, columns, calendar).map(
      (line, i) => `${i === 0 ? `${" ".repeat(margin)}└` : indent}${line}`,
    ),
    indent + legend(fan, columns, paint),
  ];
}

function checkRoom(width: number, height: number): void {
  if (width >= LEAST.width && height >= LEAST.height && Number.isInteger(height)) return;
  throw new ValorisError("sim/too-narrow", `A fan chart does not fit into ${width} columns by ${height} rows.`, {
    help: `Give it ${LEAST.width} columns and ${LEAST.height} whole rows at least, or use fanSpark.`,
    details: { width, height },
  });
}

/** What stands in a column, from the lowest row up. */
function cellsAt(fan: Fan, at: number, column: number, { low, high }: ValueAxis, height: number): Glyph[] {
  const rowOf = (value: number): number => Math.round(((value - low) / (high - low)) * (height - 1));
  const cells = Array.from({ length: height }, (): Glyph => "nothing");
  const own = fanBetween(fan.points, at);
  for (const [which, glyph] of [
    [2, "most"],
    [1, "fourFifths"],
    [0, "half"],
  ] as const) {
    const band = own?.bands[which];
    if (band !== undefined) cells.fill(glyph, rowOf(band.low), rowOf(band.high) + 1);
  }
  const lines: readonly (readonly [Glyph, number | undefined])[] = [
    ["median", own?.median],
    ["against", fan.against === undefined ? undefined : fanBetween(fan.against.points, at)?.median],
    ["observed", valueBetween(observedWithin(fan), at)],
  ];
  const placed = lines.flatMap(([glyph, value]) => (value === undefined ? [] : [{ glyph, row: rowOf(value) }]));
  for (const { row } of placed) {
    const sharing = placed.filter((line) => line.row === row);
    cells[row] = sharing[column % sharing.length]?.glyph ?? "nothing";
  }
  return cells;
}

/** Each run of equal glyphs, in its colour. */
function draw(row: readonly Glyph[], paint: FanPaint): string {
  const last = row.findLastIndex((glyph) => glyph !== "nothing");
  let text = "";
  for (let i = 0; i <= last; ) {
    const glyph = row[i] ?? "nothing";
    let end = i;
    while (end <= last && row[end] === glyph) end++;
    text += painted(glyph, GLYPHS[glyph].repeat(end - i), paint);
    i = end;
  }
  return text;
}

function painted(glyph: Glyph, text: string, paint: FanPaint): string {
  const colour = COLOURS[glyph];
  return colour === undefined ? text : paint(colour, text);
}

/** The lowest, the highest and one between them, by row. */
function labelRows({ low, high, marks }: ValueAxis, height: number): ReadonlyMap<number, string> {
  const labelled = [marks[0], marks[Math.floor(marks.length / 2)], marks.at(-1)];
  return new Map(
    labelled.flatMap((mark) =>
      mark === undefined ? [] : [[Math.round(((mark.value - low) / (high - low)) * (height - 1)), mark.text]],
    ),
  );
}

function titleOf(fan: Fan, room: number): string {
  const runs = ` · ${runsOf(fan)}`;
  return shorten(clean(fanTitle(fan)), room - terminalColumns(runs), terminalColumns) + runs;
}

/** The line below the chart, with a tick for each date, and the dates. */
function dateRows(
  { from, until }: { readonly from: number; readonly until: number },
  columns: number,
  calendar: Reckoning | undefined,
): [axis: string, dates: string] {
  const marks = dateAxis(from, until, Math.max(2, Math.floor(columns / DATE)), calendar);
  const axis = Array.from({ length: columns }, () => "─");
  let dates = "";
  for (const { at, text: written } of marks) {
    const text = clean(written);
    const tick = Math.round(((at - from) / (until - from)) * (columns - 1));
    axis[tick] = "┬";
    const start = Math.max(0, Math.min(columns - text.length, tick - Math.floor(text.length / 2)));
    if (dates === "" || start > dates.length) dates = dates.padEnd(start) + text;
  }
  return [axis.join(""), dates];
}

/** The longest that fits. */
function legend(fan: Fan, room: number, paint: FanPaint): string {
  const ways = legends(fan, plain);
  const fitting = ways.findIndex((way) => terminalColumns(way) <= room);
  return legends(fan, paint)[fitting] ?? shorten(held(ways.at(-1)), room, terminalColumns);
}

/** The longest first. */
function legends(fan: Fan, paint: FanPaint): string[] {
  const show = (glyph: Glyph): string => painted(glyph, GLYPHS[glyph], paint);
  const name = clean(fan.against?.name ?? "");
  const against = (most: number): string[] =>
    fan.against === undefined ? [] : [`${show("against")} ${shorten(name, most, terminalColumns)}`];
  const observed = (text: string): string[] => (observedWithin(fan).length < 2 ? [] : [`${show("observed")} ${text}`]);
  const median = `${show("median")} median`;
  const bands = `${show("half")} 50  ${show("fourFifths")} 80  ${show("most")} 95 % of runs`;
  const shades = `${show("half")}${show("fourFifths")}${show("most")}`;
  return [
    [median, bands, ...against(40), ...observed("canon as observed")].join("  "),
    [median, bands, ...against(16), ...observed("observed")].join("  "),
    [median, `${shades} 50, 80, 95 %`, ...against(10), ...observed("observed")].join(" "),
    [show("median"), `${shades} 95 %`, ...against(6), ...observed("observed")].join(" "),
  ];
}
