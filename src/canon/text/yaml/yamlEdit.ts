import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { FieldPath } from "../statements/draft.ts";
import { isMergeKey } from "./yamlNodes.ts";
import { flowRemoval } from "./flowRemoval.ts";
import { type Quoting, yamlScalar } from "./scalarText.ts";
import type { TextEdit, TextSpan } from "../statements/textEdit.ts";
import { lineEnd, itemSpans } from "./yamlSpans.ts";

type Change = Omit<TextEdit, "path">;

/** A list or mapping, and which of its items is meant. */
interface Step {
  readonly parent: YAMLMap | YAMLSeq;
  readonly index: number;
}

/**
 * Gives the value at a path of a node another text, or takes it out. Nothing where that would change more than this: behind an
 * anchor or an alias, with a comment inside, or in a form that it cannot be cut out of.
 */
export function yamlEdit(
  text: string,
  root: Node | undefined,
  path: FieldPath,
  value: string | undefined,
): readonly Change[] {
  const steps: Step[] = [];
  let node = root;
  for (const step of path) {
    if (!isCollection(node) || node.anchor !== undefined || (!isMap(node) && !isSeq(node))) return [];
    const index = indexOf(node, step);
    const inner: unknown = isMap(node) ? node.items[index]?.value : node.items[index];
    if (!isNode(inner)) return [];
    steps.push({ parent: node, index });
    node = inner;
  }
  if (steps.length === 0) return [];
  if (value !== undefined) return replacement(text, node, value);
  return removal(text, steps).map((span) => ({ ...span, text: "" }));
}

function indexOf(node: YAMLMap | YAMLSeq, step: string | number): number {
  if (isSeq(node)) return typeof step === "number" ? step : -1;
  return node.items.findIndex(({ key }) => isScalar(key) && !isMergeKey(key) && key.value === String(step));
}

function replacement(text: string, node: Node | undefined, value: string): Change[] {
  const quoting = quotingOf(text, node);
  if (quoting === undefined || !node?.range) return [];
  const [start, end] = node.range;
  return start === end ? [] : [{ start, end, text: yamlScalar(value, quoting) }];
}

function quotingOf(text: string, node: Node | undefined): Quoting | undefined {
  if (isAlias(node)) return "plain";
  if (isScalar(node) && node.anchor === undefined) return QUOTINGS[node.type ?? ""];
  const isReplaceable = isCollection(node) && node.flow === true && node.range && isWhole(text, node);
  return isReplaceable && !hasComment(text.slice(node.range?.[0], node.range?.[1])) ? "plain" : undefined;
}

const QUOTINGS: Readonly<Record<string, Quoting>> = { PLAIN: "plain", QUOTE_SINGLE: "single", QUOTE_DOUBLE: "double" };

function removal(text: string, steps: readonly Step[]): TextSpan[] {
  // A list that would be empty goes as a whole.
  const last = steps.findLast(({ parent }) => !isSeq(parent) || parent.items.length > 1);
  if (last === undefined) return [];
  const { parent, index } = last;
  const items = itemSpans(text, parent);
  const own = items?.[index];
  if (items === undefined || own === undefined || isShared(parent, index)) return [];
  if (hasComment(text.slice(own.start, own.end))) return [];
  if (parent.flow === true)
    return isWhole(text, parent) ? flowRemoval(text, { items, close: (parent.range?.[1] ?? 0) - 1 }, index) : [];
  return blockRemoval(text, own, items[index + 1], items.length);
}

/** Something else may be made of what would be taken out. */
function isShared(parent: YAMLMap | YAMLSeq, index: number): boolean {
  if (isMap(parent) && parent.items.some(({ key }) => isScalar(key) && isMergeKey(key))) return true;
  let isAnchored = false;
  const item = parent.items[index];
  const parts: unknown[] = isMap(parent) ? [parent.items[index]?.key, parent.items[index]?.value] : [item];
  for (const part of parts)
    if (isNode(part))
      visit(part, {
        Node: (_key, node) => {
          if (!isAlias(node) && node.anchor !== undefined) isAnchored = true;
        },
      });
  return isAnchored;
}

/** With its brackets: a pair may stand in a list without braces. */
const isWhole = (text: string, { range }: Node): boolean => "[{".includes(text[range?.[0] ?? -1] ?? " ");

/** It may also be text that looks like one: then a person has to look. */
const hasComment = (text: string): boolean => /(?:^|\s)#/.test(text);

/** The lines of an item; the comment after it stays. */
function blockRemoval(text: string, own: TextSpan, next: TextSpan | undefined, count: number): TextSpan[] {
  if (count === 1) return [];
  const lineStart = text.lastIndexOf("\n", own.start - 1) + 1;
  if (text.slice(lineStart, own.start).trim() !== "") {
    // The line begins with the dash of a list around it.
    const isNext = next !== undefined && text.slice(own.end, next.start).trim() === "";
    return isNext ? [{ start: own.start, end: next.start }] : [];
  }
  const end = lineEnd(text, own.end);
  const rest = text.slice(own.end, end);
  if (rest.trim() === "") return [{ start: lineStart, end: Math.min(text.length, end + 1) }];
  return /^\s+#/.test(rest) ? [{ start: own.start, end: end - rest.trimStart().length }] : [];
}
