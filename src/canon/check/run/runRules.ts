import type { Effect } from "../../../events/effects.ts";
import { effectsOf } from "../../../events/effectsOf.ts";
import type { Reference } from "../../../events/fields.ts";
import type { ChronicleInMemory } from "../../../timelines/chronicleInMemory.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import type { LoadedCanon } from "../../text/statements/loadedCanon.ts";
import { eventsElsewhere } from "../kit/elsewhere.ts";
import { indexChronicle, type IndexedChronicle } from "../kit/indexedChronicle.ts";
import { parameterValues } from "../kit/parameterValues.ts";
import { registersOf, type UseRegister } from "../kit/register.ts";
import type { Rule, RulePass } from "../kit/rule.ts";
import type { RuleContext } from "../kit/ruleContext.ts";
import type { RuleSettings } from "../kit/ruleSettings.ts";
import { append } from "../../../idioms/multimap.ts";
import { type WholeReport, wholeReport } from "../kit/wholeReport.ts";

/** A rule that could not do its work, and why. */
export interface NotChecked {
  readonly rule: string;
  readonly why: string;
}

/** What a rule reports; where its places are written is not yet looked up. */
export interface Raised {
  readonly rule: Rule;
  readonly report: WholeReport;
}

export interface RuleRun {
  readonly raised: readonly Raised[];
  readonly notChecked: readonly NotChecked[];
}

export type GivenParameters = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Runs a rule from elsewhere, from its first event to its last, and throws where that does not end. It may stop it and begin again. */
export type Guard = (rule: string, work: () => void) => void;

/** Of one rule: whoever raises more has one mistake many times. */
const MOST = 100_000;

/**
 * Tells every rule of every event once, in in-universe order. A rule that fails is set aside, and the others go on. Where there is a
 * guard, rules that it is for run one after the other inside it.
 */
export function runRules(
  rules: readonly Rule[],
  loaded: LoadedCanon,
  chronicle: ChronicleInMemory,
  { parameters: given, settings }: { readonly parameters: GivenParameters; readonly settings: RuleSettings },
  guarded: { readonly guard: Guard; readonly isGuarded: (rule: Rule) => boolean } | undefined,
): RuleRun {
  const history = indexChronicle(chronicle);
  const use = registersOf(history);
  const raised: Raised[] = [];
  const failures = new Map<string, string>();
  const fail = (rule: string, why: string): void => {
    if (!failures.has(rule)) failures.set(rule, why);
  };
  const failed = (rule: Rule, error: unknown): void =>
    fail(rule.id, `it failed: ${error instanceof Error ? error.message : String(error)}`);
  const attempt = <Result>(rule: Rule, work: () => Result): Result | undefined => {
    try {
      return work();
    } catch (error) {
      failed(rule, error);
      return undefined;
    }
  };

  const refused = refusedIds(loaded);
  const elsewhere = eventsElsewhere(loaded, chronicle);
  const begin = (rule: Rule): RulePass | undefined => {
    const values = parameterValues(rule, given[rule.id] ?? {});
    if ("wrong" in values) {
      fail(rule.id, values.wrong);
      return undefined;
    }
    const counts = { certain: 0, possible: 0 };
    const context: RuleContext<typeof values.values> = {
      ...contextOf(rule, loaded, history, use),
      refused,
      elsewhere,
      parameters: values.values,
      settings,
      report: (report) => {
        const { likelihood = "certain" } = report;
        if (likelihood === "no") return;
        if (++counts[likelihood] <= MOST) raised.push({ rule, report: wholeReport(report) });
        else if (likelihood === "certain") {
          fail(rule.id, `it raised more than ${MOST} findings; these are the first`);
          // Whatever it is about, it does not go on with it.
          throw new Enough();
        }
      },
      notChecked: (why) => fail(rule.id, why),
    };
    const pass = attempt(rule, () => now(rule.check(context)));
    if (typeof pass === "object" && pass !== null) return pass;
    fail(rule.id, "its `check` returns nothing to run");
    return undefined;
  };

  const isGuarded = (rule: Rule): boolean => guarded?.isGuarded(rule) === true;
  const working = rules.flatMap((rule): Working[] => {
    const pass = isGuarded(rule) ? undefined : begin(rule);
    return pass === undefined ? [] : [{ rule, pass, failed: false }];
  });
  const listeners = listenersIn(working);
  // Most of a run is spent here: no function is made for an event.
  const tell = (one: Working, handler: Handler | undefined, what: unknown, event: ResolvedEvent): void => {
    if (one.failed) return;
    try {
      handler?.(what as never, event);
    } catch (error) {
      one.failed = true;
      failed(one.rule, error);
    }
  };
  for (const event of chronicle.events) {
    for (const effect of effectsOf(event, chronicle.catalogue))
      for (const one of listeners.on.get(effect.kind) ?? NOBODY) tell(one, one.pass.on?.[effect.kind], effect, event);
    for (const one of listeners.when.get(event.type) ?? NOBODY) tell(one, one.pass.when?.[event.type], event, event);
    for (const one of listeners.each) tell(one, one.pass.each, event, event);
  }
  for (const { rule, pass } of working) if (!failures.has(rule.id)) attempt(rule, () => pass.finish?.());

  for (const rule of rules.filter(isGuarded)) {
    const raisedBefore = raised.length;
    attempt(rule, () =>
      guarded?.guard(rule.id, () => {
        raised.length = raisedBefore;
        failures.delete(rule.id);
        const pass = begin(rule);
        if (pass === undefined || failures.has(rule.id)) return;
        for (const event of chronicle.events) now(tellOf(pass, event, effectsOf(event, chronicle.catalogue)));
        now(pass.finish?.());
      }),
    );
  }
  return { raised, notChecked: [...failures].map(([rule, why]) => ({ rule, why })) };
}

