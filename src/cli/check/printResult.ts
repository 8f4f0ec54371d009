import { relative, sep } from "node:path";
import { type CheckOptions, type CheckResult, type Finding, rules as builtIn } from "../../doors/canon.ts";
import { githubCommands, ndjson, sarifText, jsonText, conciseLines, prettyLines } from "../../doors/view.ts";
import type { Terminal } from "../terminal.ts";
import { version } from "../version.ts";
import { realPath } from "../git/repository.ts";
import type { CheckFlags } from "./options.ts";
import { getOrMake } from "../../idioms/multimap.ts";

/** Characters that are written at once. */
const CHUNK = 1 << 16;

/** Prints a result as asked; much of it is never held as one string. */
export async function printResult(
  result: CheckResult,
  { format, relativeTo }: Pick<CheckFlags, "format" | "relativeTo">,
  { rules = builtIn }: Pick<CheckOptions, "rules">,
  terminal: Terminal,
): Promise<void> {
  let chunk: string[] = [];
  let length = 0;
  const shown = relativeTo === undefined ? result : { ...result, findings: result.findings.map(seenFrom(relativeTo)) };
  const { pieces, write } = writingOf(shown, format, rules, terminal);
  for (const piece of pieces) {
    chunk.push(piece);
    length += piece.length;
    if (length < CHUNK) continue;
    write(chunk);
    await terminal.drained();
    [chunk, length] = [[], 0];
  }
  write(chunk);
  await terminal.drained();
}

/** Whoever marks findings looks for files from a folder of their own, such as the root of a repository. */
function seenFrom(folder: string): (finding: Finding) => Finding {
  const from = realPath(folder);
  const named = new Map<string, string>();
  const nameOf = (path: string): string =>
    getOrMake(named, path, () => relative(from, realPath(path)).split(sep).join("/"));
  const moved = <Place extends { readonly path: string }>(place: Place): Place => ({
    ...place,
    path: nameOf(place.path),
  });
  return ({ locations, fixes, ...finding }) => ({
    ...finding,
    locations: locations.map(moved),
    ...(fixes === undefined ? {} : { fixes: fixes.map((fix) => ({ ...fix, edits: fix.edits.map(moved) })) }),
  });
}

interface Writing {
  readonly pieces: Iterable<string>;
  readonly write: (pieces: readonly string[]) => void;
}

function writingOf(
  result: CheckResult,
  format: CheckFlags["format"],
  rules: NonNullable<CheckOptions["rules"]>,
  { paint, width, out, command, jsonText: json }: Terminal,
): Writing {
  const writeJson = (pieces: readonly string[]): void => json(pieces.join(""));
  if (format === "json") return { pieces: ended(jsonText(result)), write: writeJson };
  if (format === "sarif") return { pieces: ended(sarifText(result, { version, rules })), write: writeJson };
  if (format === "ndjson") return { pieces: lines(ndjson(result)), write: writeJson };
  if (format === "concise") return { pieces: conciseLines(result), write: out };
  if (format === "github")
    return {
      pieces: githubCommands(result),
      write: (all) => all.forEach((one) => (isCommand(one) ? command(one) : out(one))),
    };
  return { pieces: prettyLines(result, { paint, width }), write: out };
}

/** The others count what there is, and begin with a number or an ellipsis. */
const isCommand = (line: string): boolean => line.startsWith("::");

function* lines(texts: Iterable<string>): Generator<string> {
  for (const text of texts) yield `${text}\n`;
}

function* ended(pieces: Iterable<string>): Generator<string> {
  yield* pieces;
  yield "\n";
}
