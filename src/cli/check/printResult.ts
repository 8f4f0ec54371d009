import { relative, sep } from "node:path";
import {
  type CheckOptions,
  type CheckResult,
  type Finding,
  isAtLeast,
  type Rule,
  rules as builtIn,
  type Severity,
} from "../../doors/canon.ts";
import { right, table } from "../table.ts";
import { summaryOf, githubCommands, ndjson, sarifText, jsonText, conciseLines, prettyLines } from "../../doors/view.ts";
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
  { format, relativeTo, rule, statistics }: Pick<CheckFlags, "format" | "relativeTo" | "rule" | "statistics">,
  { rules = builtIn }: Pick<CheckOptions, "rules">,
  terminal: Terminal,
): Promise<void> {
  if (statistics === true) {
    printStatistics(result, format, rules, terminal);
    return;
  }
  let chunk: string[] = [];
  let length = 0;
  const shown = relativeTo === undefined ? result : { ...result, findings: result.findings.map(seenFrom(relativeTo)) };
  const { pieces, write } = writingOf(shown, format, { rules, each: rule !== undefined }, terminal);
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

/** By rule, the worst first: how many findings there are, shown or cut. */
function printStatistics(
  result: CheckResult,
  format: CheckFlags["format"],
  known: readonly Rule[],
  { out, json, paint }: Terminal,
): void {
  const counts = new Map<string, { severity: Severity; count: number }>();
  const add = (rule: string, severity: Severity, more: number): void => {
    const before = counts.get(rule);
    const isWorse = before === undefined || !isAtLeast(before.severity, severity);
    counts.set(rule, { severity: isWorse ? severity : before.severity, count: (before?.count ?? 0) + more });
  };
  for (const { rule, severity } of result.findings) add(rule, severity, 1);
  for (const [rule, { severity, count }] of Object.entries(result.more)) add(rule, severity, count);
  const rows = Array.from(counts, ([rule, one]) => ({ rule, ...one })).sort((a, b) =>
    a.severity === b.severity
      ? b.count - a.count || (a.rule < b.rule ? -1 : 1)
      : isAtLeast(a.severity, b.severity)
        ? -1
        : 1,
  );
  if (format !== "pretty" && format !== "concise") {
    json({ events: result.events, rules: rows });
    return;
  }
  const about = new Map(
    known.map(({ id, explain }) => [id, (explain.reports.split(/(?<=[.:])\s/u, 1)[0] ?? "").replace(/:$/, ".")]),
  );
  const cells = rows.map(({ rule, severity, count }) => [String(count), severity, rule, about.get(rule) ?? ""]);
  if (rows.length > 0)
    out(
      table([right("findings"), { title: "" }, { title: "rule" }, { title: "" }], cells, (text) => paint("dim", text)),
    );
  out(paint("bold", summaryOf(result)));
}

interface Writing {
  readonly pieces: Iterable<string>;
  readonly write: (pieces: readonly string[]) => void;
}

function writingOf(
  result: CheckResult,
  format: CheckFlags["format"],
  { rules, each }: { readonly rules: NonNullable<CheckOptions["rules"]>; readonly each: boolean },
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
  return { pieces: prettyLines(result, { paint, width, each }), write: out };
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
