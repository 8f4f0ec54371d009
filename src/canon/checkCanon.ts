import type { EventId } from "../events/envelope.ts";
import type { Chronicle } from "../timelines/chronicle.ts";
import type { Finding } from "./findings/finding.ts";
import type { LoadedCanon, SourceMap } from "./loadedCanon.ts";
import { applyExpectations } from "./rules/expectations.ts";
import { notChecked } from "./rules/provenance/notChecked.ts";
import { staleExpectation } from "./rules/provenance/staleExpectation.ts";
import type { Rule } from "./rules/rule.ts";
import type { Report } from "./rules/ruleContext.ts";
import { rules as builtIn } from "./rules/rules.ts";
import { type GivenParameters, type NotChecked, runRules, toFinding } from "./rules/runRules.ts";
import { type RuleChoice, selectRules } from "./rules/selectRules.ts";

export interface CheckOptions extends RuleChoice {
  /** Every rule that there is; those that come with valoris if absent. */
  readonly rules?: readonly Rule[];
  /** Shows as well what the dates only allow. */
  readonly possible?: boolean;
  /** Shows as well what only concerns a canon that others are laid over. */
  readonly base?: boolean;
  /** By rule id. */
  readonly parameters?: GivenParameters;
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
export function checkCanon(loaded: LoadedCanon, chronicle: Chronicle, options: CheckOptions = {}): CheckResult {
  const { rules: known = builtIn, possible = false, base = false, parameters = {} } = options;
  const selected = selectRules(known, options);
  const run = runRules(selected, loaded, chronicle, parameters);
  const failed = new Set(run.notChecked.map(({ rule }) => rule));
  const ran = new Set(selected.map(({ id }) => id).filter((id) => !failed.has(id)));

  const { findings, stale } = applyExpectations(run.findings, chronicle, ran, new Set(known.map(({ id }) => id)));
  const report = (rule: Rule, reports: readonly Report[]): Finding[] =>
    selected.includes(rule) ? reports.flatMap((one) => toFinding(rule, one, loaded.sources, chronicle) ?? []) : [];
  const isBase = (id: EventId): boolean => loaded.sources.isBase(id, chronicle.timeline);
  const shown = [
    ...findings
      .filter(({ confidence }) => possible || confidence !== "possible")
      .filter(({ events }) => base || events.length === 0 || !events.every(isBase)),
    ...report(staleExpectation, stale),
    ...report(notChecked, run.notChecked.map(couldNotRun)),
  ];
  return {
    events: chronicle.events.length,
    rules: { run: [...ran], notChecked: run.notChecked },
    findings: shown.sort(compareFindings),
    sources: loaded.sources,
  };
}

const couldNotRun = ({ rule, why }: NotChecked): Report => ({
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
