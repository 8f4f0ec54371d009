/** Text of a file that is replaced: UTF-16 units from 0, after a byte order mark. */
export interface TextEdit {
  readonly path: string;
  readonly start: number;
  /** The first unit that stays. */
  readonly end: number;
  readonly text: string;
}

/** A part of a text. */
export type TextSpan = Pick<TextEdit, "start" | "end">;

/**
 * A text with edits made in it; they may not overlap.
 *
 * @example
 * import { editing } from "valoris/canon";
 *
 * const edit = { path: "a.yaml", start: 8, end: 11, text: "gor" };
 * console.log(editing.applyEdits("person: Gor", [edit])); // person: gor
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let edited = "";
  let from = 0;
  for (const { start, end, text: added } of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    edited += text.slice(from, start) + added;
    from = end;
  }
  return edited + text.slice(from);
}
