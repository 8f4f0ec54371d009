import { Composer, isAlias, isCollection, isNode, isScalar, Lexer, Parser, visit } from "yaml";
import type { CST, Document, Node, YAMLError } from "yaml";
import { type Location, ValorisError } from "../events/valorisError.ts";
import { type CanonLimits, LIMITS } from "./limits.ts";
import { locationAt, type TextLines, textLines } from "./textLines.ts";
import { childOf, fieldsOf, type Resolve, type YamlChild } from "./yamlNodes.ts";
import { explainYamlError } from "./yamlSyntax.ts";
import { yamlValue } from "./yamlValue.ts";

/** A YAML file as plain data, with the node behind each piece of it. */
export interface YamlFile {
  readonly path: string;
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
 * @throws ValorisError `canon/yaml-syntax`, `canon/line-length`, `canon/depth`, `canon/aliases`
 */
export function parseYaml(path: string, text: string, limits: CanonLimits = LIMITS): YamlFile {
  const lines = textLines(text);
  const at = (offset: number, length = 1): Location => locationAt(path, lines, offset, length);
  refuseLongLines(path, text, limits);

  const composer = new Composer({ schema: "core", resolveKnownTags: false, version: "1.2", stringKeys: true, uniqueKeys: false, logLevel: "silent" });
  const [document, second] = composer.compose(tokens(text, limits, at), true, text.length);
  if (document === undefined) throw new ValorisError("canon/yaml-syntax", "The file cannot be read as YAML.", { at: at(0) });
  const problem = firstProblem(document);
  if (problem !== undefined) throw syntaxError(problem, document, at);
  if (second !== undefined)
    throw new ValorisError("canon/yaml-syntax", "A second document starts here.", {
      help: "A canon file holds one document: make two files of it, or remove the `---`.",
      at: at(second.range[0]),
    });

  const root = document.contents ?? undefined;
  const { value, targets } = yamlValue(root, { at, limits, size: text.length });
  const resolve: Resolve = (node) => (isAlias(node) ? targets.get(node) : node);
  return {
    path,
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

/** The parser's tokens, stopped before what comes after has to recurse through too deep a nesting. */
function* tokens(text: string, limits: CanonLimits, at: (offset: number) => Location): Generator<CST.Token> {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > limits.depth + 2)
      throw new ValorisError("canon/depth", `Lists and mappings are nested more than ${limits.depth} deep here.`, {
        help: "No event needs that; perhaps brackets are not closed.",
        at: at(parser.offset),
      });
  }
  yield* parser.end();
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

export const lineTooLong = (path: string, line: number, { lineLength }: CanonLimits): ValorisError =>
  new ValorisError("canon/line-length", `This line is longer than ${lineLength} characters.`, {
    help: "Break it up; an NDJSON file holds one event a line.",
    at: { path, line, column: lineLength + 1 },
  });

function firstProblem({ errors, warnings }: Document.Parsed): YAMLError | undefined {
  let first: YAMLError | undefined;
  for (const problem of [...errors, ...warnings]) if (first === undefined || problem.pos[0] < first.pos[0]) first = problem;
  return first;
}

function syntaxError(problem: YAMLError, document: Document.Parsed, at: (offset: number, length?: number) => Location): ValorisError {
  const { message, help, opened } = explainYamlError(problem);
  const [start, end] = problem.pos;
  const opening = opened === true ? lastOpened(document, start) : undefined;
  return new ValorisError("canon/yaml-syntax", message, {
    at: opening === undefined ? at(start, end - start) : at(opening),
    help,
  });
}

/** Where the innermost quote or bracket that reaches this offset was opened. */
function lastOpened(document: Document.Parsed, offset: number): number | undefined {
  let opened: number | undefined;
  visit(document, (_key, node) => {
    if (!isNode(node) || !node.range) return;
    const [start, end] = node.range;
    const isOpen = isScalar(node) ? node.type !== "PLAIN" : isCollection(node) && node.flow === true;
    if (isOpen && start < offset && offset <= Math.max(end, node.range[2])) opened = start;
  });
  return opened;
}
