import { formatInstant } from "../../events/dates/civil.ts";
import type { Course, CoursePoint } from "../ensemble/ensemble.ts";

export interface CourseLinesOptions {
  /** Columns. */
  readonly width: number;
  readonly height?: number;
  readonly title: string;
}

/** Shades of the bands of 95, 80 and 50 %, the median, and canon's median. */
const GLYPHS = { most: "░", fourFifths: "▒", half: "▓", median: "━", canon: "·", both: "╍" } as const;

/** The columns that a scale takes. */
const SCALE = 9;
const LEAST_WIDTH = 24;

/** How a number goes in many simulated histories, for a terminal: its median within the bands of 50, 80 and 95 % of the runs. */
export function courseLines(
  { points, canon, metric }: Course,
  { width, height = 8, title }: CourseLinesOptions,
): string[] {
  const columns = Math.max(LEAST_WIDTH, width) - SCALE - 1;
  if (points.length < 2) return [];
  const all = [...points, ...(canon ?? [])];
  const low = Math.min(...all.map(({ bands }) => bands[2].low));
  const high = Math.max(...all.map(({ bands }) => bands[2].high));
  const step = high === low ? Math.max(1e-9, Math.abs(high)) : (high - low) / (height - 1);
  /** 0 is the lowest row. */
  const rowOf = (value: number): number => Math.floor((value - low) / step + 0.5);
  const rows = Array.from({ length: height }, () => Array.from({ length: columns }, () => " "));
  for (let column = 0; column < columns; column++) {
    const part = column / (columns - 1);
    const own = between(points, part);
    const other = canon === undefined ? undefined : between(canon, part);
    const fill = (band: 0 | 1 | 2, glyph: string): void => {
      for (let row = rowOf(own.bands[band].low); row <= rowOf(own.bands[band].high); row++)
        set(rows, row, column, glyph);
    };
    fill(2, GLYPHS.most);
    fill(1, GLYPHS.fourFifths);
    fill(0, GLYPHS.half);
    const [median, beside] = [rowOf(own.median), other === undefined ? undefined : rowOf(other.median)];
    if (beside !== undefined) set(rows, beside, column, GLYPHS.canon);
    set(rows, median, column, beside === median ? GLYPHS.both : GLYPHS.median);
  }
  const label = (row: number): string => {
    if (row !== 0 && row !== height - 1 && row !== Math.floor(height / 2)) return " ".repeat(SCALE);
    const value = low + row * step;
    return `${metric === "share" ? `${(100 * value).toFixed(1)} %` : value.toFixed(1)}`.padStart(SCALE - 1) + " ";
  };
  const [start, end] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0].map((at) => formatInstant(at, "month"));
  const key = `${GLYPHS.median} median ${GLYPHS.half} 50 % ${GLYPHS.fourFifths} 80 % ${GLYPHS.most} 95 %${canon === undefined ? "" : ` ${GLYPHS.canon} canon`}`;
  const axis = `${start ?? ""}${(end ?? "").padStart(Math.max(1, columns - (start ?? "").length))}`;
  return [
    title,
    ...rows.map((cells, row) => `${label(row)}│${cells.join("").trimEnd()}`).reverse(),
    `${" ".repeat(SCALE)}└${"─".repeat(columns)}`,
    `${" ".repeat(SCALE + 1)}${axis}`,
    ...(key.length + SCALE + 1 <= width ? [`${" ".repeat(SCALE + 1)}${key}`] : []),
  ];
}

function set(rows: string[][], row: number, column: number, glyph: string): void {
  const cells = rows[row];
  if (cells !== undefined) cells[column] = glyph;
}

/** At a part of the way from the first point to the last, straight between its neighbours. */
function between(points: readonly CoursePoint[], part: number): CoursePoint {
  const place = part * (points.length - 1);
  const [a, b] = [points[Math.floor(place)], points[Math.ceil(place)]];
  if (a === undefined || b === undefined) throw new Error("There is no such point.");
  const share = place - Math.floor(place);
  const mix = (x: number, y: number): number => x + share * (y - x);
  const band = (i: 0 | 1 | 2) => ({
    low: mix(a.bands[i].low, b.bands[i].low),
    high: mix(a.bands[i].high, b.bands[i].high),
  });
  return { at: mix(a.at, b.at), median: mix(a.median, b.median), bands: [band(0), band(1), band(2)] };
}
