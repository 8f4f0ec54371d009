import { isMap, isNode, isPair, isScalar, isSeq, type YAMLMap, type YAMLSeq } from "yaml";
import { isFields } from "../statements/draft.ts";
import { LIMITS } from "../input/limits.ts";
import { formatOf, type SourceFile } from "../files/sourceFile.ts";
import type { Position } from "./statementAt.ts";
import { textLines } from "../input/textLines.ts";
import { parseYaml, type YamlFile } from "../yaml/yamlFile.ts";

/** Text that is put in at an offset. */
export interface Insertion {
  readonly offset: number;
  readonly text: string;
}

/** What an author is to say instead. */
export const PLACEHOLDER = "say here why it is meant";

/**
 * Text by which the event, or the entity, that begins at a place expects a finding of a rule; undefined where putting text in does
 * not say it, such as in an alias.
 *
 * @throws ValorisError `canon/…`, for what cannot be read
 */
export function expectEdit({ path, text }: SourceFile, place: Position, rule: string): Insertion | undefined {
  if (formatOf({ path, text }) === "ndjson") return inJson(text, place.line, rule);
  const yaml = parseYaml(path, text, LIMITS);
  const node = nodeAt(yaml, yaml.lines.start(place.line) + place.column - 1);
  if (!isMap(node)) return undefined;
  const entry = `{ rule: ${rule}, reason: ${PLACEHOLDER} }`;
  const expected = yaml.child(node, "expect")?.value;
  if (isSeq(expected)) return anotherItem(text, expected, entry);
  if (node.items.length === 0) return undefined;
  if (node.flow === true) return afterLast(node, `expect: [${entry}]`);
  // Before the field after `type`: whatever that field's value looks like, the insertion fits.
  const keys = node.items.map(({ key }) => key).filter(isScalar);
  const after = keys.findIndex(({ value }) => value === "type" || value === "kind");
  const offset = (keys[after + 1] ?? keys[0])?.range?.[0];
  if (offset === undefined) return undefined;
  const { column } = yaml.lines.position(offset);
  return { offset, text: `expect: [${entry}]\n${" ".repeat(column - 1)}` };
}

function nodeAt({ root }: YamlFile, offset: number): unknown {
  if (!isMap(root)) return undefined;
  for (const { value: section } of root.items) {
    if (isSeq(section)) {
      const found = section.items.find((item) => isNode(item) && item.range?.[0] === offset);
      if (found !== undefined) return found;
    }
    const entries = isMap(section) ? section.items : [];
    const found = entries.find(({ key }) => isNode(key) && key.range?.[0] === offset);
    if (found !== undefined) return found.value;
  }
  return undefined;
}

function anotherItem(text: string, list: YAMLSeq, entry: string): Insertion | undefined {
  if (list.flow === true) return afterLast(list, entry);
  const start = list.range?.[0];
  if (start === undefined || start === null) return undefined;
  const indent = start - (text.lastIndexOf("\n", start - 1) + 1);
  return { offset: start, text: `- ${entry}\n${" ".repeat(indent)}` };
}

/** After the last entry of a flow collection: what follows it may be a comment. */
function afterLast(list: YAMLMap | YAMLSeq, added: string): Insertion | undefined {
  const last: unknown = list.items.at(-1);
  const node = isPair(last) ? (last.value ?? last.key) : last;
  if (last === undefined) return list.range ? { offset: list.range[0] + 1, text: added } : undefined;
  return isNode(node) && node.range ? { offset: node.range[1], text: `, ${added}` } : undefined;
}

function inJson(text: string, number: number, rule: string): Insertion | undefined {
  const lines = textLines(text);
  const line = lines.line(number)?.trimEnd();
  if (line === undefined || !line.endsWith("}")) return undefined;
  const event: unknown = JSON.parse(line);
  if (!isFields(event) || "expect" in event) return undefined;
  const entry = JSON.stringify([{ rule, reason: PLACEHOLDER }]);
  return { offset: lines.start(number) + line.length - 1, text: `,"expect":${entry}` };
}
