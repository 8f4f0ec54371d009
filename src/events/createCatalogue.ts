import { z } from "zod";
import {
  type Calendars,
  type FindCalendar,
  openCalendars,
  type ReadCalendar,
  type ReadStardate,
  readStardates,
} from "./dates/calendars.ts";
import { contentId } from "./contentHash.ts";
import { type ChronicleEvent, ENVELOPE_FIELDS, envelopeShape } from "./envelope.ts";
import { type EventDefinition, flatSchema } from "./defineEvent.ts";
import { type EventIssue, fieldIssue } from "./eventIssue.ts";
import { createReaders } from "./readValid.ts";
import { calendarIssues } from "./calendarIssues.ts";
import { type EntityKind, namedCodes } from "./fields.ts";
import { type Fields, isFields } from "./flatFields.ts";
import { ValorisError } from "./valorisError.ts";
import { straySigns } from "./straySigns.ts";
import { called, fieldsAt, hasOwnWords, inOwnWords, nearest, probablyMeant, schemasAt, whatFits } from "./whatFits.ts";

export type ParsedEvent =
  | { readonly kind: "event"; readonly event: ChronicleEvent }
  /** Nobody defined the type: the event is kept as it is, and changes no number. */
  | { readonly kind: "unknown"; readonly event: ChronicleEvent }
  | { readonly kind: "invalid"; readonly issues: readonly EventIssue[] };

/** Every type of event that a reader knows, and the door that events come in by. */
export interface Catalogue {
  readonly definitions: ReadonlyMap<string, EventDefinition>;
  /** The type whose event declares an entity of this kind. */
  declarationOf(kind: EntityKind): EventDefinition | undefined;
  /** Upcasts and validates a flat event as files hold it. */
  parse(flat: Readonly<Record<string, unknown>>): ParsedEvent;
  /** The same with other types added. */
  extend(definitions: readonly EventDefinition[]): Catalogue;
  /** How its stardates are read. */
  readonly calendars: Calendars;
  readonly readStardate: ReadStardate;
  readonly readCalendar: ReadCalendar;
  readonly findCalendar: FindCalendar;
  /** The same with calendars of the canon's own. @throws ValorisError `date/calendar` */
  withCalendars(calendars: Calendars): Catalogue;
}

/**
 * A catalogue of these types. Validation is one discriminated union: it looks at `type` and then at one schema only.
 *
 * @throws ValorisError `event/definition` when two definitions share a type; `date/calendar`.
 */
export function createCatalogue(list: readonly EventDefinition[], calendars: Calendars = {}): Catalogue {
  const definitions = new Map<string, EventDefinition>();
  for (const definition of list) {
    if (definitions.has(definition.type))
      throw new ValorisError("event/definition", `The event type ${definition.type} is defined twice.`, {
        help: "Rename one of them.",
      });
    definitions.set(definition.type, definition);
  }
  const declarations = new Map(list.flatMap((d) => (d.declares === undefined ? [] : [[d.declares, d] as const])));
  if (list.length === 0) throw noTypes();
  let union: z.ZodType<object> | undefined;
  const unknown = z.looseObject({ type: z.string(), ...envelopeShape });
  const readers = createReaders(definitions);
  const findCalendar = openCalendars(calendars);
  const readCalendar: ReadCalendar = (name, date) => findCalendar(name).read(date);
  const reading = { readStardate: readStardates(calendars), readCalendar };

  return {
    definitions,
    declarationOf: (kind) => declarations.get(kind),
    parse(flat) {
      const parsed = readers.read(flat) ?? parseFlat(flat, definitions, () => (union ??= unionOf(list)), unknown);
      const issues = parsed.kind === "invalid" ? [] : calendarIssues(flat, reading);
      return issues.length === 0 ? parsed : { kind: "invalid", issues };
    },
    extend: (more) => createCatalogue([...list, ...more], calendars),
    calendars,
    ...reading,
    findCalendar,
    withCalendars: (others) => createCatalogue(list, others),
  };
}

