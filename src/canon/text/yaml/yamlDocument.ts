import { Composer, isCollection, isNode, isScalar, Lexer, Parser, visit } from "yaml";
import type { CST, Document } from "yaml";
import { type Location, ValorisError } from "../../../events/valorisError.ts";
import { type CanonLimits, inMillions } from "../input/limits.ts";
import { explainYamlError } from "./yamlSyntax.ts";

type Place = (offset: number, length?: number) => Location;

/** Something that the YAML parser refused, in its own terms. */
interface Problem {
  readonly offset: number;
  readonly length: number;
  readonly message: string;
}

/** Problems that are collected to find the first; more of them would only cost time and memory. */
const ENOUGH = 20;

const OPTIONS = {
  schema: "core",
  version: "1.2",
  resolveKnownTags: false,
  stringKeys: true,
  // Ours is linear: see yamlValue.ts.
  uniqueKeys: false,
  logLevel: "silent",
} as const;

/**
 * The one YAML document of a text, as nodes.
 *
 * @throws ValorisError `canon/yaml-syntax`, `canon/depth`, `canon/too-large`
 */
export function yamlDocument(text: string, limits: CanonLimits, at: Place): Document.Parsed {
  const problems: Problem[] = [];
  const composer = new Composer(OPTIONS);
  collectProblems(composer, problems);
  let documents: Document.Parsed[] = [];
  try {
    documents = firstTwo(composer.compose(tokens(text, limits, at), true, text.length));
  } catch (error) {
    if (problems.length < ENOUGH) throw error;
  }
  const [document, second] = documents;
  for (const { pos, message } of [...(document?.errors ?? []), ...(document?.warnings ?? [])])
    problems.push({ offset: pos[0], length: pos[1] - pos[0], message });
  const [first] = problems.sort((a, b) => a.offset - b.offset);
  if (first !== undefined) throw syntaxError(first, document, at, text);
  if (second !== undefined)
    throw new ValorisError("canon/yaml-syntax", "A second document starts here.", {
      help: "A canon file holds one document: make two files of it, or remove the `---`.",
      at: at(second.range[0]),
    });
  if (document === undefined)
    throw new ValorisError("canon/yaml-syntax", "This cannot be read as YAML.", {
      at: at(0),
      help: "Take away parts of the file until it can be read, and look at what was taken last.",
    });
  return document;
}

function firstTwo(documents: Iterable<Document.Parsed>): Document.Parsed[] {
  const [first, second] = documents;
  return [first, second].filter((document) => document !== undefined);
}

/**
 * The parser's tokens, stopped where what comes after would have to recurse too deep, or to build more than fits.
 */
function* tokens(text: string, limits: CanonLimits, at: Place): Generator<CST.Token> {
  const parser = new Parser();
  let count = 0;
  let errors = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      yield token;
      if (token.type === "error" && ++errors >= ENOUGH) return;
    }
    if (parser.stack.length > limits.depth + 2)
      throw new ValorisError("canon/depth", `Lists and mappings are nested more than ${limits.depth} deep here.`, {
        help: "No event needs that; perhaps brackets are not closed.",
        at: at(parser.offset),
      });
    if (++count > limits.yamlTokens)
      throw new ValorisError(
        "canon/too-large",
        `Here the file passes ${inMillions(limits.yamlTokens)} million words and signs, too many for YAML.`,
        {
          help: "Split it, or write it as NDJSON, which may be larger.",
          at: at(parser.offset),
        },
      );
  }
  yield* parser.end();
}

/** An error and its stack for every second character of a broken file fill any memory: the composer is stopped in time. */
function collectProblems(composer: Composer, problems: Problem[]): void {
  const onError = (
    source: number | readonly number[] | { offset: number; source?: unknown },
    _code: string,
    message: string,
  ): void => {
    problems.push({ ...rangeOf(source), message });
    if (problems.length >= ENOUGH) throw new Error("enough YAML errors");
  };
  // There is no option for it. Should the field be gone, all errors come with the document instead.
  Reflect.set(composer, "onError", onError);
}

function rangeOf(source: number | readonly number[] | { offset: number; source?: unknown }): {
  offset: number;
  length: number;
} {
  if (typeof source === "number") return { offset: source, length: 1 };
  if ("offset" in source)
    return { offset: source.offset, length: typeof source.source === "string" ? source.source.length : 1 };
  const [start = 0, end = start + 1] = source;
  return { offset: start, length: end - start };
}

function syntaxError(
  { offset, length, message: terms }: Problem,
  document: Document.Parsed | undefined,
  at: Place,
  text: string,
): ValorisError {
  const { message, help, opened } = explainYamlError(terms, lineAt(text, offset));
  const opening = opened === true && document !== undefined ? lastOpened(document, offset) : undefined;
  const isCut = opening !== undefined && REMARK.test(lineAt(text, opening));
  return new ValorisError("canon/yaml-syntax", message, {
    help: isCut ? "What follows a # with a space before it is a remark; if it is text, put it in quotes." : help,
    at: opening === undefined ? at(offset, length) : at(opening),
  });
}

/** Within brackets, a remark swallows what closes them. */
const REMARK = /[[{].*\S #\S.*[\]}]/;

const lineAt = (text: string, offset: number): string =>
  text.slice(text.lastIndexOf("\n", offset - 1) + 1).split("\n", 1)[0] ?? "";

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
