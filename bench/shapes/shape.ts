import type { Flat } from "../history.ts";

/** One thing so many times: a canon whose cost should grow no faster than itself. */
export interface Shape {
  readonly name: string;
  readonly command: "check" | "replay";
  /** A canon file, NDJSON unless it begins with a key. */
  readonly text: (n: number) => string;
}

type Make = (n: number) => Iterable<Flat>;

/** A shape for the checker, an event a line. */
export const checked = (name: string, make: Make): Shape => ({
  name,
  command: "check",
  text: (n) => [...make(n)].map((flat) => JSON.stringify(flat)).join("\n"),
});

/** 0 to n − 1. */
export const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);

export const powers = (...ids: readonly string[]): readonly Flat[] =>
  ids.map((faction) => ({ id: `declare-${faction}`, type: "FactionFounded", faction, standing: "major" }));
