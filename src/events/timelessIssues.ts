import type { Catalogue } from "./createCatalogue.ts";
import { type EventIssue, fieldIssue } from "./eventIssue.ts";
import type { Fields } from "./flatFields.ts";

/**
 * A date on what takes none would change nothing, though it looks as if it did. It is refused where events come in; what a log has already
 * is read as ever.
 */
export function timelessIssues({ type, at }: Fields, { definitions }: Catalogue): EventIssue[] {
  if (at === undefined || typeof type !== "string" || definitions.get(type)?.timeless !== true) return [];
  const advice = "it changes what was recorded, for whatever time. For what changed at a date, use a new event.";
  return [fieldIssue("other", ["at"], ` has no place here: ${advice}`)];
}
