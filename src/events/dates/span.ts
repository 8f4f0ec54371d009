/**
 * The instants between which something lies, both included: whole milliseconds since 1970-01-01T00:00Z, proleptic
 * Gregorian, in a double (exact within ±285 000 years). ±Infinity is an open end.
 */
export interface Span {
  readonly earliest: number;
  readonly latest: number;
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Nothing is known. */
export const ALWAYS: Span = { earliest: Number.NEGATIVE_INFINITY, latest: Number.POSITIVE_INFINITY };

/** A declaration without a date: it was so from the beginning. */
export const BEGINNING: Span = { earliest: Number.NEGATIVE_INFINITY, latest: Number.NEGATIVE_INFINITY };
