import { isScalar, type Node, type Scalar } from "yaml";
import { yamlEdit } from "./yamlEdit.ts";
import type { FieldPath, Site } from "../statements/draft.ts";
import type { YamlFile } from "./yamlFile.ts";
import type { YamlChild } from "./yamlNodes.ts";

/** A site for a node, or for an entry that `key` names; `written` leads from a lowered event's fields to the node's. */
export function yamlSite(
  file: YamlFile,
  node: Node | undefined,
  key?: Scalar,
  written: (path: FieldPath) => FieldPath = (path) => path,
): Site {
  const walk = (path: FieldPath): YamlChild & { readonly whole: boolean } => {
    let current: YamlChild = { key, value: node };
    for (const step of written(path)) {
      const next = file.child(current.value, step);
      if (next === undefined) return { ...current, whole: false };
      current = next;
    }
    return { ...current, whole: true };
  };
  return {
    written,
    place: (path, part = "value") => {
      const found = walk(path);
      // What is missing in a value is best shown at the value's name.
      const isEntry = found.key === key;
      const atKey = part === "key" || isEntry || !found.whole || isEmpty(found.value);
      return file.locate(atKey ? (found.key ?? found.value) : found.value);
    },
    plain: (path) => {
      const { value, whole } = walk(path);
      return whole && isScalar(value) && value.type === "PLAIN"
        ? { source: value.source ?? "", value: value.value }
        : undefined;
    },
    edit: (path, value) => {
      const place = written(path);
      // Of what a shorthand only implies, nothing is written.
      if (place.length < path.length) return [];
      return yamlEdit(file.text, node, place, value).map((change) => ({ path: file.path, ...change }));
    },
  };
}

const isEmpty = (node: Node | undefined): boolean => !node?.range || node.range[0] === node.range[1];
