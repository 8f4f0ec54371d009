import type { Claim } from "../../events/claim.ts";
import type { Catalogue } from "../../events/createCatalogue.ts";
import { canonicalJson } from "../../events/contentHash.ts";
import { ENVELOPE_FIELDS, type ChronicleEvent, type EventId } from "../../events/envelope.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { append } from "../../idioms/multimap.ts";

/** What happened, or is so: a claim without its `not`. */
export type Statement = Exclude<Claim, { readonly not: Claim }>;

/** A claim affirms a statement, or denies it. */
export interface Assertion {
  readonly statement: Statement;
  readonly denied: boolean;
}

export function assertionOf(claim: Claim): Assertion {
  let statement = claim;
  let denied = false;
  for (; isDenial(statement); statement = statement.not) denied = !denied;
  return { statement, denied };
}

// A type may have fields of these names: only what has no type is about an event, or a denial.
const isDenial = (claim: Claim): claim is { readonly not: Claim } => !("type" in claim) && "not" in claim;

export const isOfEvent = (statement: Statement): statement is { readonly event: string } => !("type" in statement);

/** A claimed event's own fields, without what any event may have. */
const claimedFields = (statement: Statement): [string, unknown][] =>
  Object.entries(statement).filter(([field]) => field !== "type" && !ENVELOPE_FIELDS.has(field));

/** Equal for statements that say the same, whatever dates they give for it: who denies it, denies it of every date. */
export const statementKey = (statement: Statement): string =>
  canonicalJson(
    isOfEvent(statement) ? statement : { ...Object.fromEntries(claimedFields(statement)), type: statement.type },
  );

/**
 * Finds what states that an event happened: that which names it, and that which names its type and none but its fields. However
 * many there are, those that claim values of the same fields are found by these values.
 */
export function statedBy<Item extends { readonly statement: Statement }>(
  items: readonly Item[],
): (event: Pick<ResolvedEvent, "id" | "type" | "data">) => readonly Item[] {
  const byEvent = new Map<EventId, Item[]>();
  const byType = new Map<string, Map<string, Group<Item>>>();
  for (const item of items) {
    const { statement } = item;
    if (isOfEvent(statement)) {
      append(byEvent, statement.event, item);
      continue;
    }
    const claimed = claimedFields(statement).sort(([a], [b]) => (a < b ? -1 : 1));
    const fields = claimed.map(([field]) => field);
    let groups = byType.get(statement.type);
    if (groups === undefined) byType.set(statement.type, (groups = new Map()));
    let group = groups.get(fields.join());
    if (group === undefined) groups.set(fields.join(), (group = { fields, byValues: new Map() }));
    append(group.byValues, canonicalJson(claimed.map(([, value]) => value ?? null)), item);
  }
  return ({ id, type, data }) => {
    const found = [...(byEvent.get(id) ?? [])];
    if (typeof data !== "object" || data === null) return found;
    for (const { fields, byValues } of byType.get(type)?.values() ?? [])
      for (const item of byValues.get(canonicalJson(fields.map((field) => Reflect.get(data, field) ?? null))) ?? [])
        found.push(item);
    return found;
  };
}

/** What claims values of the same fields. */
interface Group<Item> {
  readonly fields: readonly string[];
  readonly byValues: Map<string, Item[]>;
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
