import { dateRangeError, dateSyntaxError } from "./edtfErrors.ts";
import { instantBefore } from "./gregorian.ts";
import { HOUR, MINUTE, SECOND, type Span } from "./span.ts";

const TIME = /^(\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?(?:Z|([+-])(\d\d)(?::(\d\d))?)?$/;

/** The time after a T, as wide as its last digit; from the midnight (UTC) of its day. */
export function parseTime(text: string, midnight: number, whole: string): Span {
  const found = TIME.exec(text);
  if (found === null)
    throw dateSyntaxError(whole, "The time cannot be read", "Write 2388-10-10T12:30:00Z, or with an offset +02:00.");
  const [, hours = "", minutes, seconds, fraction, sign, offsetHours = "0", offsetMinutes = "0"] = found;
  const time = Number(hours) * HOUR + Number(minutes ?? 0) * MINUTE + Number(seconds ?? 0) * SECOND;
  const isEndOfDay = time === 24 * HOUR;
  if ((Number(hours) > 23 && !isEndOfDay) || Number(minutes ?? 0) > 59 || Number(seconds ?? 0) > 59)
    throw dateRangeError(whole, "There is no such time of day", "Times go from 00:00:00 to 23:59:59.");
  if (Number(offsetHours) > 23 || Number(offsetMinutes) > 59)
    throw dateRangeError(whole, "There is no such offset", "Offsets go from -23:59 to +23:59.");
  const offset = (Number(offsetHours) * HOUR + Number(offsetMinutes) * MINUTE) * (sign === "-" ? -1 : 1);
  const start = midnight + (time - offset);
  const [within, length] = lastDigit(minutes, seconds, fraction);
  return { earliest: start + within, latest: instantBefore(start + within + length) };
}

/** Milliseconds into the second, and how long the unit of the last digit is; a millisecond is the least. */
function lastDigit(
  minutes: string | undefined,
  seconds: string | undefined,
  fraction: string | undefined,
): [number, number] {
  if (minutes === undefined) return [0, HOUR];
  if (seconds === undefined) return [0, MINUTE];
  if (fraction === undefined) return [0, SECOND];
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, "0"));
  return [milliseconds, fraction.length === 1 ? 100 : fraction.length === 2 ? 10 : 1];
}
