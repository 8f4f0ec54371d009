import { type Alias, isAlias, isMap, isNode, isScalar, isSeq, type Node, type Scalar } from "yaml";
import { straySigns } from "../../../events/straySigns.ts";
import { type Location, ValorisError } from "../../../events/valorisError.ts";
import { isFields } from "../statements/draft.ts";
import type { CanonLimits } from "../input/limits.ts";
import { isMergeKey } from "./yamlNodes.ts";

const NO_NEED = "No event needs that; perhaps brackets are not closed.";

interface Context {
  readonly at: (offset: number, length?: number) => Location;
  readonly limits: CanonLimits;
  /** Of the text: what aliases may add grows with what was written. */
  readonly size: number;
}

interface Anchored {
  readonly node: Node;
  readonly value: unknown;
  /** Nodes in it, aliases written out. */
  readonly size: number;
  readonly height: number;
}

/**
 * A YAML node as plain data, and what each alias stands for. An alias shares its target's value; what it would be written out
 * is counted, since whoever reads the value has to walk through it (the “billion laughs”).
 *
 * @throws ValorisError `canon/yaml-syntax`, `canon/aliases`, `canon/depth`
 */
export function yamlValue(
  root: Node | undefined,
  context: Context,
): { value: unknown; targets: ReadonlyMap<Alias, Node> } {
  const { at, limits } = context;
  const targets = new Map<Alias, Node>();
  const anchors = new Map<string, Anchored | "open">();
  const budget = 10_000 + context.size;
  let size = 0;
  let added = 0;
  let deepest = 0;

  const refuse = (node: Node, code: string, message: string, help: string): never => {
    const [start, end] = node.range ?? [0, 0];
    throw new ValorisError(code, message, { at: at(start, end - start), help });
  };

  const read = (node: Node, depth: number): unknown => {
    size++;
    if (depth > deepest) deepest = depth;
    if (depth > limits.depth)
      refuse(node, "canon/depth", `Lists and mappings are nested more than ${limits.depth} deep here.`, NO_NEED);
    if (isAlias(node)) return readAlias(node, depth);
    if ((!isScalar(node) && !isMap(node) && !isSeq(node)) || node.anchor === undefined) return readNode(node, depth);
    anchors.set(node.anchor, "open");
    const before = { size, deepest };
    deepest = depth;
    const value = readNode(node, depth);
    anchors.set(node.anchor, { node, value, size: size - before.size + 1, height: deepest - depth });
    deepest = Math.max(deepest, before.deepest);
    return value;
  };

  const readAlias = (alias: Alias, depth: number): unknown => {
    const target = anchors.get(alias.source);
    if (target === undefined)
      return refuse(
        alias,
        "canon/yaml-syntax",
        `*${alias.source} stands for nothing: no &${alias.source} comes before it.`,
        "Put text that starts with * in quotes.",
      );
    if (target === "open")
      return refuse(alias, "canon/aliases", `*${alias.source} would contain itself.`, "Write out what is meant.");
    targets.set(alias, target.node);
    size += target.size;
    added += target.size;
    if (added > budget)
      refuse(
        alias,
        "canon/aliases",
        "The aliases of this file stand for far more than what is written.",
        "Write it out, or as NDJSON.",
      );
    deepest = Math.max(deepest, depth + target.height);
    if (depth + target.height > limits.depth)
      refuse(
        alias,
        "canon/depth",
        `With what *${alias.source} stands for, this is nested more than ${limits.depth} deep.`,
        NO_NEED,
      );
    return target.value;
  };

  const readNode = (node: Node, depth: number): unknown => {
    if (isSeq(node)) return node.items.map((item) => (isNode(item) ? read(item, depth + 1) : null));
    if (isMap(node)) {
      const own = new Map<string, Scalar>();
      const value: Record<string, unknown> = {};
      for (const { key, value: inner } of node.items) {
        if (!isScalar(key) || typeof key.value !== "string")
          return refuse(node, "canon/yaml-syntax", "A key has to be text.", "Put it in quotes.");
        const field = key.value;
        if (isMergeKey(key)) {
          merge(value, own, isNode(inner) ? inner : undefined, depth);
          continue;
        }
        if (own.has(field))
          refuse(
            key,
            "canon/yaml-syntax",
            `\`${field}\` stands here twice.`,
            straySigns(field) ?? "Remove one of them; a list holds several values.",
          );
        own.set(field, key);
        define(value, field, isNode(inner) ? read(inner, depth + 1) : null);
      }
      return value;
    }
    return isScalar(node) ? node.value : null;
  };

  /** Fields of other mappings, where the mapping has none of its own; of several, the first that has one wins. */
  const merge = (
    into: Record<string, unknown>,
    own: ReadonlyMap<string, Scalar>,
    source: Node | undefined,
    depth: number,
  ): void => {
    if (source === undefined) return;
    // One deeper: whoever looks a field up has to go through every merge.
    const value = read(source, depth + 1);
    for (const from of Array.isArray(value) ? value : [value]) {
      if (!isFields(from))
        return refuse(
          source,
          "canon/yaml-syntax",
          "`<<` takes a mapping, or a list of mappings.",
          "Write <<: *name, or put << in quotes if it is a field.",
        );
      for (const [field, inner] of Object.entries(from))
        if (!own.has(field) && !Object.hasOwn(into, field)) define(into, field, inner);
    }
  };

  return { value: root === undefined ? undefined : read(root, 0), targets };
}

/** Not an assignment: `__proto__` is a field like any other. */
function define(into: Record<string, unknown>, field: string, value: unknown): void {
  if (field === "__proto__")
    Object.defineProperty(into, field, { value, writable: true, enumerable: true, configurable: true });
  else into[field] = value;
}
