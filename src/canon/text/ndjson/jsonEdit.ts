import type { FieldPath } from "../statements/draft.ts";
import { isProblem, type JsonNode, jsonTree } from "./jsonTree.ts";
import { flowRemoval, type FlowList } from "../yaml/flowRemoval.ts";
import type { TextEdit } from "../statements/textEdit.ts";

type Change = Omit<TextEdit, "path">;

/** Gives the value at a path of JSON text another text, or takes it out; nothing where there is no such value. */
export function jsonEdit(text: string, path: FieldPath, value: string | undefined, depth: number): readonly Change[] {
  const root = jsonTree(text, depth);
  if (isProblem(root)) return [];
  const parents: { readonly node: JsonNode; readonly index: number }[] = [];
  let node = root;
  for (const step of path) {
    const index =
      node.items === undefined
        ? (node.members ?? []).findIndex(({ name }) => name === String(step))
        : Number(typeof step === "number" ? step : -1);
    const inner = node.items?.[index] ?? node.members?.[index]?.value;
    if (inner === undefined) return [];
    parents.push({ node, index });
    node = inner;
  }
  if (value !== undefined) return [{ start: node.start, end: node.end, text: JSON.stringify(value) }];
  // A list that would be empty goes as a whole.
  const last = parents.findLast(({ node: { items } }) => items?.length !== 1);
  return last === undefined
    ? []
    : flowRemoval(text, listOf(last.node), last.index).map((span) => ({ ...span, text: "" }));
}

const listOf = ({ items, members, end }: JsonNode): FlowList => ({
  items: items ?? (members ?? []).map(({ key, value }) => ({ start: key.start, end: value.end })),
  close: end - 1,
});
