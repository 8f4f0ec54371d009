import type { CheckResult } from "../run/checkCanon.ts";
import { formatLocation } from "../../../events/valorisError.ts";
import { onOneLine } from "../../../events/printable.ts";
import { type FindingGroup, groupsOf } from "./causes.ts";
import { type Paint, plain } from "./paint.ts";
import { type Canvas, findingLines } from "./renderFinding.ts";
import { cutLines, summaryOf } from "./summary.ts";
import { shortenedStart, wrapText } from "./wrapText.ts";

export interface PrettyOptions {
  /** No colours if absent. */
  readonly paint?: Paint;
  /** Columns, at least 40; 100 if absent. */
  readonly width?: number;
  /** Shows each finding whole, where five or more of a rule would be one with a count. */
  readonly each?: boolean;
}

/**
 * Findings for people, errors first, then by rule: each with every place that takes part, line by line; many of one rule as one, with
 * their first places. Then what was cut, and in the last line what was done.
 */
export function* prettyLines(
  result: CheckResult,
  { paint = plain, width = 100, each = false }: PrettyOptions = {},
): Generator<string> {
  const canvas = { paint, width: Math.max(40, width) };
  for (const group of groupsOf(result.findings)) {
    const [first] = group.findings;
    if (each || group.findings.length === 1)
      for (const finding of group.findings) {
        yield* findingLines(finding, result.sources, canvas);
        yield "";
      }
    else {
      yield* findingLines(first, result.sources, canvas, countOf(group));
      yield* othersOf(group, canvas);
      yield "";
    }
  }
  const cut = cutLines(result);
  for (const line of cut) for (const part of wrapText(line, canvas.width)) yield paint("dim", part);
  if (cut.length > 0) yield "";
  for (const part of wrapText(summaryOf(result), canvas.width)) yield paint("bold", part);
}

const countOf = ({ findings, shared }: FindingGroup): string =>
  `${findings.length} findings${shared === undefined ? "" : `, all with ${shared}`}`;

/** Of many findings, those that are named beside the first. */
const NAMED = 5;

function* othersOf({ findings: [{ rule }, ...others] }: FindingGroup, { paint, width }: Canvas): Generator<string> {
  yield paint("dim", `  and ${others.length} more:`);
  for (const { locations, message, events } of others.slice(0, NAMED)) {
    const [place] = locations;
    const where = place === undefined ? (events[0] ?? "") : formatLocation(place);
    for (const [i, part] of wrapText(`${shortenedStart(onOneLine(where), width - 4)}: ${message}`, width - 6).entries())
      yield `    ${i === 0 ? "" : "  "}${part}`;
  }
  if (others.length > NAMED) yield paint("dim", `    … (--rule ${rule} shows each)`);
}

/** The same as one text. */
export const renderPretty = (result: CheckResult, options: PrettyOptions = {}): string =>
  [...prettyLines(result, options)].join("\n");
