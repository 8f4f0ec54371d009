import type { CheckResult } from "../run/checkCanon.ts";

/** What was done, as the last line says it: “204 664 events, 67 rules (2 not checked), 31 findings, 4 expected”. */
export function summaryOf({
  events,
  rules: { run, notChecked },
  findings,
  more,
  hidden,
}: Pick<CheckResult, "events" | "rules" | "findings" | "more" | "hidden">): string {
  const without = notChecked.length === 0 ? "" : ` (${grouped(notChecked.length)} not checked)`;
  const beyond = Object.values(more).reduce((sum, { count }) => sum + count, 0);
  const found = findings.length + beyond;
  const { expected, baseline, elsewhere } = hidden;
  return [
    counted(events, "event"),
    `${counted(run.length + notChecked.length, "rule")}${without}`,
    found === 0 ? "no findings" : counted(found, "finding"),
    ...(expected === 0 ? [] : [`${grouped(expected)} expected`]),
    ...(baseline === 0 ? [] : [`${grouped(baseline)} in the baseline`]),
    ...(elsewhere === 0 ? [] : [`${grouped(elsewhere)} elsewhere`]),
  ].join(", ");
}

/** What a limit cut, a line a rule. */
export const cutLines = ({ more }: Pick<CheckResult, "more">): string[] =>
  Object.entries(more).map(([rule, { count }]) => `… and ${grouped(count)} more of ${rule} (--limit 0 shows all)`);

const counted = (count: number, what: string): string => `${grouped(count)} ${what}${count === 1 ? "" : "s"}`;

const grouped = (count: number): string => String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, " ");
