import { isMap, isNode, isScalar, isSeq, type Node, type Scalar } from "yaml";

/** What stands behind a field or an item. */
export interface YamlChild {
  readonly key: Scalar | undefined;
  readonly value: Node | undefined;
}

/** Follows an alias to what it stands for. */
export type Resolve = (node: Node | undefined) => Node | undefined;

/** `<<`, unquoted: the mappings behind it lend their fields (yaml.org/type/merge.html). */
export const isMergeKey = (key: Scalar): boolean => key.value === "<<" && key.type === "PLAIN";

/** A field of a mapping, its own or else a merged one, or an item of a list. */
export function childOf(node: Node | undefined, step: string | number, resolve: Resolve): YamlChild | undefined {
  if (isSeq(node)) {
    const item = typeof step === "number" ? node.items[step] : undefined;
    return isNode(item) ? { key: undefined, value: item } : undefined;
  }
  if (!isMap(node)) return undefined;
  let merged: YamlChild | undefined;
  for (const { key, value } of node.items) {
    if (!isScalar(key)) continue;
    const inner = isNode(value) ? value : undefined;
    if (isMergeKey(key)) for (const from of mergedInto(inner, resolve)) merged ??= childOf(from, step, resolve);
    else if (key.value === String(step)) return { key, value: inner };
  }
  return merged;
}

/** All fields of a mapping, its own before merged ones. */
export function fieldsOf(node: Node | undefined, resolve: Resolve): Map<string, YamlChild> {
  const fields = new Map<string, YamlChild>();
  if (!isMap(node)) return fields;
  const merges: Node[] = [];
  for (const { key, value } of node.items) {
    if (!isScalar(key)) continue;
    const inner = isNode(value) ? value : undefined;
    if (isMergeKey(key)) for (const from of mergedInto(inner, resolve)) merges.push(from);
    else fields.set(String(key.value), { key, value: inner });
  }
  for (const from of merges)
    for (const [field, child] of fieldsOf(from, resolve)) if (!fields.has(field)) fields.set(field, child);
  return fields;
}

function mergedInto(value: Node | undefined, resolve: Resolve): Node[] {
  const source = resolve(value);
  const nodes: unknown[] = isSeq(source) ? source.items : [source];
  return nodes.flatMap((node) => (isNode(node) ? (resolve(node) ?? []) : []));
}
