import { type JsonNode, type JsonProblem, jsonTree } from "./jsonTree.ts";

/** A text of so many characters takes long enough to read to be kept; so many of them, as each takes room. */
const LONG = 4096;
const KEPT = 8;

/** Reads JSON texts for their places: many findings may be about different places of one long text. */
export function rememberTrees<Key>(textOf: (key: Key) => string, depth: number): (key: Key) => JsonNode | JsonProblem {
  const kept = new Map<Key, JsonNode | JsonProblem>();
  return (key) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const text = textOf(key);
    const tree = jsonTree(text, depth);
    if (text.length < LONG) return tree;
    const [oldest] = kept.keys();
    if (oldest !== undefined && kept.size === KEPT) kept.delete(oldest);
    kept.set(key, tree);
    return tree;
  };
}
