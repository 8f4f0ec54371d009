import type { EntityId } from "../../../events/envelope.ts";
import { lifePlace, lifeWords } from "./placeOf.ts";
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
    const { likelihood, bound, when } = one;
    const { sentence, at, ...rest } = say();
    context.report({
      likelihood,
      message: `${sentence} ${lifeWords(bound)} ${when}.`,
      ...rest,
      at: [at, lifePlace(context, bound, entity)],
    });
  }
}
