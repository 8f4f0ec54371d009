import type { Finding } from "../findings/finding.ts";
import { isAtLeast } from "../findings/finding.ts";
import { append } from "../../../idioms/multimap.ts";

/** Findings of one rule that are shown as one, with what all of them name. */
export interface FindingGroup {
  readonly findings: readonly [Finding, ...Finding[]];
  /** An event or an entity: most often what has to be changed. */
  readonly shared?: string;
}

/** From so many on, findings of one rule are one, with a count. */
export const MANY = 5;

/** Errors first, then by rule, within a rule by place; many that have one cause, or one rule, together. */
export function groupsOf(findings: readonly Finding[]): FindingGroup[] {
  const byRule = new Map<string, Finding[]>();
  for (const finding of findings) append(byRule, `${finding.severity} ${finding.rule}`, finding);
  return [...byRule.values()].sort(([a], [b]) => byWeight(a, b)).flatMap(grouped);
}

function byWeight(a: Finding | undefined, b: Finding | undefined): number {
  if (a === undefined || b === undefined || a.severity === b.severity) return compare(a?.rule ?? "", b?.rule ?? "");
  return isAtLeast(a.severity, b.severity) ? -1 : 1;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function grouped(findings: readonly Finding[]): FindingGroup[] {
  if (findings.length < MANY) return findings.map((finding) => ({ findings: [finding] }));
  const naming = new Map<string, Finding[]>();
  for (const finding of findings)
    for (const id of new Set([...finding.events, ...finding.entities])) append(naming, id, finding);
  const left = new Set(findings);
  const groups: FindingGroup[] = [];
  // What most of them name comes first: of an event and whom it is about, the one that is named oftener, else the event.
  for (const [shared, all] of [...naming].sort(([, a], [, b]) => b.length - a.length)) {
    if (all.length < MANY) break;
    const [first, ...others] = all.filter((finding) => left.has(finding));
    if (first === undefined || others.length + 1 < MANY) continue;
    for (const finding of [first, ...others]) left.delete(finding);
    groups.push({ findings: [first, ...others], shared });
  }
  const [first, ...others] = left;
  if (first === undefined) return groups;
  if (others.length + 1 >= MANY) return [...groups, { findings: [first, ...others] }];
  return [...groups, ...[first, ...others].map((finding): FindingGroup => ({ findings: [finding] }))];
}
