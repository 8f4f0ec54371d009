/** Numbers as they are read: with a minus, not a hyphen. */

export const plural = (count: number, one: string): string =>
  `${count.toLocaleString("en")} ${one}${count === 1 ? "" : "s"}`;

export const signed = (x: number, digits = 2): string => `${x < 0 ? "−" : "+"}${Math.abs(x).toFixed(digits)}`;

/** Of a part of 1. */
export const percent = (part: number, digits = 1): string => `${(100 * part).toFixed(digits).replace("-", "−")} %`;
