import { contentHash } from "../../events/contentHash.ts";
import { flatten } from "../../events/createCatalogue.ts";
import type { ChronicleEvent } from "../../events/envelope.ts";
import { isAmendment } from "../amendments.ts";
import { targetOf } from "../edit/planEdit.ts";

/** What an event says, apart from how, by which edit and why it was recorded. */
export function stated(event: ChronicleEvent): Readonly<Record<string, unknown>> {
  const { recorded: _recorded, change: _change, why: _why, ...fields } = flatten(event);
  return fields;
}

/**
 * By what an edit is known wherever it is carried: its own `change` and what it is about, since one edit may hold several events; or, of
 * an event without, the hash of what it says. An amendment's own id says nothing: it may have another elsewhere.
 */
export function changeId(event: ChronicleEvent): string {
  const { change, type, id } = event;
  if (change !== undefined) return `${change}:${type}:${isAmendment(event) ? targetOf(event) : id}`;
  const { id: _id, ...fields } = stated(event);
  return contentHash(isAmendment(event) ? fields : { id, ...fields });
}
