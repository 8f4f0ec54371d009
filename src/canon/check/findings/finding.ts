import type { Location } from "../../../events/valorisError.ts";
import type { Contribution } from "../../../projections/defineProjection.ts";
import type { TextFix } from "../../text/statements/fix.ts";

export type Severity = "error" | "warning" | "info";

const RANK: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

export const isAtLeast = (severity: Severity, level: Severity): boolean => RANK[severity] >= RANK[level];

export const worse = (a: Severity | undefined, b: Severity): Severity => (a !== undefined && isAtLeast(a, b) ? a : b);

/** Certain: by what canon states alone. Possible: vague dates allow it, or it rests on a placement. */
export type Confidence = "certain" | "likely" | "possible";

/** A place that takes part in a finding, and how: "acts here", "died here". */
export interface FindingLocation extends Location {
  readonly role: string;
}

/** What a rule reports: a contradiction or an oddity, with every place that takes part. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** One sentence that says why, with dates as canon wrote them. */
  readonly message: string;
  /** What can be done about it. */
  readonly help?: string;
  readonly events: readonly string[];
  readonly entities: readonly string[];
  /** The first is where it shows. */
  readonly locations: readonly FindingLocation[];
  /** Each place leads to the next. */
  readonly inOrder?: true;
  /** Of rule, entities and events; never of lines: stays the same when the file moves around it. */
  readonly fingerprint: string;
  /** Changes of text that would settle it, the likeliest first. */
  readonly fixes?: readonly TextFix[];
  /** The events behind the number that it is about; only where that was asked for. */
  readonly ledger?: readonly Contribution[];
}
