import type { EventId } from "../../events/envelope.ts";

/** A change of text that would settle a finding. */
export interface Fix {
  /** What it does, as a command: “Write breen-confederacy”. */
  readonly title: string;
  /** It changes nothing of what canon says, only how it is written: `--fix` may do it unasked. */
  readonly safe?: boolean;
  /** The field of an event whose value is replaced. */
  readonly at: { readonly event: EventId; readonly path: readonly (string | number)[] };
  /** The new value, as an id or plain text; undefined: the field, or the item of a list, is taken out. */
  readonly value: string | undefined;
}
