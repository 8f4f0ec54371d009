import type { DateOptions } from "./dates/dateExpression.ts";
import { type EventIssue, fieldIssue } from "./eventIssue.ts";
import { ValorisError } from "./valorisError.ts";

type Path = EventIssue["path"];
type Reading = Required<Pick<DateOptions, "readStardate" | "readCalendar">>;

/**
 * Stardates, and dates of other calendars, that cannot be converted: an event's schema only knows how one is written. What a text claims is
 * as it is: that it cannot be compared is for the rules to say.
 */
export function calendarIssues(fields: Readonly<Record<string, unknown>>, reading: Reading): EventIssue[] {
  const issues: EventIssue[] = [];
  for (const field of Object.keys(fields)) {
    if (field === "states") continue;
    const value = fields[field];
    if (typeof value === "object" && value !== null) look(value, [field], reading, issues);
  }
  return issues;
}

function look(value: object, path: Path, reading: Reading, issues: EventIssue[]): void {
  const note = (step: string, why: string | undefined): void => {
    if (why !== undefined) issues.push(fieldIssue("other", [...path, step], `: ${why}`));
  };
  let calendar: string | undefined;
  let date: string | undefined;
  for (const [step, inner] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
    if (typeof inner === "object" && inner !== null) look(inner, [...path, step], reading, issues);
    else if (step === "stardate" && typeof inner === "string")
      // Another kind of field may have that name: what is written wrongly is the schema's to say.
      note(
        step,
        whyNot(() => reading.readStardate(inner), "date/stardate-era"),
      );
    else if (step === "calendar" && typeof inner === "string") calendar = inner;
    else if (step === "date" && (typeof inner === "string" || typeof inner === "number")) date = String(inner);
  }
  if (calendar === undefined || date === undefined) return;
  const [name, text] = [calendar, date];
  const unknown = whyNot(() => reading.readCalendar(name, text), "date/calendar");
  note("calendar", unknown);
  if (unknown === undefined)
    note(
      "date",
      whyNot(() => reading.readCalendar(name, text)),
    );
}

function whyNot(read: () => unknown, code?: string): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (!(error instanceof ValorisError)) throw error;
    return code === undefined || error.code === code ? [error.message, error.help].join(" ") : undefined;
  }
}
