import type { Command } from "commander";
import type { Point } from "../index.ts";
import { civilDate } from "./dates.ts";

export interface PointOptions {
  readonly at?: string;
  readonly recordedBefore?: string;
}

export function withPoint(command: Command): Command {
  return command
    .option("--at <point>", "a date (its end counts), or the id of an event; the end of history if absent")
    .option("--recorded-before <date>", "canon as it had been recorded before this date");
}

/** Which canon is meant is settled when it is read, and by then in which calendar its dates are shown. */
export const pointOf = ({ at }: PointOptions): Point => (at === undefined ? {} : { occurred: civilDate(at) });
