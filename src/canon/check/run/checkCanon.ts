import type { EventId } from "../../../events/envelope.ts";
import type { Location } from "../../../events/valorisError.ts";
import type { ChronicleInMemory } from "../../../timelines/chronicleInMemory.ts";
import { type Finding, isAtLeast, type Severity, worse } from "../findings/finding.ts";
import { confidenceOf, fingerprintOf, placesOf, severityOf, type Showing, toFinding } from "./toFinding.ts";
import type { LoadedCanon, SourceMap } from "../../text/statements/loadedCanon.ts";
import { applyExpectations } from "./expectations.ts";
import { notChecked } from "../rules/provenance/notChecked.ts";
import { staleExpectation } from "../rules/provenance/staleExpectation.ts";
import type { Rule } from "../kit/rule.ts";
import type { RuleReport } from "../kit/ruleContext.ts";
import { NO_SETTINGS, type RuleSettings } from "../kit/ruleSettings.ts";
import { rules as builtIn } from "../rules/rules.ts";
import { type GivenParameters, type Guard, type NotChecked, type Raised, runRules } from "./runRules.ts";
import { wholeReport } from "../kit/wholeReport.ts";
import { groupOf, type RuleChoice, selectRules } from "./selectRules.ts";

export interface CheckOptions extends RuleChoice {
  /** Every rule that there is; those that come with valoris if absent. */
  readonly rules?: readonly Rule[];
  /** There are more rules, which were not loaded: of one that is not known, an expectation is not judged. */
  readonly hasOthers?: boolean;
  /** By rule id or group, in place of the rule's own; `off` leaves it out. */
  readonly severities?: Readonly<Record<string, Severity | "off">>;
  /** By rule id. */
  readonly parameters?: GivenParameters;
  /** What all rules go by: lifespans of species, ranks of documents. */
  readonly settings?: Partial<RuleSettings>;
  /** Shows as well what the dates only allow. */
  readonly possible?: boolean;
  /** Shows as well what only concerns a canon that others are laid over. */
  readonly base?: boolean;
  /** Fingerprints of findings that are known, and left out. */
  readonly baseline?: ReadonlySet<string>;
  /** Only findings with a place of which this holds, and, unless `before` knows them, those that have no place. */
  readonly concerns?: (location: Location) => boolean;
  /** What was found earlier, by fingerprint, and how bad it was: what is not among it, or is worse now, concerns as well. */
  readonly before?: Pick<ReadonlyMap<string, Severity>, "get">;
  /** Findings of one rule that are shown; the rest is counted in `more`. All if absent. */
  readonly limit?: number;
  /** Whether findings about numbers come with the events behind them. */
  readonly ledgers?: boolean;
  /** Runs rules that did not come with valoris, so that one that never ends can be stopped. */
  readonly guard?: Guard;
}

export interface CheckResult {
  /** How many events were checked. */
  readonly events: number;
  readonly rules: {
    readonly run: readonly string[];
    readonly notChecked: readonly NotChecked[];
  };
  /** By place in the files, then by rule. */
  readonly findings: readonly Finding[];
  /** By rule id: findings beyond `limit`, and the worst severity among them. */
  readonly more: Readonly<Record<string, { readonly count: number; readonly severity: Severity }>>;
  /** What was found and left out. */
  readonly hidden: {
    readonly expected: number;
    readonly baseline: number;
    /** Findings that do not concern the places asked for. */
    readonly elsewhere: number;
  };
  /** Fingerprints of the baseline that no finding has any more. */
  readonly gone: readonly string[];
  /** Where the lines are that findings show. */
  readonly sources: SourceMap;
}

/**
 * Checks a chronicle: what contradicts itself, and where each side of it is written. Findings that only concern a canon laid
 * under this one (`extends:`) are left out, and so are those that their events expect.
 *
 * @throws ValorisError `check/unknown-rule`
 * @example
 * import { checkCanon, chronicleOf, loadCanon } from "valoris/canon";
 *
 * const text = "events: [{ id: gor-dies, type: PersonDied, at: 2387, person: gor }]";
 * const loaded = loadCanon([{ path: "a.yaml", text }]);
 * const { findings } = checkCanon(loaded, await chronicleOf(loaded));
 */
