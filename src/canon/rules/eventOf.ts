import type { EventId } from "../../events/envelope.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import type { RuleContext } from "./ruleContext.ts";

/** An event, where there is an id of one. */
export const eventOf = (
  { chronicle }: Pick<RuleContext<unknown>, "chronicle">,
  id: EventId | undefined,
): ResolvedEvent | undefined => (id === undefined ? undefined : chronicle.event(id));
