import type { EventId } from "../../events/envelope.ts";
import type { Place, Report } from "./ruleContext.ts";

/** A report with what it leaves to be found out. */
export interface WholeReport extends Report {
  readonly events: readonly EventId[];
  readonly at: readonly Place[];
}

export function wholeReport(report: Report): WholeReport {
  const at = report.at.filter((place) => place !== undefined);
  return { ...report, at, events: report.events ?? at.flatMap((place) => ("event" in place ? [place.event] : [])) };
}
