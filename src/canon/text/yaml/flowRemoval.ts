import type { TextSpan } from "../statements/textEdit.ts";

/** What stands between brackets or braces. */
export interface FlowList {
  readonly items: readonly TextSpan[];
  /** Where the closing bracket is. */
  readonly close: number;
}

/** An item, its comma and what was only there for it; comments stay. */
export function flowRemoval(text: string, { items, close }: FlowList, index: number): TextSpan[] {
  const own = items[index];
  if (own === undefined) return [];
  const before = items[index - 1];
  const next = items[index + 1];
  const after = text.slice(own.end, next?.start ?? close);
  if (next !== undefined && /^\s*,[ \t]*$/.test(after)) return [{ start: own.start, end: next.start }];
  const comma = COMMA.exec(after)?.[0].length;
  if (comma === undefined) {
    const isPlain = before !== undefined && /^\s*,\s*$/.test(text.slice(before.end, own.start));
    return [isPlain ? { start: before.end, end: own.end } : withLine(text, own)];
  }
  const end = own.end + comma;
  if (/^\s*,$/.test(text.slice(own.end, end))) return [withLine(text, { start: own.start, end })];
  return [withLine(text, own), { start: end - 1, end }];
}

/** The comma after an item, past comments. */
const COMMA = /^(?:\s|#.*\r?\n)*,/;

/** The line as well, or its end, where nothing else stands there. */
function withLine(text: string, { start, end }: TextSpan): TextSpan {
  const [rest = ""] = /^[ \t]*(?:\r?\n)?/.exec(text.slice(end)) ?? [];
  const [indent = ""] = /[ \t]*$/.exec(text.slice(0, start)) ?? [];
  if (!rest.endsWith("\n")) return { start, end };
  const isWhole = text[start - indent.length - 1] === "\n";
  return { start: start - indent.length, end: isWhole ? end + rest.length : end };
}
