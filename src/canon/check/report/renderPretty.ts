import type { CheckResult } from "../run/checkCanon.ts";
import { type Paint, plain } from "./paint.ts";
import { findingLines } from "./renderFinding.ts";
import { cutLines, summaryOf } from "./summary.ts";
import { wrapText } from "./wrapText.ts";

export interface PrettyOptions {
  /** No colours if absent. */
  readonly paint?: Paint;
  /** Columns, at least 40; 100 if absent. */
  readonly width?: number;
}

/** Findings for people, line by line: each with every place that takes part; then what was cut, and in the last line what was done. */
export function* prettyLines(
  result: CheckResult,
  { paint = plain, width = 100 }: PrettyOptions = {},
): Generator<string> {
  const canvas = { paint, width: Math.max(40, width) };
  for (const finding of result.findings) {
    yield* findingLines(finding, result.sources, canvas);
    yield "";
  }
  const cut = cutLines(result);
  for (const line of cut) for (const part of wrapText(line, canvas.width)) yield paint("dim", part);
  if (cut.length > 0) yield "";
  for (const part of wrapText(summaryOf(result), canvas.width)) yield paint("bold", part);
}

/** The same as one text. */
export const renderPretty = (result: CheckResult, options: PrettyOptions = {}): string =>
  [...prettyLines(result, options)].join("\n");
