import { closest } from "../../../events/closest.ts";
import type { EventId } from "../../../events/envelope.ts";
import type { ChronicleInMemory } from "../../../timelines/chronicleInMemory.ts";
import type { RuleReport } from "../kit/ruleContext.ts";
import type { Raised } from "./runRules.ts";

export interface Expected {
  /** What nobody expects. */
  readonly raised: readonly Raised[];
  /** Expectations that nothing met. */
  readonly stale: readonly RuleReport[];
}

/** Rules that there are; with others that nobody loaded, one that is not among them may be one of those. */
export interface KnownRules {
  readonly ids: ReadonlySet<string>;
  readonly hasOthers: boolean;
}

/**
 * Takes out the findings that their events expect, each declared with its reason. What was only possible met an expectation as well:
 * canon says that it is so. An expectation of a rule that did not run is not judged.
 */
export function applyExpectations(
  found: readonly Raised[],
  { events }: ChronicleInMemory,
  ran: ReadonlySet<string>,
  { ids: known, hasOthers }: KnownRules,
  /** No event was left out: what nothing meets now, nothing will meet once those are mended. */
  isWhole: boolean,
): Expected {
  const expecting = events.filter(({ expect }) => expect !== undefined && expect.length > 0);
  if (expecting.length === 0) return { raised: found, stale: [] };
  const expected = new Map<EventId, Set<string>>(
    expecting.map(({ id, expect }) => [id, new Set(expect?.map(({ rule }) => rule))]),
  );
  const met = new Set<string>();
  const raised = found.filter(({ rule: { id: rule }, report }) => {
    const by = report.events.filter((event) => expected.get(event)?.has(rule));
    for (const event of by) met.add(`${event} ${rule}`);
    return by.length === 0;
  });

  const stale = expecting.flatMap(({ id, expect }) =>
    (expect ?? []).flatMap(({ rule }, index): RuleReport[] => {
      if (known.has(rule) ? !ran.has(rule) || met.has(`${id} ${rule}`) : hasOthers) return [];
      const suggestion = known.has(rule) ? undefined : closest(rule, known);
      return [
        {
          message: known.has(rule)
            ? `${id} expects a finding of ${rule}, and there is none.`
            : `${id} expects a finding of ${rule}, a rule that nobody defined.`,
          help: suggestion === undefined ? "Take the expectation out." : `Did you mean ${suggestion}?`,
          events: [id],
          entities: [],
          at: [{ event: id, path: ["expect", index], role: known.has(rule) ? "expected here" : "no such rule" }],
          fixes: [
            suggestion === undefined
              ? {
                  title: "Take the expectation out",
                  safe: isWhole,
                  at: { event: id, path: ["expect", index] },
                  value: undefined,
                }
              : { title: `Write ${suggestion}`, at: { event: id, path: ["expect", index, "rule"] }, value: suggestion },
          ],
        },
      ];
    }),
  );
  return { raised, stale };
}
