import type { CheckResult } from "../checkCanon.ts";
import type { Confidence, Finding, Severity } from "./finding.ts";
import type { NotChecked } from "../rules/runRules.ts";

/** A finding as programs read it. */
export interface JsonFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly message: string;
  readonly events: readonly string[];
  readonly entities: readonly string[];
  readonly locations: readonly {
    readonly path: string;
    readonly line: number;
    readonly column?: number;
    readonly role: string;
  }[];
  readonly fingerprint: string;
}

export interface JsonResult {
  readonly events: number;
  readonly rules: { readonly run: readonly string[]; readonly notChecked: readonly NotChecked[] };
  readonly findings: readonly JsonFinding[];
}

/** What `--format json` prints: one object. */
export const jsonResult = ({ events, rules, findings }: CheckResult): JsonResult => ({
  events,
  rules,
  findings: findings.map(jsonFinding),
});

/** What `--format ndjson` prints: a finding a line. */
export const ndjson = ({ findings }: CheckResult): string =>
  findings.map((finding) => JSON.stringify(jsonFinding(finding))).join("\n");

function jsonFinding({
  rule,
  severity,
  confidence,
  message,
  events,
  entities,
  locations,
  fingerprint,
}: Finding): JsonFinding {
  const places = locations.map(({ path, line, column, role }) => ({
    path,
    line,
    ...(column === undefined ? {} : { column }),
    role,
  }));
  return { rule, severity, confidence, message, events, entities, locations: places, fingerprint };
}
