import { contentHash } from "../../events/contentHash.ts";
import { flatten } from "../../events/createCatalogue.ts";
import type { ChronicleEvent } from "../../events/envelope.ts";
import { isAmendment } from "../amendments.ts";

/**
 * By what an edit is known wherever it is carried: its own `change` and what it is about, since one edit may hold several events; or, of
 * an event without, the hash of what it says. An amendment's own id says nothing: it may have another elsewhere.
 */
export function changeId(event: ChronicleEvent): string {
  const { recorded: _recorded, change, id, ...fields } = flatten(event);
  const about = isAmendment(event) ? (event.data as { readonly target: string }).target : id;
  return typeof change === "string"
    ? `${change}:${event.type}:${String(about)}`
    : contentHash(isAmendment(event) ? fields : { id, ...fields });
}
