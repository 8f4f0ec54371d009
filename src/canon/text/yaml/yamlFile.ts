import { isAlias, type Node } from "yaml";
import { type Location, ValorisError } from "../../../events/valorisError.ts";
import { type CanonLimits, LIMITS } from "../input/limits.ts";
import { locationAt, type TextLines, textLines } from "../input/textLines.ts";
import { yamlDocument } from "./yamlDocument.ts";
import { childOf, fieldsOf, type Resolve, type YamlChild } from "./yamlNodes.ts";
import { yamlValue } from "./yamlValue.ts";

/** A YAML file as plain data, with the node behind each piece of it. */
export interface YamlFile {
  readonly path: string;
  readonly text: string;
  readonly lines: TextLines;
  /** Plain data; undefined for an empty file. */
  readonly value: unknown;
  readonly root: Node | undefined;
  /** What a field or an item is: aliases are followed, merged mappings looked through. */
  child(node: Node | undefined, step: string | number): YamlChild | undefined;
  /** All fields of a mapping, where there may be many of them. */
  children(node: Node | undefined): ReadonlyMap<string, YamlChild>;
  locate(node: Node | undefined, length?: number): Location;
}

/**
 * Parses YAML 1.2 (core schema: dates stay text).
 *
 * @throws ValorisError `canon/yaml-syntax`, `canon/line-length`, `canon/depth`, `canon/aliases`, `canon/too-large`
 */
export function parseYaml(path: string, text: string, limits: CanonLimits = LIMITS): YamlFile {
  const lines = textLines(text);
  const at = (offset: number, length = 1): Location => locationAt(path, lines, offset, length);
  refuseLongLines(path, text, limits);

  const document = yamlDocument(text, limits, at);
  const root = document.contents ?? undefined;
  const { value, targets } = yamlValue(root, { at, limits, size: text.length });
  const resolve: Resolve = (node) => (isAlias(node) ? targets.get(node) : node);
  return {
    path,
    text,
    lines,
    value,
    root,
    child: (node, step) => childOf(resolve(node), step, resolve),
    children: (node) => fieldsOf(resolve(node), resolve),
    locate: (node, length) => {
      const [start, end] = node?.range ?? [0, 0];
      return at(start, length ?? end - start);
    },
  };
}

function refuseLongLines(path: string, text: string, limits: CanonLimits): void {
  let line = 1;
  for (let start = 0; start <= text.length; line++) {
    const found = text.indexOf("\n", start);
    const end = found < 0 ? text.length : found;
    if (end - start > limits.lineLength) throw lineTooLong(path, line, limits);
    start = end + 1;
  }
}

/** @returns what is thrown for a line that is too long, in either format */
export const lineTooLong = (path: string, line: number, { lineLength }: CanonLimits): ValorisError =>
  new ValorisError("canon/line-length", `This line is longer than ${lineLength} characters.`, {
    help: "Break it up; an NDJSON file holds one event a line.",
    at: { path, line, column: lineLength + 1 },
  });
