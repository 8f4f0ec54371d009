import type { CheckResult } from "../run/checkCanon.ts";
import type { NotChecked } from "../run/runRules.ts";
import type { Finding } from "../findings/finding.ts";
import { listLast } from "./listLast.ts";

/** A finding as programs read it. */
export interface JsonFinding extends Omit<Finding, "locations"> {
  readonly locations: readonly {
    readonly path: string;
    readonly line: number;
    readonly column?: number;
    readonly role: string;
  }[];
}

export interface JsonResult extends Pick<CheckResult, "events" | "more" | "hidden"> {
  readonly rules: { readonly run: readonly string[]; readonly notChecked: readonly NotChecked[] };
  readonly findings: readonly JsonFinding[];
}

/** What `--format json` prints: one object. */
export const jsonResult = (result: CheckResult): JsonResult => ({
  ...headOf(result),
  findings: result.findings.map(jsonFinding),
});

const headOf = ({ events, rules, more, hidden }: CheckResult): Omit<JsonResult, "findings"> => ({
  events,
  rules,
  more,
  hidden,
});

/** Its text, piece by piece: findings may be more than fits into one string. */
export const jsonText = (result: CheckResult): Iterable<string> =>
  listLast(JSON.stringify({ ...headOf(result), findings: [] }), result.findings, (finding) =>
    JSON.stringify(jsonFinding(finding)),
  );

/** What `--format ndjson` prints, line by line: a finding a line. */
export function* ndjson({ findings }: CheckResult): Generator<string> {
  for (const finding of findings) yield JSON.stringify(jsonFinding(finding));
}

const jsonFinding = ({ locations, ...finding }: Finding): JsonFinding => ({
  ...finding,
  locations: locations.map(({ path, line, column, role }) => ({
    path,
    line,
    ...(column === undefined ? {} : { column }),
    role,
  })),
});
