import type { Finding } from "../findings/finding.ts";
import type { TextFix } from "../../text/statements/fix.ts";
import type { TextEdit } from "../../text/statements/textEdit.ts";
import { countWhile } from "../../../idioms/sortedSearch.ts";

export interface ChosenFixes {
  /** How many fixes were chosen. */
  readonly count: number;
  /** By path, in order; they do not overlap. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
}

/**
 * The safe fixes that can be made at once: of two that overlap the first. Text is taken out only once nothing else is left to mend,
 * since an expectation may be met then, and once an event, so that no list loses all its items and stays.
 */
export function chooseFixes(findings: readonly Finding[]): ChosenFixes {
  const replacing: TextFix[] = [];
  const removing = new Map<string, TextFix>();
  for (const { fixes = [], events } of findings) {
    const fix = fixes.find(({ safe }) => safe === true);
    if (fix === undefined) continue;
    const event = events[0] ?? "";
    if (fix.edits.some(({ text }) => text !== "")) replacing.push(fix);
    else if (!removing.has(event)) removing.set(event, fix);
  }
  return fitting(replacing.length > 0 ? replacing : [...removing.values()]);
}

function fitting(fixes: readonly TextFix[]): ChosenFixes {
  const chosen = new Map<string, TextEdit[]>();
  let count = 0;
  for (const { edits } of fixes) {
    if (edits.some((edit) => overlaps(edit, chosen.get(edit.path) ?? []))) continue;
    count++;
    for (const edit of edits) {
      const own = chosen.get(edit.path);
      if (own === undefined) chosen.set(edit.path, [edit]);
      else own.splice(placeOf(edit, own), 0, edit);
    }
  }
  return { count, edits: chosen };
}

function overlaps(edit: TextEdit, others: readonly TextEdit[]): boolean {
  const place = placeOf(edit, others);
  const before = others[place - 1];
  const after = others[place];
  return (before !== undefined && before.end > edit.start) || (after !== undefined && after.start < edit.end);
}

/** The first that starts no earlier. */
function placeOf({ start }: TextEdit, others: readonly TextEdit[]): number {
  return countWhile(others, (other) => other.start < start);
}
