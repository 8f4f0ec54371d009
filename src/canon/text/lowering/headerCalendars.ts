import { calendarsOf, calendarsSchema } from "../../../events/dates/calendarsSchema.ts";
import { type Calendars, joinCalendars } from "../../../events/dates/calendars.ts";
import { canonicalJson } from "../../../events/contentHash.ts";
import { closest } from "../../../events/closest.ts";
import type { Catalogue } from "../../../events/createCatalogue.ts";
import { type Location, ValorisError } from "../../../events/valorisError.ts";
import { fieldsAt, issueInWords, schemasAt } from "../../../events/whatFits.ts";
import type { FieldPath, Fields } from "../statements/draft.ts";

/** What a file's header says of calendars. */
export interface HeaderCalendars {
  readonly declared: Calendars | undefined;
  /** `calendar:`, the one that bare dates of this file are of. */
  readonly usual: string | undefined;
  place(path: FieldPath, part?: "key"): Location;
}

/** @throws ValorisError `canon/header` */
export function readHeaderCalendars(
  { calendars, calendar }: Fields,
  place: HeaderCalendars["place"],
): HeaderCalendars | undefined {
  const isAbsent = (value: unknown): boolean => value === undefined || value === null;
  if (isAbsent(calendars) && isAbsent(calendar)) return undefined;
  if (!isAbsent(calendar) && (typeof calendar !== "string" || calendar === ""))
    throw new ValorisError("canon/header", "`calendar:` is the name of a calendar, as text.", {
      help: "Write calendar: imperial, and declare it under `calendars:`.",
      at: place(["calendar"]),
    });
  const usual = typeof calendar === "string" ? calendar : undefined;
  if (isAbsent(calendars)) return { declared: undefined, usual, place };
  const parsed = calendarsSchema.safeParse(calendars, { reportInput: true });
  if (parsed.success) return { declared: calendarsOf(parsed.data), usual, place };
  const [issue] = parsed.error.issues;
  const path = (issue?.path ?? []).filter((step) => typeof step !== "symbol");
  const name = ["calendars", ...path].join(".");
  if (issue?.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    const known = schemasAt(calendarsSchema, path).flatMap(fieldsAt);
    const meant = closest(key, known);
    throw new ValorisError("canon/header", `\`${name}\` has no \`${key}\`.`, {
      help: meant === undefined ? `It may have ${known.join(", ")}.` : `Did you mean \`${meant}\`?`,
      at: place(["calendars", ...path, key], "key"),
    });
  }
  const missing = issue?.input === undefined ? " is missing" : "";
  const help = issue === undefined ? "See the guide." : issueInWords(issue, calendarsSchema, path);
  throw new ValorisError("canon/header", `\`${name}\`${missing === "" ? " does not fit" : missing}.`, {
    help,
    at: place(["calendars", ...path]),
  });
}

/** What a catalogue became by calendars of headers: a workspace reads the same ones again and again, and knows its events by their catalogue. */
const joined = new WeakMap<Catalogue, { readonly key: string; readonly catalogue: Catalogue }>();

/**
 * The catalogue with the calendars that headers of files declare.
 *
 * @throws ValorisError `canon/header` at what is wrong with one
 */
export function withHeaderCalendars(catalogue: Catalogue, headers: readonly HeaderCalendars[]): Catalogue {
  const declaring = headers.filter(({ declared }) => declared !== undefined);
  const known = declaring.length === 0 ? catalogue : declare(catalogue, declaring);
  for (const { usual, place } of headers)
    if (usual !== undefined) atPlace(place, ["calendar"], () => known.findCalendar(usual));
  return known;
}

function declare(catalogue: Catalogue, headers: readonly HeaderCalendars[]): Catalogue {
  const key = canonicalJson(headers.map(({ declared }) => declared));
  const before = joined.get(catalogue);
  if (before?.key === key) return before.catalogue;
  let all = catalogue;
  for (const { declared, place } of headers)
    all = atPlace(place, ["calendars"], () => all.withCalendars(joinCalendars(all.calendars, declared ?? {})));
  joined.set(catalogue, { key, catalogue: all });
  return all;
}

function atPlace<Value>(place: HeaderCalendars["place"], base: FieldPath, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ValorisError)) throw error;
    const { message, help, details } = error;
    const path = Array.isArray(details["path"]) ? (details["path"] as FieldPath) : [];
    throw new ValorisError("canon/header", message, {
      ...(help === undefined ? {} : { help }),
      at: place([...base, ...path]),
    });
  }
}
