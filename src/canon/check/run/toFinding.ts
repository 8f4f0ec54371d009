import { contentHash } from "../../../events/contentHash.ts";
import type { EventId, TimelineName } from "../../../events/envelope.ts";
import { textEdits } from "../fixes/textEdits.ts";
import type { SourceMap } from "../../text/statements/loadedCanon.ts";
import type { FindingPlace } from "../kit/ruleContext.ts";
import type { Raised } from "./runRules.ts";
import type { WholeReport } from "../kit/wholeReport.ts";
import type { Confidence, Finding, FindingLocation, Severity } from "../findings/finding.ts";
import type { Fix, TextFix } from "../../text/statements/fix.ts";

/** What is needed to show what a rule raised. */
export interface Showing {
  readonly sources: SourceMap;
  readonly timeline: TimelineName;
  readonly severityOf: (rule: string) => Severity | undefined;
  /** What stands in its fields may have been said elsewhere. */
  readonly isAmended: (event: EventId) => boolean;
  /** Asks for the events behind a number, too. */
  readonly ledgers: boolean;
}

/** What dates make certain has the rule's own weight; what they only allow is worth a look. */
export const confidenceOf = ({ rule, report }: Raised): Confidence =>
  report.likelihood === "possible" ? "possible" : rule.confidence;

/** How bad it is as things are set; what dates only allow is worth no more than a look. */
export const severityOf = (raised: Raised, { severityOf: set }: Pick<Showing, "severityOf">): Severity =>
  confidenceOf(raised) === "possible" ? "info" : (set(raised.rule.id) ?? raised.rule.severity);

/** Looks up where each place is written. */
export function toFinding(raised: Raised, showing: Showing): Finding {
  const { ledgers } = showing;
  const { rule, report } = raised;
  const { message, ledger } = report;
  const { help = report.help, fixes: meant = report.fixes ?? [] } = report.advice?.() ?? {};
  const fixes = meant.flatMap((fix) => writtenFix(fix, showing) ?? []);
  return {
    rule: rule.id,
    severity: severityOf(raised, showing),
    confidence: confidenceOf(raised),
    message,
    ...(help === undefined ? {} : { help }),
    events: [...new Set(report.events)],
    entities: [...new Set(report.entities)],
    locations: placesOf(raised, showing),
    ...(report.inOrder === true ? { inOrder: true } : {}),
    fingerprint: fingerprintOf(rule.id, report),
    ...(fixes.length === 0 ? {} : { fixes }),
    ...(ledgers && ledger !== undefined ? { ledger: ledger() } : {}),
  };
}

/** Where everything that takes part is written, as far as anybody knows. */
export const placesOf = ({ report }: Raised, { sources, timeline }: Showing): FindingLocation[] =>
  report.at.flatMap((place: FindingPlace): FindingLocation | readonly FindingLocation[] => {
    if ("location" in place) return place.location;
    const location = sources.locate(place.event, place.path, timeline);
    return location === undefined ? [] : { ...location, role: place.role };
  });

function writtenFix(fix: Fix | TextFix, { sources, timeline, isAmended }: Showing): TextFix | undefined {
  if ("at" in fix && isAmended(fix.at.event)) return undefined;
  const edits = textEdits(fix, sources, timeline);
  if (edits.length === 0) return undefined;
  return { title: fix.title, ...(fix.safe === true ? { safe: true } : {}), edits };
}

/** Of rule, entities and events; of the message only where a finding has neither. */
export function fingerprintOf(rule: string, { events, entities, message }: WholeReport): string {
  const about = events.length + entities.length === 0 ? { message } : {};
  const sorted = (ids: readonly string[]): string[] => [...new Set(ids)].sort();
  return contentHash({ rule, events: sorted(events), entities: sorted(entities), ...about }).slice(0, 20);
}
