import type { EventId } from "../../../events/envelope.ts";
import type { FindingPlace, RuleReport } from "./ruleContext.ts";

/** A report with what it leaves to be found out. */
export interface WholeReport extends RuleReport {
  readonly events: readonly EventId[];
  readonly at: readonly FindingPlace[];
}

export function wholeReport(report: RuleReport): WholeReport {
  const at = report.at.filter((place) => place !== undefined);
  return { ...report, at, events: report.events ?? at.flatMap((place) => ("event" in place ? [place.event] : [])) };
}
