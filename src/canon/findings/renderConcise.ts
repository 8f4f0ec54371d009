import type { CheckResult } from "../checkCanon.ts";
import { formatLocation } from "../../events/valorisError.ts";
import { printable } from "./displayWidth.ts";
import { summaryOf } from "./summary.ts";

/** A line a finding, where it shows and where else; in the last line what was done. */
export function renderConcise(result: CheckResult): string {
  const lines = result.findings.map(({ severity, rule, message, locations: [first, ...others], events }) => {
    const where = first === undefined ? events[0] : formatLocation(first);
    const also = others.length === 0 ? "" : ` (also ${others.map(formatLocation).join(", ")})`;
    return printable(`${where === undefined ? "" : `${where}: `}${severity} ${rule}: ${message}${also}`);
  });
  return [...lines, summaryOf(result)].join("\n");
}
