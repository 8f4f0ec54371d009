import { log } from "../../idioms/exactMath.ts";
import type { Contribution } from "../defineProjection.ts";
import { BELIEF_PARAMETERS } from "./codingBook.ts";
import type { Evidence, LearnedReport } from "./evidence.ts";
import { append } from "../../idioms/multimap.ts";

/**
 * What reports that say the same weigh: one line a report, ln LR for the one that counts of each origin, and 0 for the rest. The
 * order of the reports changes nothing.
 *
 * A report with another of them among its `causes` repeats it, whoever files it: it adds nothing, and falls with what it
 * repeats. What one author says of it more than once is one origin, too; the last word counts.
 */
export function weighReports(reports: readonly LearnedReport[], { withdrawn }: Evidence): Contribution[] {
  const uncounted: Contribution[] = [];
  const byId = new Map(reports.map((report) => [report.event.id, report]));
  const origins = new Map<string, LearnedReport[]>();
  for (const report of [...reports].sort(byDate)) {
    const repeated = (report.event.causes ?? []).filter((cause) => cause !== report.event.id && byId.has(cause));
    const withdrawal = withdrawn.get(report.report);
    if (withdrawal?.reason === "error") uncounted.push(lineFor(report, 0, `retracted by ${withdrawal.event}`));
    else if (repeated.length > 0) uncounted.push(lineFor(report, 0, `repeats ${repeated.join(", ")}`));
    else {
      append(origins, report.by, report);
    }
  }
  return [...[...origins.values()].flatMap((said) => weighOrigin(said, withdrawn)), ...uncounted];
}

/** Of what one author says: the last report that stands; if none does, one deception. */
function weighOrigin(said: readonly LearnedReport[], withdrawn: Evidence["withdrawn"]): Contribution[] {
  const standing = said.filter(({ report }) => !withdrawn.has(report));
  const counted = standing.at(-1) ?? said[0];
  return said.map((report) => {
    const exposed = withdrawn.get(report.report);
    if (report !== counted)
      return lineFor(report, 0, exposed === undefined ? "said before" : `exposed by ${exposed.event}`);
    if (exposed === undefined) return lineFor(report, lnRatio(report));
    const value = (report.denied ? -1 : 1) * log(BELIEF_PARAMETERS.deception);
    return lineFor(report, value, `exposed by ${exposed.event}`);
  });
}

/** ln LR for what is stated: for a denial, of its being false. */
function lnRatio({ reliability, denied }: LearnedReport): number {
  const forIt = log(reliability / (1 - reliability));
  return denied ? -forIt : forIt;
}

const byDate = (a: LearnedReport, b: LearnedReport): number =>
  a.event.placed - b.event.placed || (a.event.id < b.event.id ? -1 : 1);

const lineFor = ({ event: { id, type, placed } }: LearnedReport, value: number, note?: string): Contribution => ({
  event: id,
  type,
  at: placed,
  value,
  ...(note === undefined ? {} : { note }),
});
