import type { ChronicleEvent } from "../../../events/envelope.ts";

const RELATIONS = ["after", "before", "during", "with"] as const;
const BOUNDS = { atLeast: "at least", atMost: "at most" } as const;

/** A date in a sentence, in canon's own terms: “2387”, “P3W after breen-crisis-ends”. */
export function writtenDate(at: unknown): string {
  if (at === undefined) return "since the beginning";
  if (Array.isArray(at)) return at.map(writtenDate).join(" and ");
  if (typeof at !== "object" || at === null) return String(at);
  const fields: Readonly<Record<string, unknown>> = { ...at };
  const bounds = Object.entries(BOUNDS).flatMap(([key, words]) =>
    fields[key] === undefined ? [] : [`${words} ${String(fields[key])}`],
  );
  const distance = [fields["offset"] === undefined ? [] : [String(fields["offset"])], bounds].flat().join(", ");
  const relations = RELATIONS.flatMap((relation) =>
    fields[relation] === undefined ? [] : [`${relation} ${writtenDate(fields[relation])}`],
  );
  const stardate = fields["stardate"] === undefined ? [] : [`stardate ${String(fields["stardate"])}`];
  const ofCalendar = fields["date"] === undefined ? [] : [`${String(fields["date"])} (${String(fields["calendar"])})`];
  return [distance, [...relations, ...stardate, ...ofCalendar].join(" and ")].filter((part) => part !== "").join(" ");
}

/** `gor-becomes-domo (2387)`. */
export const dated = ({ id, at }: Pick<ChronicleEvent, "id" | "at">): string =>
  at === undefined ? id : `${id} (${writtenDate(at)})`;

/** `took it here (2387)`. */
export const withDate = (words: string, { at }: Pick<ChronicleEvent, "at">): string => `${words} (${writtenDate(at)})`;
