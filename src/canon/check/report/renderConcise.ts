import type { CheckResult } from "../run/checkCanon.ts";
import { formatLocation } from "../../../events/valorisError.ts";
import { onOneLine } from "../../../events/printable.ts";
import { cutLines, summaryOf } from "./summary.ts";

/** A line a finding, where it shows and where else; then what was cut, and in the last line what was done. */
export function* conciseLines(result: CheckResult): Generator<string> {
  for (const { severity, rule, message, locations, events } of result.findings) {
    const [first, ...others] = locations;
    const where = first === undefined ? events[0] : formatLocation(first);
    const also = others.length === 0 ? "" : ` (also ${others.map(formatLocation).join(", ")})`;
    yield onOneLine(`${where === undefined ? "" : `${where}: `}${severity} ${rule}: ${message}${also}`);
  }
  for (const line of cutLines(result)) yield onOneLine(line);
  yield summaryOf(result);
}

/** The same as one text. */
export const renderConcise = (result: CheckResult): string => [...conciseLines(result)].join("\n");
