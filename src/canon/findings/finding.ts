import type { Location } from "../../events/valorisError.ts";

export type Severity = "error" | "warning" | "info";
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
  /** Of rule, entities and events; never of lines: stays the same when the file moves around it. */
  readonly fingerprint: string;
}
