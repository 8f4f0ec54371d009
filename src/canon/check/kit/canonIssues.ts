import type { RuleContext } from "./ruleContext.ts";

/** What reading the files found for this rule, as findings. */
export function reportCanonIssues({ canonIssues, report }: Pick<RuleContext<unknown>, "canonIssues" | "report">): void {
  for (const { message, help, locations, events, entities, fixes } of canonIssues)
    report({
      message,
      ...(help === undefined ? {} : { help }),
      ...(fixes === undefined ? {} : { advice: () => ({ fixes: fixes() }) }),
      events,
      entities,
      at: locations.map(({ location, role }) => ({ location: { ...location, role } })),
    });
}
