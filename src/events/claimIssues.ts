import type { Catalogue, EventIssue } from "./createCatalogue.ts";
import { ENVELOPE_FIELDS } from "./envelope.ts";
import { type Fields, isFields } from "./flatFields.ts";

/** Types whose `claim` is an event that somebody says has happened. */
const CLAIMING: ReadonlySet<unknown> = new Set(["ReportFiled", "ReportPlanted"]);

/** Nothing is known of when: stands in for the date that a claim need not have. */
const SOME_TIME = "../..";

/** What is wrong with what a report claims, by the schema of the type that it claims; a claim of an unknown type may hold anything. */
export function claimIssues({ type, claim }: Fields, catalogue: Catalogue): EventIssue[] {
  if (!CLAIMING.has(type)) return [];
  const path: string[] = ["claim"];
  let inner = claim;
  while (isFields(inner) && !("type" in inner) && "not" in inner) {
    inner = inner["not"];
    path.push("not");
  }
  if (!isFields(inner) || typeof inner["type"] !== "string" || !catalogue.definitions.has(inner["type"])) return [];
  return [...envelopeFieldsIn(inner, path), ...fieldIssues(inner, path, catalogue)];
}

function fieldIssues(claim: Fields, path: EventIssue["path"], catalogue: Catalogue): EventIssue[] {
  const parsed = catalogue.parse({ at: SOME_TIME, ...claim });
  if (parsed.kind !== "invalid") return [];
  return parsed.issues.map((issue) => ({
    path: [...path, ...issue.path],
    message: issue.message.replace(`\`${issue.path.join(".")}\``, () => `\`${[...path, ...issue.path].join(".")}\``),
  }));
}

/** A claim is no event of its own: apart from a date, it has only what its type has. */
function envelopeFieldsIn(claim: Fields, path: EventIssue["path"]): EventIssue[] {
  return Object.keys(claim)
    .filter(
      (field) =>
        ENVELOPE_FIELDS.has(field) && field !== "at" && !(field === "title" && claim["type"] === "DocumentAdded"),
    )
    .map((field) => ({
      path: [...path, field],
      message: `A claim has no field \`${field}\`, only those of ${String(claim["type"])}.`,
    }));
}
