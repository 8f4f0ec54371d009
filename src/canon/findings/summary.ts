import type { CheckResult } from "../checkCanon.ts";

/** What was done, as the last line says it: “204 664 events, 67 rules (2 not checked), 31 findings”. */
export function summaryOf({ events, rules: { run, notChecked }, findings }: CheckResult): string {
  const rules = counted(run.length + notChecked.length, "rule");
  const without = notChecked.length === 0 ? "" : ` (${grouped(notChecked.length)} not checked)`;
  return `${counted(events, "event")}, ${rules}${without}, ${findings.length === 0 ? "no findings" : counted(findings.length, "finding")}`;
}

const counted = (count: number, what: string): string => `${grouped(count)} ${what}${count === 1 ? "" : "s"}`;

const grouped = (count: number): string => String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, " ");
