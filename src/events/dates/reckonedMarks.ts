import type { Reckoning } from "./ownCalendar.ts";

/**
 * Instants to write below an axis, in a calendar whose years and months may be of any length: at most `most` beginnings of its years, or of its
 * months where there are not two; else both ends, as days.
 */
export function reckonedMarks(
  { read, format }: Reckoning,
  from: number,
  until: number,
  most: number,
): { readonly at: number; readonly text: string }[] {
  for (const precision of ["year", "month"] as const) {
    const marks = new Map<number, string>();
    for (let i = 0; i < most; i++) {
      const near = from + ((until - from) * i) / Math.max(1, most - 1);
      const { earliest } = read(format(near, precision));
      if (earliest >= from) marks.set(earliest, format(earliest, precision));
    }
    if (marks.size >= 2) return Array.from(marks, ([at, text]) => ({ at, text }));
  }
  return [from, until].map((at) => ({ at, text: format(at) }));
}
