import { formatSpan } from "../../../events/dates/civil.ts";
import { parseEdtf } from "../../../events/dates/edtf.ts";
import type { Catalogue } from "../../../events/createCatalogue.ts";
import { type EventIssue, fieldIssue } from "../../../events/eventIssue.ts";
import { ValorisError } from "../../../events/valorisError.ts";
import { type FieldPath, type Fields, isFields } from "../statements/draft.ts";

const DATES: ReadonlySet<string> = new Set(["at", "placed", "present"]);
const ANCHORS: ReadonlySet<string> = new Set(["after", "before", "during", "with"]);

/**
 * Fields as they would be written without a calendar in the header: “12 Frostmoon 3E 433” becomes `{ calendar, date }`, so that logs and
 * exports say it in full. What a relation counts from has no such form, and becomes the civil days.
 */
export function withoutBareDates(
  flat: Fields,
  calendar: string,
  { findCalendar }: Catalogue,
): { readonly flat: Fields; readonly issues: readonly EventIssue[] } {
  const issues: EventIssue[] = [];
  const reckoning = findCalendar(calendar);

  const spanOf = (text: string, path: FieldPath) => {
    if (!reckoning.mentions(text) || isCivil(text)) return undefined;
    try {
      return reckoning.read(text);
    } catch (error) {
      if (!(error instanceof ValorisError)) throw error;
      issues.push(fieldIssue("other", path, `: ${[error.message, error.help].join(" ")}`));
      return undefined;
    }
  };
  const dateOf = (value: unknown, path: FieldPath): unknown => {
    if (typeof value === "string") return spanOf(value, path) === undefined ? value : { calendar, date: value };
    if (Array.isArray(value)) return value.map((item, index) => relationsOf(item, [...path, index]));
    return relationsOf(value, path);
  };
  const relationsOf = (value: unknown, path: FieldPath): unknown =>
    isFields(value)
      ? mapFields(value, (key, inner) => (ANCHORS.has(key) ? anchorOf(inner, [...path, key]) : inner))
      : value;
  const anchorOf = (value: unknown, path: FieldPath): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => anchorOf(item, [...path, index]));
    const span = typeof value === "string" ? spanOf(value, path) : undefined;
    return span === undefined ? value : formatSpan(span);
  };
  // What a text claims is as it is: that it cannot be compared is for the rules to say.
  const claimOf = (value: unknown): unknown =>
    typeof value === "string" && reckoning.mentions(value) && !isCivil(value) ? { calendar, date: value } : value;
  const fieldsOf = (fields: Fields, path: FieldPath): Fields =>
    mapFields(fields, (key, value) => {
      const at = [...path, key];
      if (DATES.has(key)) return dateOf(value, at);
      if (key === "set" && isFields(value)) return fieldsOf(value, at);
      if (key === "states" && isFields(value))
        return mapFields(value, (name, inner) => (name === "date" ? claimOf(inner) : inner));
      if (key === "known" && Array.isArray(value))
        return value.map((item: unknown, index) =>
          isFields(item) && "from" in item ? { ...item, from: dateOf(item["from"], [...at, index, "from"]) } : item,
        );
      return value;
    });
  return { flat: fieldsOf(flat, []), issues };
}

const mapFields = (fields: Fields, change: (key: string, value: unknown) => unknown): Fields =>
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, change(key, value)]));

function isCivil(text: string): boolean {
  try {
    parseEdtf(text);
    return true;
  } catch (error) {
    if (error instanceof ValorisError) return false;
    throw error;
  }
}
