import {
  type CheckOptions,
  type CheckResult,
  githubCommands,
  ndjson,
  rules as builtIn,
  sarifText,
} from "../../canon/canon.ts";
import { jsonText } from "../../canon/findings/jsonResult.ts";
import { conciseLines } from "../../canon/findings/renderConcise.ts";
import { prettyLines } from "../../canon/findings/renderPretty.ts";
import type { Terminal } from "../terminal.ts";
import { version } from "../version.ts";
import type { CheckFlags } from "./options.ts";

/** Characters that are written at once. */
const CHUNK = 1 << 16;

/** Prints a result as asked; much of it is never held as one string. */
export async function printResult(
  result: CheckResult,
  { format }: Pick<CheckFlags, "format">,
  { rules = builtIn }: Pick<CheckOptions, "rules">,
  terminal: Terminal,
): Promise<void> {
  let chunk = "";
  for (const piece of piecesOf(result, format, rules, terminal)) {
    chunk += piece;
    if (chunk.length < CHUNK) continue;
    await terminal.piece(chunk);
    chunk = "";
  }
  await terminal.piece(chunk);
}

function piecesOf(
  result: CheckResult,
  format: CheckFlags["format"],
  rules: NonNullable<CheckOptions["rules"]>,
  { paint, width }: Terminal,
): Iterable<string> {
  if (format === "json") return ended(jsonText(result));
  if (format === "sarif") return ended(sarifText(result, { version, rules }));
  if (format === "ndjson") return lines(ndjson(result));
  if (format === "concise") return lines(conciseLines(result));
  if (format === "github") return lines(githubCommands(result));
  return lines(prettyLines(result, { paint, width }));
}

function* lines(texts: Iterable<string>): Generator<string> {
  for (const text of texts) yield `${text}\n`;
}

function* ended(pieces: Iterable<string>): Generator<string> {
  yield* pieces;
  yield "\n";
}
