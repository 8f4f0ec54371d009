import type { EventId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import type { RuleContext } from "./ruleContext.ts";

type Context = Pick<RuleContext<unknown>, "chronicle">;

/** An event, where there is an id of one. */
export const eventOf = ({ chronicle }: Context, id: EventId | undefined): ResolvedEvent | undefined =>
  id === undefined ? undefined : chronicle.event(id);

export const eventsOf = ({ chronicle }: Context, ids: readonly EventId[]): ResolvedEvent[] =>
  ids.flatMap((id) => chronicle.event(id) ?? []);
