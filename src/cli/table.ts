import { columns, padEnd, padStart } from "./terminal.ts";
import { held } from "../idioms/held.ts";

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
}

/** A column of numbers. */
export const right = (title: string): Column => ({ title, align: "right" });

/** Rows in aligned columns, a line each, without rules: the eye needs none. */
export function table(
  headings: readonly Column[],
  rows: readonly (readonly string[])[],
  paintTitle: (text: string) => string,
): string[] {
  const widths = headings.map(({ title }, i) => Math.max(columns(title), ...rows.map((row) => columns(row[i] ?? ""))));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) =>
        headings[i]?.align === "right" ? padStart(cell, held(widths[i])) : padEnd(cell, held(widths[i])),
      )
      .join("  ")
      .trimEnd();
  const titles = headings.some(({ title }) => title !== "")
    ? [paintTitle(line(headings.map(({ title }) => title)))]
    : [];
  return [...titles, ...rows.map(line)];
}

const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A bar of `width` columns for a part from 0 to 1, to an eighth of a column. */
export function bar(part: number, width: number): string {
  const eighths = Math.round(Math.max(0, Math.min(1, part)) * width * 8);
  return "█".repeat(Math.floor(eighths / 8)) + held(EIGHTHS[eighths % 8]);
}
