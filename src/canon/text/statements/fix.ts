import type { EventId } from "../../../events/envelope.ts";
import type { TextEdit } from "./textEdit.ts";

/** What would settle a finding, in the words of canon: as a rule puts it. */
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

/** The same as changes of text, all of them to be made together. */
export interface TextFix extends Pick<Fix, "title" | "safe"> {
  readonly edits: readonly TextEdit[];
}
