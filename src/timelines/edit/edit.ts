import type { DateExpression } from "../../events/dates/dateExpression.ts";
import type { ChronicleEvent, EventId, TimelineName } from "../../events/envelope.ts";

import type { ChronicleInPages } from "../pages/chronicleInPages.ts";

/** A change of history. Nothing is overwritten: each is recorded as an event of its own, with its reason. */
export type Edit =
  | { readonly kind: "retract"; readonly event: EventId; readonly reason: string }
  /** `set` holds flat fields as files have them; `null` takes a field away. */
  | {
      readonly kind: "amend";
      readonly event: EventId;
      readonly set: Readonly<Record<string, unknown>>;
      readonly reason: string;
    }
  | { readonly kind: "move"; readonly event: EventId; readonly at: DateExpression; readonly reason: string }
  /** A flat event, as files have it. Without an id it gets one. */
  | { readonly kind: "add"; readonly fields: Readonly<Record<string, unknown>>; readonly reason?: string }
  /** Takes back an edit: what was added, amended or retracted by this event; without one, the last commit that still counts. */
  | { readonly kind: "undo"; readonly event?: EventId; readonly reason?: string };

/** What an edit comes to. */
export interface PlannedEdit {
  /** What is appended, in one commit. */
  readonly events: readonly ChronicleEvent[];
  /** The events of history that it is about. */
  readonly touched: readonly EventId[];
}

/** An edit, as it was recorded. */
export interface EditedTimeline extends PlannedEdit {
  readonly timeline: TimelineName;
  /** Its position before, and now. */
  readonly from: number;
  readonly head: number;
  /** The timeline as it was, and as it is with the edit. */
  readonly before: ChronicleInPages;
  readonly after: ChronicleInPages;
}
