import type { CheckResult } from "../checkCanon.ts";
import { type Paint, plain } from "./paint.ts";
import { renderFinding } from "./renderFinding.ts";
import { summaryOf } from "./summary.ts";

export interface PrettyOptions {
  /** No colours if absent. */
  readonly paint?: Paint;
  /** Columns, at least 40; 100 if absent. */
  readonly width?: number;
}

/** Findings for people: each with every place that takes part, and in the last line what was done. */
export function renderPretty(result: CheckResult, { paint = plain, width = 100 }: PrettyOptions = {}): string {
  const canvas = { paint, width: Math.max(40, width) };
  const findings = result.findings.map((finding) => renderFinding(finding, result.sources, canvas));
  return [...findings, paint("bold", summaryOf(result))].join("\n\n");
}
