import type { ReadStardate } from "./dates/calendars.ts";
import { type EventIssue, fieldIssue } from "./eventIssue.ts";
import { ValorisError } from "./valorisError.ts";

type Path = EventIssue["path"];

/**
 * Stardates in the dates of an event that the calendars cannot convert: its schema only knows how one is written. What a text claims is as
 * it is: that it cannot be compared is for the rules to say.
 */
export function stardateIssues(fields: Readonly<Record<string, unknown>>, read: ReadStardate): EventIssue[] {
  const issues: EventIssue[] = [];
  for (const field of Object.keys(fields)) {
    if (field === "states") continue;
    const value = fields[field];
    if (typeof value === "object" && value !== null) look(value, [field], read, issues);
  }
  return issues;
}

function look(value: object, path: Path, read: ReadStardate, issues: EventIssue[]): void {
  for (const [step, inner] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
    if (typeof inner === "object" && inner !== null) look(inner, [...path, step], read, issues);
    else if (step === "stardate" && typeof inner === "string") {
      const why = whyNot(inner, read);
      if (why !== undefined) issues.push(fieldIssue("other", [...path, step], `: ${why}`));
    }
  }
}

function whyNot(text: string, read: ReadStardate): string | undefined {
  try {
    read(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof ValorisError)) throw error;
    // Another kind of field may have that name: what is written wrongly is the schema's to say.
    return error.code === "date/stardate-era" ? [error.message, error.help].join(" ") : undefined;
  }
}
