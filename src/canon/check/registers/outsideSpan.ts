import { formatSpan } from "../../../events/dates/civil.ts";
import type { Span } from "../../../events/dates/span.ts";
import type { EntityId } from "../../../events/envelope.ts";
import { lifePlace, lifeWords, placeOf } from "./placeOf.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import type { Outside } from "./lifespans.ts";
import type { FindingPlace, RuleReport, RuleContext } from "../kit/ruleContext.ts";

/** What lies outside a span: a sentence that goes on with how the span is bounded (“… died (2370) before.”), and where it is said. */
interface Said extends Pick<RuleReport, "entities" | "help"> {
  readonly sentence: string;
  readonly at: FindingPlace;
}

/** Reports what lies before the span of an entity, or after it. */
export function reportOutside(
  context: RuleContext<unknown>,
  entity: EntityId,
  outside: readonly (Outside | undefined)[],
  say: () => Said,
): void {
  for (const one of outside) {
    if (one === undefined) continue;
    const { likelihood, bound, when, lapse } = one;
    const { sentence, at, ...rest } = say();
    context.report({
      likelihood,
      message: `${sentence} ${lapse === undefined ? lifeWords(bound) : lapseWords(lapse)} ${when}.`,
      ...rest,
      at: [at, lapse === undefined ? lifePlace(context, bound, entity) : lapsePlace(context, bound, entity, lapse)],
    });
  }
}

/** “ran out (2390)”. */
export const lapseWords = (lapse: Span): string => `ran out (${formatSpan(lapse)})`;

/** Where a treaty is ratified for a time. */
export const lapsePlace = (context: RuleContext<unknown>, ratified: ResolvedEvent, treaty: EntityId, lapse: Span) =>
  placeOf(context, ratified, treaty, `ratified here, until ${formatSpan(lapse)}`);
