import type { Claim } from "../../events/claim.ts";
import type { Catalogue } from "../../events/createCatalogue.ts";
import { canonicalJson } from "../../events/contentHash.ts";
import { ENVELOPE_FIELDS, type ChronicleEvent } from "../../events/envelope.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";

/** What happened, or is so: a claim without its `not`. */
export type Statement = Exclude<Claim, { readonly not: Claim }>;

/** A claim affirms a statement, or denies it. */
export interface Assertion {
  readonly statement: Statement;
  readonly denied: boolean;
}

export function assertionOf(claim: Claim): Assertion {
  if (!isDenial(claim)) return { statement: claim, denied: false };
  const { statement, denied } = assertionOf(claim.not);
  return { statement, denied: !denied };
}

// A type may have fields of these names: only what has no type is about an event, or a denial.
const isDenial = (claim: Claim): claim is { readonly not: Claim } => !("type" in claim) && "not" in claim;

export const isOfEvent = (statement: Statement): statement is { readonly event: string } => !("type" in statement);

/** Equal for statements that say the same. */
export const keyOf = (statement: Statement): string => canonicalJson(statement);

/** A claimed event's own fields, without what any event may have. */
const claimedFields = (statement: Statement): [string, unknown][] =>
  Object.entries(statement).filter(([field]) => field !== "type" && !ENVELOPE_FIELDS.has(field));

/** Whether an event is what a statement states: the one it names, or one of its type with all the fields it gives. */
export function isStatedBy({ id, type, data }: ResolvedEvent, statement: Statement): boolean {
  if (isOfEvent(statement)) return id === statement.event;
  if (type !== statement.type || typeof data !== "object" || data === null) return false;
  return claimedFields(statement).every(
    ([field, value]) => canonicalJson(Reflect.get(data, field) ?? null) === canonicalJson(value ?? null),
  );
}

/** The event that would have happened if a statement is true; undefined where it is none that the catalogue knows. */
export function eventStated(statement: Statement, id: string, catalogue: Catalogue): ChronicleEvent | undefined {
  if (isOfEvent(statement)) return undefined;
  // A date in the claim is somebody's word as well: the event stands where it was reported.
  const parsed = catalogue.parse({ at: "../..", ...statement, id });
  return parsed.kind === "event" ? parsed.event : undefined;
}

/** A claim in one line. */
export function claimText(claim: Claim): string {
  const { statement, denied } = assertionOf(claim);
  const text = isOfEvent(statement)
    ? statement.event
    : [
        statement.type,
        claimedFields(statement)
          .map(([field, value]) => `${field} ${typeof value === "string" ? value : canonicalJson(value)}`)
          .join(", "),
      ].join(": ");
  return denied ? `not ${text}` : text;
}