/** What a rule of others' does later would be done when nobody listens any more. */
function now<Result>(result: Result): Result {
  if (!(result instanceof Promise)) return result;
  result.catch(() => undefined);
  throw new Error("it is asynchronous, and rules are not");
}

class Enough extends Error {}

interface Working {
  readonly rule: Rule;
  readonly pass: RulePass;
  /** Nobody tells it of any more events. */
  failed: boolean;
}

type Handler = (what: never, event: ResolvedEvent) => void;

const NOBODY: readonly Working[] = [];

/** Who listens to what. */
function listenersIn(working: readonly Working[]) {
  const on = new Map<string, Working[]>();
  const when = new Map<string, Working[]>();
  for (const one of working)
    for (const [lists, names] of [
      [on, Object.keys(one.pass.on ?? {})],
      [when, Object.keys(one.pass.when ?? {})],
    ] as const)
      for (const name of names) append(lists, name, one);
  return { on, when, each: working.filter(({ pass }) => pass.each !== undefined) };
}

/** Tells one rule of one event; gives what its last handler gave: nothing, unless the rule means to go on later. */
function tellOf({ on, when, each }: RulePass, event: ResolvedEvent, effects: readonly Effect[]): unknown {
  let given: unknown;
  for (const effect of effects) {
    const handler: Handler | undefined = on?.[effect.kind];
    given = handler?.(effect as never, event) ?? given;
  }
  if (when !== undefined && Object.hasOwn(when, event.type)) given = when[event.type]?.(event) ?? given;
  return each?.(event) ?? given;
}

function contextOf(rule: Rule, loaded: LoadedCanon, history: IndexedChronicle, register: UseRegister) {
  const { chronicle, comparison, end } = history;
  return {
    ...comparison,
    chronicle,
    end,
    register,
    lacksBase: loaded.lacksBase === true,
    ordered: chronicle.timeline === loaded.timelines[0]?.name ? loaded.ordered : [],
    canonIssues: loaded.issues.filter((issue) => issue.rule === rule.id),
    effects: (event: ResolvedEvent) => effectsOf(event, chronicle.catalogue),
    references: (event: ResolvedEvent): readonly Reference[] => history.references(event),
  };
}

function refusedIds({ issues }: LoadedCanon): ReadonlySet<string> {
  const invalid = issues.filter((issue) => issue.rule === "identity/invalid-event");
  return new Set(invalid.flatMap(({ events, entities }) => [...events, ...entities]));
}
