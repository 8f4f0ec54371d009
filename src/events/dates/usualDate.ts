import { daysOf } from "./gregorian.ts";
import { DAY, type Span } from "./span.ts";

/** Most dates: a year, a month or a day of years with four digits; the 29th of February is looked at closely. */
const USUAL =
  /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|1\d|2[0-8]))?|-(?:0[13-9]|1[0-2])-(?:29|30)|-(?:0[13578]|1[02])-31)?$/;

export const isUsualDate = (value: unknown): value is string => typeof value === "string" && USUAL.test(value);

/** The span of a day that is written as most are; undefined for every other date. What it says, `readDate` says as well. */
export function usualDay(text: string): Span | undefined {
  if (text.length !== 10 || !isUsualDate(text)) return undefined;
  const earliest = daysOf(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)) * DAY;
  return { earliest, latest: earliest + DAY - 1 };
}

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) value = value * 10 + text.charCodeAt(i) - 48;
  return value;
}
