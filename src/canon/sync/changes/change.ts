import type { ChronicleEvent, EventId } from "../../../events/envelope.ts";
import type { Fields } from "../../text/statements/draft.ts";

/** What a log lacks to hold what the files say. */
export interface SyncChange {
  /** `restore` takes a retraction back. */
  readonly kind: "add" | "amend" | "retract" | "restore";
  /** The event that it is about. */
  readonly target: EventId;
  /** What is appended: the event itself, or its amendment. */
  readonly event: ChronicleEvent;
  /** The event of the files that says so; absent where nothing in them does any more. */
  readonly written?: EventId;
  /** Of an amendment: the fields that it sets, as they were; `undefined` where they were not there. */
  readonly before?: Fields;
  /** ms; when the files say that it was recorded. */
  readonly recordedAt?: number;
}

/** How many of each kind. */
export function countChanges(changes: readonly SyncChange[]): Readonly<Record<SyncChange["kind"], number>> {
  const counts = { add: 0, amend: 0, retract: 0, restore: 0 };
  for (const { kind } of changes) counts[kind]++;
  return counts;
}
