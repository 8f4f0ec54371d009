import { claimedFields } from "../../../events/claim.ts";
import {
  ANY_ERA,
  type DateExpression,
  type DateStatement,
  parseDateExpression,
} from "../../../events/dates/dateExpression.ts";
import type { Reference } from "../../../events/fields.ts";
import { ValorisError } from "../../../events/valorisError.ts";
import type { ChronicleInMemory } from "../../../timelines/chronicleInMemory.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { fieldOf, textOf } from "../kit/fieldValues.ts";

/** What an event that somebody claims, or denies, would name if it were one: in its fields, and in its date. */
export function claimedReferences(event: ResolvedEvent, { catalogue }: ChronicleInMemory): Reference[] {
  const claimed = claimedFields(fieldOf(event.data, "claim"));
  if (claimed === undefined) return [];
  const { fields, path } = claimed;
  const definition = catalogue.definitions.get(textOf(fields["type"]) ?? "");
  // What nobody defined may hold anything.
  if (definition === undefined) return [];
  const { at } = fields;
  return [
    ...definition.references(fields as never),
    ...(at === undefined ? [] : dateReferences(at as DateExpression)),
  ].map((reference) => ({ ...reference, path: [...path, ...reference.path] }));
}

function dateReferences(at: DateExpression): Reference[] {
  return statementsOf(at).flatMap((statement) => {
    if (statement.kind === "within" || statement.anchor.kind === "span") return [];
    const { anchor } = statement;
    const ids = anchor.kind === "tenure" ? [anchor.holder, anchor.office] : [anchor.id];
    return ids.map((id): Reference => ({ role: "refers", targets: [], id, path: ["at", ...statement.path] }));
  });
}

function statementsOf(at: DateExpression): readonly DateStatement[] {
  try {
    return parseDateExpression(at, ANY_ERA);
  } catch (error) {
    // What is wrong with it was said where the claim was read.
    if (error instanceof ValorisError) return [];
    throw error;
  }
}
