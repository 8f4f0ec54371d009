import { ValorisError } from "../valorisError.ts";

const SHOWN = 60;

/** What was written, in quotes, and no more of it than fits a line. */
export function quoteDate(text: string): string {
  return text.length > SHOWN ? `"${text.slice(0, SHOWN)}…" (${text.length} characters)` : `"${text}"`;
}

/** Thrown for text that is not a date at all. */
export function dateSyntaxError(text: string, why: string, help = EXAMPLES): ValorisError {
  return new ValorisError("date/syntax", `${why}: ${quoteDate(text)}.`, { help });
}

const EXAMPLES =
  "Write a date as 2388-10-10, 2388-10 or 2388, about then as 2387~, some time within as 2385/2387, open as ../2388 or 2380/.. .";

/** Thrown for what is written like a date and cannot be one. */
export function dateRangeError(text: string, why: string, help: string): ValorisError {
  return new ValorisError("date/range", `${why}: ${quoteDate(text)}.`, { help });
}