export function checkCanon(loaded: LoadedCanon, chronicle: ChronicleInMemory, options: CheckOptions = {}): CheckResult {
  const { rules: known = builtIn, possible = false, base = false, parameters = {}, baseline, guard } = options;
  const severities = options.severities ?? {};
  const severityOf = (rule: string): Severity | "off" | undefined =>
    severities[rule] ?? severities[groupOf({ id: rule })];
  const selected = selectRules(known, options).filter(({ id }) => severityOf(id) !== "off");
  const run = runRules(
    selected,
    loaded,
    chronicle,
    { parameters, settings: { ...NO_SETTINGS, ...options.settings } },
    guard && { guard, isGuarded: (rule) => !builtIn.includes(rule) },
  );
  const failed = new Set(run.notChecked.map(({ rule }) => rule));
  const ran = new Set(selected.map(({ id }) => id).filter((id) => !failed.has(id)));

  const { raised: unexpected, stale } = applyExpectations(
    run.raised,
    chronicle,
    ran,
    { ids: new Set(known.map(({ id }) => id)), hasOthers: options.hasOthers ?? false },
    loaded.issues.every(({ rule }) => rule !== "identity/invalid-event"),
  );
  const isBase = (id: EventId): boolean => loaded.sources.isBase(id, chronicle.timeline);
  const late = (rule: Rule, reports: readonly RuleReport[]): Raised[] =>
    selected.includes(rule) ? reports.map((report) => ({ rule, report: wholeReport(report) })) : [];
  const isWanted = (one: Raised): boolean => {
    const { events } = one.report;
    return (possible || confidenceOf(one) !== "possible") && (base || events.length === 0 || !events.every(isBase));
  };
  const raised = [
    ...unexpected,
    ...late(staleExpectation, stale),
    ...late(notChecked, run.notChecked.map(couldNotRun)),
  ];
  const wanted = raised.filter(isWanted);
  const met = new Set<string>();
  if (baseline !== undefined)
    for (const { rule, report } of raised) {
      const fingerprint = fingerprintOf(rule.id, report);
      if (baseline.has(fingerprint)) met.add(fingerprint);
    }
  const fresh = met.size === 0 ? wanted : wanted.filter(({ rule, report }) => !met.has(fingerprintOf(rule.id, report)));
  const showing: Showing = {
    sources: loaded.sources,
    timeline: chronicle.timeline,
    severityOf: (rule) => {
      const severity = severityOf(rule);
      return severity === "off" ? undefined : severity;
    },
    isAmended: (event) => chronicle.amendments.has(event),
    ledgers: options.ledgers ?? false,
  };
  const { findings, more, elsewhere } = limited(fresh, options, showing);
  return {
    events: chronicle.events.length,
    rules: { run: [...ran], notChecked: run.notChecked },
    findings,
    more,
    hidden: {
      expected:
        run.raised.length === unexpected.length
          ? 0
          : run.raised.filter(isWanted).length - unexpected.filter(isWanted).length,
      baseline: wanted.length - fresh.length,
      elsewhere,
    },
    gone: [...(baseline ?? [])].filter((fingerprint) => !met.has(fingerprint)),
    sources: loaded.sources,
  };
}

/** The first of each rule, in in-universe order, and how many there are beside them. */
function limited(
  raised: readonly Raised[],
  { limit = Number.POSITIVE_INFINITY, concerns, before }: Pick<CheckOptions, "limit" | "concerns" | "before">,
  showing: Showing,
): Pick<CheckResult, "findings" | "more"> & { readonly elsewhere: number } {
  const counts = new Map<string, number>();
  const more: Record<string, { count: number; severity: Severity }> = {};
  const findings: Finding[] = [];
  let elsewhere = 0;
  for (const one of raised) {
    if (concerns !== undefined && !isAbout(one, concerns, showing) && !isNewOrWorse(one, before, showing)) {
      elsewhere++;
      continue;
    }
    const { id } = one.rule;
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    if (count <= limit) findings.push(toFinding(one, showing));
    else more[id] = { count: count - limit, severity: worse(more[id]?.severity, severityOf(one, showing)) };
  }
  return { findings: findings.sort(compareFindings), more, elsewhere };
}

function isAbout(raised: Raised, concerns: (location: Location) => boolean, showing: Showing): boolean {
  return placesOf(raised, showing).some(concerns);
}

function isNewOrWorse(raised: Raised, before: CheckOptions["before"], showing: Showing): boolean {
  if (before === undefined) return placesOf(raised, showing).length === 0;
  const known = before.get(fingerprintOf(raised.rule.id, raised.report));
  return known === undefined || !isAtLeast(known, severityOf(raised, showing));
}

const couldNotRun = ({ rule, why }: NotChecked): RuleReport => ({
  message: `${rule} could not be checked: ${why}.`,
  events: [],
  entities: [],
  at: [],
});

/** By first place, then by rule; what has no place comes last. */
function compareFindings(a: Finding, b: Finding): number {
  const [first] = a.locations;
  const [second] = b.locations;
  if (first === undefined || second === undefined)
    return Number(first === undefined) - Number(second === undefined) || compareIds(a, b);
  return (
    compareText(first.path, second.path) ||
    first.line - second.line ||
    (first.column ?? 0) - (second.column ?? 0) ||
    compareIds(a, b)
  );
}

const compareIds = (a: Finding, b: Finding): number =>
  compareText(a.rule, b.rule) || compareText(a.fingerprint, b.fingerprint) || compareText(a.message, b.message);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
