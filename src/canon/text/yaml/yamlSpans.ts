import { isCollection, isMap, isNode, isPair, isScalar, type YAMLMap, type YAMLSeq } from "yaml";
import type { TextSpan } from "../statements/textEdit.ts";

/** Where each item of a list (with its dash) or each field of a mapping stands; undefined for forms that nobody writes by hand. */
export function itemSpans(text: string, parent: YAMLMap | YAMLSeq): TextSpan[] | undefined {
  const spans: TextSpan[] = [];
  for (const item of parent.items) {
    const start = isMap(parent) ? keyStart(text, item) : itemStart(text, item, parent.flow === true);
    const end = contentEnd(text, item);
    if (start === undefined || end === undefined) return undefined;
    spans.push({ start, end });
  }
  return spans;
}

function keyStart(text: string, pair: unknown): number | undefined {
  if (!isPair(pair) || !isScalar(pair.key) || !pair.key.range || pair.key.anchor !== undefined) return undefined;
  const [start] = pair.key.range;
  // An explicit key (“? key”) has more than its text.
  return /\?[ \t]*$/.test(text.slice(Math.max(0, start - 10), start)) ? undefined : start;
}

function itemStart(text: string, item: unknown, isFlow: boolean): number | undefined {
  if (!isNode(item) || !item.range) return undefined;
  const [start] = item.range;
  if (isFlow) return hasProperties(item) ? undefined : start;
  const [dash] = /-[ \t]*$/.exec(text.slice(text.lastIndexOf("\n", start - 1) + 1, start)) ?? [];
  return dash === undefined ? undefined : start - dash.length;
}

const hasProperties = (item: unknown): boolean => (isScalar(item) || isCollection(item)) && item.anchor !== undefined;

/** Where the last thing that is written in it ends, before any comment. */
function contentEnd(text: string, item: unknown): number | undefined {
  if (isPair(item)) {
    const end = isNode(item.value) ? contentEnd(text, item.value) : undefined;
    return end ?? (isNode(item.key) ? item.key.range?.[1] : undefined);
  }
  if (!isNode(item) || !item.range) return undefined;
  const [start, end] = item.range;
  if (isCollection(item) && item.flow !== true && item.items.length > 0) return contentEnd(text, item.items.at(-1));
  return start + text.slice(start, end).trimEnd().length;
}

/** Where the line ends that an offset is on. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end;
}
