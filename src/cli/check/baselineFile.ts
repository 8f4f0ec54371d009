import { readFileSync } from "node:fs";
import { type CheckResult, type BaselineEntry, baselineText, readBaseline } from "../../doors/canon.ts";
import { ValorisError } from "../../index.ts";
import { writeOutput } from "../outputFile.ts";
import type { Terminal } from "../terminal.ts";

/** Entries that are named; the rest is counted. */
const NAMED = 5;

/** @throws ValorisError `baseline/no-file`, `baseline/invalid` */
export function readBaselineFile(path: string): readonly BaselineEntry[] {
  return readBaseline(textOf(path), path).findings;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new ValorisError("baseline/no-file", `The baseline ${path} cannot be read.`, {
      help: `Write one: valoris check --write-baseline ${path}`,
      cause,
    });
  }
}

/** @throws ValorisError `cli/unwritable` */
export function writeBaselineFile(path: string, { findings }: CheckResult, { out }: Terminal): void {
  writeOutput(path, baselineText(findings));
  const known = new Set(findings.map(({ fingerprint }) => fingerprint)).size;
  out(`${known} ${known === 1 ? "finding is" : "findings are"} known now: \`--baseline ${path}\` leaves them out.`);
}

/** Says which known findings are gone. Of rules that did not run nobody can tell. */
export function noteGone(
  path: string,
  entries: readonly BaselineEntry[],
  { gone, rules: { run } }: CheckResult,
  { note, paint }: Terminal,
): void {
  const missing = new Set(gone);
  const ran = new Set(run);
  const stale = entries.filter(({ fingerprint, rule }) => missing.has(fingerprint) && ran.has(rule));
  if (stale.length === 0) return;
  const many = stale.length === 1 ? "1 entry" : `${stale.length} entries`;
  note(`${paint("yellow", "note:")} ${many} of ${path} match nothing any more; --write-baseline leaves them out:`);
  for (const { rule, events, entities } of stale.slice(0, NAMED))
    note(`  ${rule}: ${[...events, ...entities].join(", ")}`);
  if (stale.length > NAMED) note(`  and ${stale.length - NAMED} more`);
}
