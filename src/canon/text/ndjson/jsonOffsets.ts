import type { FieldPath } from "../statements/draft.ts";
import { isProblem, type JsonNode, type JsonProblem, jsonTree } from "./jsonTree.ts";

export interface TextRange {
  readonly start: number;
  readonly length: number;
}

/** Where JSON text stops being JSON (RFC 8259), and why in plain words; undefined when it is fine. */
export function firstJsonProblem(text: string, depth: number): JsonProblem | undefined {
  const tree = jsonTree(text, depth);
  return isProblem(tree) ? tree : undefined;
}

/** The value at `path` in JSON text, or its name; the nearest parent where that is not there. */
export function jsonRange(tree: JsonNode | JsonProblem, path: FieldPath, part: "value" | "key"): TextRange {
  let node = tree;
  if (isProblem(node)) return { start: node.offset, length: 1 };
  let key: TextRange | undefined;
  for (const step of path) {
    const next = childOf(node, step);
    if (next === undefined) return rangeOf(node);
    node = next.value;
    key = next.key;
  }
  return part === "key" && key !== undefined ? key : rangeOf(node);
}

/** A name that an object has twice: the second of the two, which JSON.parse would quietly prefer. */
export function repeatedJsonKey(text: string, depth: number): (TextRange & { readonly name: string }) | undefined {
  const tree = jsonTree(text, depth);
  return isProblem(tree) ? undefined : repeatedIn(tree);
}

function repeatedIn(node: JsonNode): (TextRange & { readonly name: string }) | undefined {
  const seen = new Set<string>();
  for (const { name, key, value } of node.members ?? []) {
    if (seen.has(name)) return { ...key, name };
    seen.add(name);
    const inner = repeatedIn(value);
    if (inner !== undefined) return inner;
  }
  for (const item of node.items ?? []) {
    const inner = repeatedIn(item);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

const rangeOf = ({ start, end }: JsonNode): TextRange => ({ start, length: end - start });

function childOf(node: JsonNode, step: string | number): { key: TextRange | undefined; value: JsonNode } | undefined {
  const item = typeof step === "number" ? node.items?.[step] : undefined;
  return item === undefined ? node.members?.find(({ name }) => name === String(step)) : { key: undefined, value: item };
}
