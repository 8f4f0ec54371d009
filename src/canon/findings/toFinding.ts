import { contentHash } from "../../events/contentHash.ts";
import type { TimelineName } from "../../events/envelope.ts";
import type { SourceMap } from "../loadedCanon.ts";
import type { Place, Report } from "../rules/ruleContext.ts";
import type { Raised } from "../rules/runRules.ts";
import type { Confidence, Finding, FindingLocation, Severity } from "./finding.ts";

/** What is needed to show what a rule raised. */
export interface Showing {
  readonly sources: SourceMap;
  readonly timeline: TimelineName;
  readonly severityOf: (rule: string) => Severity | undefined;
  /** Asks for the events behind a number, too. */
  readonly ledgers: boolean;
}

/** What dates make certain has the rule's own weight; what they only allow is worth a look. */
export const confidenceOf = ({ rule, report }: Raised): Confidence =>
  report.likelihood === "possible" ? "possible" : rule.confidence;

/** Looks up where each place is written. */
export function toFinding(raised: Raised, { sources, timeline, severityOf, ledgers }: Showing): Finding {
  const { rule, report } = raised;
  const { message, at, ledger } = report;
  const { help = report.help, fixes = report.fixes } = report.advice?.() ?? {};
  const confidence = confidenceOf(raised);
  const locate = (place: Place): FindingLocation | undefined => {
    if ("location" in place) return place.location;
    const location = sources.locate(place.event, place.path, timeline);
    return location === undefined ? undefined : { ...location, role: place.role };
  };
  return {
    rule: rule.id,
    severity: confidence === "possible" ? "info" : (severityOf(rule.id) ?? rule.severity),
    confidence,
    message,
    ...(help === undefined ? {} : { help }),
    events: [...new Set(report.events)],
    entities: [...new Set(report.entities)],
    locations: at.flatMap((place) => locate(place) ?? []),
    fingerprint: fingerprintOf(rule.id, report),
    ...(fixes === undefined || fixes.length === 0 ? {} : { fixes }),
    ...(ledgers && ledger !== undefined ? { ledger: ledger() } : {}),
  };
}

/** Of rule, entities and events; of the message only where a finding has neither. */
export function fingerprintOf(rule: string, { events, entities, message }: Report): string {
  const about = events.length + entities.length === 0 ? { message } : {};
  const sorted = (ids: readonly string[]): string[] => [...new Set(ids)].sort();
  return contentHash({ rule, events: sorted(events), entities: sorted(entities), ...about }).slice(0, 20);
}
