import type { EventLog } from "../src/index.ts";

/** Stands in a command for what a shape wrote: its files, or its log. */
export const CANON = "<canon>";
export const LOG = "<log>";

/**
 * A history that is nothing but one thing, many times: what may cost no more than n log n to ask about. Each file of bench/shapes/
 * exports `shapes`, a family of them; bench/shapes.ts runs them all.
 */
export interface Shape {
  readonly name: string;
  /** What is asked, as on the command line, without the program: each is measured by itself, in this order. */
  asked(n: number): readonly (readonly string[])[];
  /** Files of canon of the size n, by name: `canon.ndjson`, `branch.yaml`. */
  canon?(n: number): Readonly<Record<string, string>>;
  /** Fills an empty log to the size n. */
  log?(n: number, log: EventLog): Promise<void>;
  /** The largest size at which it is asked; as far as all others go, if absent. */
  readonly upTo?: number;
  /** The code of the error with which it may be refused: what names a limit has kept within it. */
  readonly refusedWith?: string;
}

/** Events as the lines of an NDJSON file. */
export const ndjson = (events: Iterable<Readonly<Record<string, unknown>>>): string =>
  Array.from(events, (event) => `${JSON.stringify(event)}\n`).join("");

/** So many of something, numbered from 0. */
export const times = <Item>(n: number, make: (i: number) => Item): Item[] =>
  Array.from({ length: n }, (_, i) => make(i));

/** A day of the calendar, `day(0)` the first of 2001; dates go on for as long as n does. */
export const day = (i: number): string => new Date(Date.UTC(2001, 0, 1 + i)).toISOString().slice(0, 10);
