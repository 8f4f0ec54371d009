import type { Flat } from "./history.ts";
import { CANON, ndjson, type Shape, times } from "./shape.ts";

/** A history for the checker, with everything that the dates allow, and every finding in full. */
export const checked = (name: string, make: (n: number) => Iterable<Flat>): Shape => ({
  name,
  asked: () => [["check", "--possible", "--format", "json", CANON]],
  canon: (n) => ({ "canon.ndjson": ndjson(make(n)) }),
});

/** The same, of files of any kind. */
export const checkedFiles = (
  name: string,
  canon: (n: number) => Readonly<Record<string, string>>,
  more: Pick<Shape, "refusedWith"> = {},
): Shape => ({ name, asked: () => [["check", "--format", "json", CANON]], canon, ...more });

/** 0 to n − 1. */
export const upTo = (n: number): readonly number[] => times(n, (i) => i);

export const powers = (...ids: readonly string[]): readonly Flat[] =>
  ids.map((faction) => ({ id: `declare-${faction}`, type: "FactionFounded", faction, standing: "major" }));

/** One of many small powers, `f0`, `f1`, … */
export const founded = (i: number): Flat => ({
  id: `declare-f${i}`,
  type: "FactionFounded",
  faction: `f${i}`,
  standing: "minor",
});
