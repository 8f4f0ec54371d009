import type { EventId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";

/** An event rests on another: a cause of it, or something without which it cannot have happened. */
export interface Reliance {
  readonly on: ResolvedEvent;
  /** From the event to where it says so. */
  readonly path: readonly (string | number)[];
}

const LINKS = ["causes", "necessary"] as const;

/** What an event rests on, each once; nothing where time runs backwards, or where the order is causality/effect-before-cause's. */
export function reliancesOf(
  event: ResolvedEvent,
  { chronicle, isBefore }: Pick<RuleContext<unknown>, "chronicle" | "isBefore">,
): readonly Reliance[] {
  if (event.timeTravel === true || (event.causes === undefined && event.necessary === undefined)) return NOTHING;
  const found = new Map<EventId, Reliance>();
  for (const field of LINKS)
    for (const [index, id] of (event[field] ?? []).entries()) {
      const on = chronicle.event(id);
      if (on === undefined || on === event || on.timeTravel === true || found.has(id)) continue;
      if (isBefore(event.id, id) !== "certain") found.set(id, { on, path: [field, index] });
    }
  return [...found.values()];
}

const NOTHING: readonly Reliance[] = [];
