import { type CheckResult, checkFiles } from "../../doors/canon.ts";
import { findingLines, prettyLines, summaryOf } from "../../doors/view.ts";
import { fixture } from "../fixtures.ts";
import type { Terminal } from "../terminal.ts";

/** The canon that ships, with one contradiction planted for each rule. */
export const demoCanon = (): string => fixture("demo");

/** Of some kinds: dates in a ring, an office, a border, a number. */
const HIGHLIGHTS = [
  "causality/impossible-dates",
  "office/acts-without-office",
  "territory/transfer-by-non-owner",
  "numbers/arithmetic",
];

/** A few findings as they are shown, and how many there are beside them. */
export function demoHighlights(result: CheckResult, { paint, width }: Terminal): string[] {
  const { findings } = result;
  const few = findings.filter(({ rule }) => HIGHLIGHTS.includes(rule));
  return [
    ...few.flatMap((finding) => [...findingLines(finding, result.sources, { paint, width }), ""]),
    `${few.length} of ${summaryOf(result)}: one contradiction is planted for each rule.`,
    `  valoris check --demo --format concise   all of them, a line each`,
    `  valoris explain office/two-holders      what a rule reports, and how canon says that it is meant`,
  ];
}

/** One finding, for a tour. */
export async function demoFinding(rule: string, { paint, width }: Terminal): Promise<string[]> {
  return [...prettyLines(await checkFiles(demoCanon(), { include: [rule] }), { paint, width })];
}
