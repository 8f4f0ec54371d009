import { z } from "zod";
import { formatYear } from "./civil.ts";
import { type Duration, parseDuration } from "./duration.ts";
import { parseEdtf } from "./edtf.ts";
import type { Span } from "./span.ts";

/** A date that stands on its own: what data says of a time needs no other event. */
export const plainDate = z
  .union([z.string(), z.int()])
  .refine((date) => plainSpan(date) !== undefined, "Write a date such as 2370 or 2370-04-01.");

/** From the first to the last instant of a date that stands on its own. */
export function plainSpan(date: string | number): Span | undefined {
  try {
    const { earliest, latest } = parseEdtf(typeof date === "number" ? formatYear(date) : date).span;
    return { earliest, latest };
  } catch {
    return undefined;
  }
}

/** When something is over: such a date, or how long it lasts. */
export const plainEnd = z
  .union([z.string(), z.int()])
  .refine((end) => endSpan(end) !== undefined, "Write a date such as 2370 or 2370-04-01, or how long, such as P10Y.");

export const endSpan = (end: string | number): Span | Duration | undefined => plainSpan(end) ?? lengthOf(String(end));

function lengthOf(text: string): Duration | undefined {
  try {
    return parseDuration(text);
  } catch {
    return undefined;
  }
}
