import { contentHash } from "../../events/contentHash.ts";
import type { Reference } from "../../events/fields.ts";
import type { Chronicle } from "../../timelines/chronicle.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import type { Finding, FindingLocation } from "../findings/finding.ts";
import type { LoadedCanon, SourceMap } from "../loadedCanon.ts";
import { createHistory, type History } from "./history.ts";
import { parameterValues } from "./parameterValues.ts";
import { createRegisters, type UseRegister } from "./registers/register.ts";
import type { Rule, RulePass } from "./rule.ts";
import type { Place, Report, RuleContext } from "./ruleContext.ts";

/** A rule that could not do its work, and why. */
export interface NotChecked {
  readonly rule: string;
  readonly why: string;
}

export interface Run {
  readonly findings: readonly Finding[];
  readonly notChecked: readonly NotChecked[];
}

export type GivenParameters = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Tells every rule of every event once, in in-universe order. A rule that fails is set aside, and the others go on. */
export function runRules(
  rules: readonly Rule[],
  loaded: LoadedCanon,
  chronicle: Chronicle,
  given: GivenParameters,
): Run {
  const history = createHistory(chronicle);
  const use = createRegisters(history);
  const findings: Finding[] = [];
  const failures = new Map<string, string>();
  const fail = (rule: string, why: string): void => {
    if (!failures.has(rule)) failures.set(rule, why);
  };
  const attempt = <Result>(rule: Rule, work: () => Result): Result | undefined => {
    try {
      return work();
    } catch (error) {
      fail(rule.id, `it failed: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  };

  const refused = refusedIds(loaded);
  const working = rules.flatMap((rule) => {
    const values = parameterValues(rule, given[rule.id] ?? {});
    if ("wrong" in values) {
      fail(rule.id, values.wrong);
      return [];
    }
    const context: RuleContext<typeof values.values> = {
      ...contextOf(rule, loaded, history, use),
      refused,
      parameters: values.values,
      report: (report) => {
        const finding = toFinding(rule, report, loaded.sources, chronicle);
        if (finding !== undefined) findings.push(finding);
      },
      notChecked: (why) => fail(rule.id, why),
    };
    const pass = attempt(rule, () => rule.check(context));
    return pass === undefined ? [] : [{ rule, pass }];
  });

  const visitors = byType(working);
  for (const event of chronicle.events)
    for (const { rule, pass } of visitors.of(event.type))
      if (!failures.has(rule.id)) attempt(rule, () => pass.visit?.(event));
  for (const { rule, pass } of working) if (!failures.has(rule.id)) attempt(rule, () => pass.finish?.());
  return { findings, notChecked: [...failures].map(([rule, why]) => ({ rule, why })) };
}

interface Working {
  readonly rule: Rule;
  readonly pass: RulePass;
}

function byType(working: readonly Working[]): { of(type: string): readonly Working[] } {
  const visiting = working.filter(({ pass }) => pass.visit !== undefined);
  const everywhere = visiting.filter(({ pass }) => pass.types === undefined);
  const lists = new Map<string, Working[]>();
  for (const one of visiting)
    for (const type of new Set(one.pass.types)) {
      const list = lists.get(type);
      if (list === undefined) lists.set(type, [...everywhere, one]);
      else list.push(one);
    }
  return { of: (type) => lists.get(type) ?? everywhere };
}

function contextOf(rule: Rule, loaded: LoadedCanon, history: History, register: UseRegister) {
  const { chronicle, comparison, end } = history;
  return {
    ...comparison,
    chronicle,
    end,
    register,
    ordered: chronicle.timeline === loaded.timelines[0]?.name ? loaded.ordered : [],
    canonIssues: loaded.issues.filter((issue) => issue.rule === rule.id),
    references: (event: ResolvedEvent): readonly Reference[] => history.references(event),
  };
}

function refusedIds({ issues }: LoadedCanon): ReadonlySet<string> {
  const invalid = issues.filter((issue) => issue.rule === "identity/invalid-event");
  return new Set(invalid.flatMap(({ events, entities }) => [...events, ...entities]));
}

/** What dates make certain has the rule's own weight; what they only allow is worth a look. */
export function toFinding(
  rule: Rule,
  report: Report,
  sources: SourceMap,
  { timeline }: Chronicle,
): Finding | undefined {
  const { message, help, likelihood = "certain", at } = report;
  if (likelihood === "no") return undefined;
  const events = [...new Set(report.events)];
  const entities = [...new Set(report.entities)];

  const locate = (place: Place): FindingLocation | undefined => {
    if ("location" in place) return place.location;
    const location = sources.locate(place.event, place.path, timeline);
    return location === undefined ? undefined : { ...location, role: place.role };
  };
  const isPossible = likelihood === "possible";
  return {
    rule: rule.id,
    severity: isPossible ? "info" : rule.severity,
    confidence: isPossible ? "possible" : rule.confidence,
    message,
    ...(help === undefined ? {} : { help }),
    events,
    entities,
    locations: at.flatMap((place) => locate(place) ?? []),
    fingerprint: fingerprintOf(rule.id, events, entities, message),
  };
}

/** Of rule, entities and events; of the message only where a finding has neither. */
function fingerprintOf(rule: string, events: readonly string[], entities: readonly string[], message: string): string {
  const about = events.length + entities.length === 0 ? { message } : {};
  return contentHash({ rule, events: events.toSorted(), entities: entities.toSorted(), ...about }).slice(0, 20);
}
