/**
 * What could steer a terminal or turn the direction of what follows: control characters, C1 among them (ECMA-48), separators of lines,
 * marks and isolates of direction (Unicode Standard Annex 9), and halves of surrogate pairs.
 */
const STEERING = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** What ends a line, or moves along it. */
const BREAKS = /\r\n|[\t\n\v\f\r\u0085\u2028\u2029]/g;

/** A text with a mark (U+FFFD) in place of each character that would steer whatever shows it. */
export const printable = (text: string): string => text.replaceAll(STEERING, "\ufffd");

/** The same on one line: a line that ends within it is a space. */
export const onOneLine = (text: string): string => printable(text.replaceAll(BREAKS, " "));
