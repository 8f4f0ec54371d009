import { claimIssues } from "../../../events/claimIssues.ts";
import type { Catalogue } from "../../../events/createCatalogue.ts";
import type { ChronicleEvent, EntityId } from "../../../events/envelope.ts";
import { type EventIssue, renamed } from "../../../events/eventIssue.ts";
import { ID_PATTERN } from "../../../events/fields.ts";
import { straySigns } from "../../../events/straySigns.ts";
import { timelessIssues } from "../../../events/timelessIssues.ts";
import type { StatedEvent, FieldPath, Site } from "../statements/draft.ts";
import type { CanonIssue } from "../statements/loadedCanon.ts";
import { withoutBareDates } from "./bareDates.ts";
import { readRecorded, type WrittenRecord } from "./readRecorded.ts";

/** A valid event, or what is wrong with it. */
export type Verdict =
  | {
      readonly event: ChronicleEvent;
      readonly recorded: WrittenRecord | undefined;
    }
  | { readonly event: undefined; readonly issues: readonly CanonIssue[] };

/** Verdicts on what lasts, and the catalogue that they are by. */
const verdicts = new WeakMap<object, { readonly catalogue: Catalogue; readonly verdict: Verdict }>();

/** What an event is validated by: the types, and the calendar that bare dates of its file are of. */
export interface Validation {
  readonly catalogue: Catalogue;
  readonly calendar: string | undefined;
}

/** Validates what a file states, by the catalogue and by what only a file can get wrong. */
export function validateDraft(draft: StatedEvent, validation: Validation, entity?: EntityId): Verdict {
  const { catalogue } = validation;
  if (draft.lasting !== true) return judge(draft, validation, entity);
  const known = verdicts.get(draft.flat);
  if (known?.catalogue === catalogue) return known.verdict;
  const verdict = judge(draft, validation, entity);
  verdicts.set(draft.flat, { catalogue, verdict });
  return verdict;
}

function judge(draft: StatedEvent, { catalogue, calendar }: Validation, entity?: EntityId): Verdict {
  const { site } = draft;
  const { flat, issues: misread } =
    calendar === undefined ? { flat: draft.flat, issues: [] } : withoutBareDates(draft.flat, calendar, catalogue);
  if (misread.length > 0) return { event: undefined, issues: invalidEvents(misread, draft, entity) };
  const parsed = catalogue.parse(flat);
  const recorded = readRecorded(flat["recorded"]);
  const issues = [
    ...(parsed.kind === "invalid" ? parsed.issues : claimIssues(flat, catalogue)),
    // What another log recorded is taken as it is.
    ...(flat["recorded"] === undefined ? timelessIssues(flat, catalogue) : []),
    ...(flat["recorded"] !== undefined && recorded === undefined ? [BAD_INSTANT] : []),
    ...idIssues(flat["id"], site, entity),
  ];
  if (parsed.kind !== "invalid" && issues.length === 0) return { event: parsed.event, recorded };
  return { event: undefined, issues: invalidEvents(issues, { flat, site }, entity) };
}

/** Issues that one event may have; whoever has more has one mistake many times, and each costs a search for its place. */
const MOST = 10;

/** What is wrong with one event, each where it is written. */
export function invalidEvents(issues: readonly EventIssue[], draft: StatedEvent, entity?: EntityId): CanonIssue[] {
  // A misspelt field explains the one that is missing.
  const sorted = [...issues].sort((a, b) => Number(isUnknownField(b)) - Number(isUnknownField(a)));
  return sorted.slice(0, MOST).map((issue, index) => {
    const more = index === MOST - 1 && sorted.length > MOST ? ` (And ${sorted.length - MOST} more in this event.)` : "";
    return invalidEvent(issue, more, draft, entity);
  });
}

const clip = (message: string): string => (message.length > 500 ? `${message.slice(0, 500)}…` : message);

const BAD_INSTANT: EventIssue = {
  path: ["recorded"],
  kind: "other",
  message: "`recorded` is an instant such as 2026-11-03T17:20:00Z, milliseconds since 1970, or what an export writes.",
};

/** Quotes say that an id is meant as it is: an import's. */
function idIssues(id: unknown, site: Site, entity: EntityId | undefined): EventIssue[] {
  if (entity !== undefined || typeof id !== "string" || ID_PATTERN.test(id) || site.plain(["id"]) === undefined)
    return [];
  return [{ path: ["id"], kind: "other", message: badId(id) }];
}

/** In words that say what an id looks like. */
export const badId = (id: string): string =>
  `\`${id}\` is no id: ids have a–z, 0–9 and hyphens. ${straySigns(id) ?? "Imports may have others, in quotes."}`;

function invalidEvent(issue: EventIssue, more: string, { flat, site }: StatedEvent, entity?: EntityId): CanonIssue {
  const { path, kind, instead } = issue;
  const part = isUnknownField(issue) ? "key" : "value";
  // Text alone would do, or among other forms.
  const quotes = kind === "not-text" || kind === "no-form" ? missingQuotes(issue.message, path, site) : undefined;
  return {
    rule: "identity/invalid-event",
    message: `${clip(inWordsOfTheFile(issue, site))}${more}`,
    ...quotes,
    ...(instead !== undefined && {
      fixes: () => [{ title: `Write ${instead}`, safe: false, edits: site.edit(path, instead) }],
    }),
    locations: [{ location: site.place(path, part), role: "written here" }],
    events: typeof flat["id"] === "string" ? [flat["id"]] : [],
    entities: entity === undefined ? [] : [entity],
  };
}

const isUnknownField = ({ kind }: EventIssue): boolean => kind === "unknown-field";

function inWordsOfTheFile(issue: EventIssue, site: Site): string {
  const written = site.written(issue.path);
  return written.length === 0 ? issue.message : renamed(issue, written).message;
}

/** YAML reads some unquoted text as a number or a truth value; then the quotes are what is missing. */
function missingQuotes(message: string, path: FieldPath, site: Site): Pick<CanonIssue, "help" | "fixes"> | undefined {
  const plain = site.plain(path);
  if (plain === undefined || typeof plain.value === "string" || plain.source === "") return undefined;
  const { source } = plain;
  const isStardate = path.at(-1) === "stardate" && /^\d+(?:\.\d+)?$/.test(source);
  const help = isStardate
    ? `A stardate is text: quote it, as in stardate: "${source}".`
    : `YAML reads ${source} as something else than text; if text is meant, quote it: "${source}".`;
  return {
    ...(message.includes(help) ? {} : { help }),
    // Nothing but text can be meant as a stardate.
    fixes: () => [{ title: `Quote ${source}`, safe: isStardate, edits: site.edit(path, source) }],
  };
}