/** The schema of every flat event; strict, and discriminated by `type`. */
export function unionOf(definitions: readonly EventDefinition[]) {
  const [first, ...rest] = definitions.map(flatSchema);
  if (first === undefined) throw noTypes();
  return z.discriminatedUnion("type", [first, ...rest]);
}

const noTypes = (): ValorisError =>
  new ValorisError("event/definition", "A catalogue needs at least one type of event.");

/** Issues bring the value they are about: a missing field and one of the wrong type are told apart by it. */
const REPORT = { reportInput: true } as const;

function parseFlat(
  flat: Readonly<Record<string, unknown>>,
  definitions: ReadonlyMap<string, EventDefinition>,
  union: () => z.ZodType<object>,
  unknown: z.ZodType<object>,
): ParsedEvent {
  const { version, recorded: _recorded, ...fields } = flat;
  const { type } = fields;
  if (typeof type !== "string") {
    const slip = type === undefined ? Object.keys(fields).find((key) => /^type[^\w-]/iu.test(key)) : undefined;
    const signs = slip === undefined ? undefined : straySigns(slip);
    const message = `An event needs a \`type\`, as text.${signs === undefined ? "" : ` \`${slip}\` is none. ${signs}`}`;
    return { kind: "invalid", issues: [{ path: ["type"], kind: "not-text", message }] };
  }

  const definition = definitions.get(type);
  const current = definition?.version ?? 1;
  const own = version ?? current;
  if (typeof own !== "number" || !Number.isInteger(own) || own < 1 || (definition !== undefined && own > current))
    return {
      kind: "invalid",
      issues: [
        { path: ["version"], kind: "other", message: `${type} has versions 1 to ${current}, not ${String(version)}.` },
      ],
    };

  const result =
    definition === undefined
      ? unknown.safeParse(fields, REPORT)
      : union().safeParse(withCodes(definition.upcast(fields, own), definition), REPORT);
  if (!result.success)
    return {
      kind: "invalid",
      issues: explainIssues(
        result.error.issues,
        [],
        definition === undefined ? unknown : flatSchema(definition),
        definition?.type,
      ),
    };
  if (definition === undefined) {
    const event = nest(result.data, type, own, (field) => !ENVELOPE_FIELDS.has(field));
    return { kind: "unknown", event };
  }
  return { kind: "event", event: nest(result.data, type, current, (field) => field in definition.schema.shape) };
}

/** With the codes that names stand for. */
function withCodes(fields: Fields, { schema }: EventDefinition): Fields {
  const coded = { ...fields };
  for (const [field, codes] of namedCodes(schema)) {
    const name = fields[field];
    const code = typeof name === "string" ? codes.get(name.toLowerCase()) : undefined;
    if (code !== undefined) coded[field] = code;
  }
  return coded;
}

/** Flat fields, already valid, as an envelope with `data`. */
function nest(flat: object, type: string, version: number, isOwn: (field: string) => boolean): ChronicleEvent {
  const envelope: Record<string, unknown> = {};
  const data: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(flat)) {
    if (field === "type" || value === undefined) continue;
    (isOwn(field) ? data : envelope)[field] = value;
  }
  const { id = contentId(flat) } = envelope as { id?: string };
  return { ...envelope, id, type, version, data };
}

/** An event as files hold it: envelope and data side by side. The inverse of `Catalogue.parse`. */
export function flatten(event: ChronicleEvent): Record<string, unknown> {
  const { data, version: _version, ...envelope } = event;
  return { ...envelope, ...(typeof data === "object" ? data : {}) };
}

/** What zod found, in words of ours: which field, what it takes, what was given, and what was probably meant. */
function explainIssues(
  issues: readonly z.core.$ZodIssue[],
  base: readonly (string | number)[],
  schema: z.core.$ZodType,
  type: string | undefined,
): EventIssue[] {
  return issues.flatMap((issue): EventIssue[] => {
    const path = [...base, ...issue.path.filter((step) => typeof step !== "symbol")];
    const schemas = schemasAt(schema, path);
    if (issue.code === "unrecognized_keys") {
      const known = schemas.flatMap(fieldsAt);
      return issue.keys.map((key) => unknownField(key, path, known, issue.input, type));
    }
    if (
      issue.input === undefined &&
      (issue.code === "invalid_type" || issue.code === "invalid_union" || issue.code === "invalid_value")
    )
      return [
        fieldIssue("missing", path, ` is missing${schemas.length === 0 ? "" : `; it takes ${formsOf(schemas)}`}.`),
      ];
    const meant = schemas.map((one) => probablyMeant(one, issue.input)).find((one) => one !== undefined);
    const deeper = issue.code === "invalid_union" && meant === undefined ? bestBranch(issue) : undefined;
    if (deeper !== undefined) return explainIssues(deeper, path, schema, type);
    const isText = issue.code === "invalid_type" && issue.expected === "string";
    const kind = isText ? "not-text" : issue.code === "invalid_union" ? "no-form" : "other";
    const suggestion = meant === undefined ? "" : ` Did you mean ${meant}?`;
    const instead: unknown = issue.code === "custom" ? issue.params?.["instead"] : undefined;
    const signs = meant === undefined && typeof issue.input === "string" ? straySigns(issue.input) : undefined;
    if (schemas.length === 0 || hasOwnWords(issue))
      return [
        {
          ...fieldIssue(kind, path, `: ${asSentence(inOwnWords(issue))}${suggestion}`),
          ...(typeof instead === "string" && { instead }),
        },
      ];
    const more = signs === undefined ? suggestion : ` ${signs}`;
    return [fieldIssue(kind, path, ` takes ${formsOf(schemas)}; not ${called(issue.input)}.${more}`)];
  });
}

const formsOf = (schemas: readonly z.core.$ZodType[]): string =>
  [...new Set(schemas.map((one) => whatFits(one)))].join(", or ");

const asSentence = (message: string): string => (/[.?]$/.test(message) ? message : `${message}.`);

function unknownField(
  key: string,
  path: readonly (string | number)[],
  known: readonly string[],
  input: unknown,
  type: string | undefined,
): EventIssue {
  const signs = straySigns(key);
  if (signs !== undefined) return fieldIssue("unknown-field", [...path, key], ` is no field. ${signs}`);
  const suggestion = nearest(key, known);
  // In { parties: a, b } the comma ends the value.
  const isItem = suggestion === undefined && isFields(input) && input[key] === null;
  const list = isItem ? ` If \`${key}\` is one more of a list, write the list in brackets: [a, ${key}].` : "";
  const own = [...path, key];
  if (path.length > 0 || type === undefined) {
    const may = known.length === 0 ? "" : ` It may be ${known.join(", ")}.`;
    const after = suggestion === undefined ? `.${list || may}` : `; did you mean \`${suggestion}\`?`;
    return fieldIssue("unknown-field", own, ` is not a field here${after}`);
  }
  const after = suggestion === undefined ? `.${list}` : `; did you mean \`${suggestion}\`?`;
  return fieldIssue("unknown-field", own, after, `${type} has no field `);
}

/** Of the branches of a union that all refused, the one that got furthest is what the author meant. */
function bestBranch({ errors }: z.core.$ZodIssueInvalidUnion): readonly z.core.$ZodIssue[] | undefined {
  const depth = (branch: readonly z.core.$ZodIssue[]) =>
    branch.reduce((deepest, { path: { length } }) => Math.max(deepest, length), 0);
  const best = [...errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0];
  if (best !== undefined && depth(best) > 0) return best;
  // Fields of which one is misspelt were meant as fields.
  return errors.find((branch) => branch.length > 0 && branch.every(({ code }) => code === "unrecognized_keys"));
}
