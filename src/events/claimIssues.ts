import { DocumentAdded } from "./catalogue/documents.ts";
import { claimedFields, claimSchema } from "./claim.ts";
import type { Catalogue } from "./createCatalogue.ts";
import { ENVELOPE_FIELDS } from "./envelope.ts";
import { type EventIssue, renamed } from "./eventIssue.ts";
import type { Fields } from "./flatFields.ts";

/** Nothing is known of when: stands in for the date that a claim need not have. */
const SOME_TIME = "../..";

/** What is wrong with what a report claims, by the schema of the type that it claims; a claim of an unknown type may hold anything. */
export function claimIssues({ type, claim }: Fields, catalogue: Catalogue): EventIssue[] {
  // A `claim` is an event that somebody says has happened.
  if (typeof type !== "string" || catalogue.definitions.get(type)?.schema.shape["claim"] !== claimSchema) return [];
  const claimed = claimedFields(claim);
  if (claimed === undefined) return [];
  const { fields: inner, path } = claimed;
  if (typeof inner["type"] !== "string" || !catalogue.definitions.has(inner["type"])) return [];
  return [...envelopeFieldsIn(inner, path), ...fieldIssues(inner, path, catalogue)];
}

function fieldIssues(claim: Fields, path: EventIssue["path"], catalogue: Catalogue): EventIssue[] {
  const parsed = catalogue.parse({ at: SOME_TIME, ...claim });
  if (parsed.kind !== "invalid") return [];
  return parsed.issues.map((issue) => renamed(issue, [...path, ...issue.path]));
}

/** A claim is no event of its own: apart from a date, it has only what its type has. */
function envelopeFieldsIn(claim: Fields, path: EventIssue["path"]): EventIssue[] {
  return Object.keys(claim)
    .filter(
      (field) =>
        ENVELOPE_FIELDS.has(field) && field !== "at" && !(field === "title" && claim["type"] === DocumentAdded.type),
    )
    .map((field) => ({
      path: [...path, field],
      kind: "unknown-field",
      message: `A claim has no field \`${field}\`, only those of ${String(claim["type"])}.`,
    }));
}
