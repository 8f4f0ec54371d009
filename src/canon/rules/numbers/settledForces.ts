import type { EntityId, EventId } from "../../../events/envelope.ts";
import type { Likelihood } from "../likelihood.ts";
import { forceEventRegister } from "../registers/forceEvents.ts";
import type { RuleContext } from "../ruleContext.ts";

/** Whether the dates say of every change of a faction's forces which side of an event it lies on. */
export function settledForces(context: RuleContext<unknown>, faction: EntityId, event: EventId): Likelihood {
  const isOpen = context
    .register(forceEventRegister)
    .of(faction)
    .some(
      ({ id, at }) =>
        id !== event &&
        at !== undefined &&
        context.isBefore(id, event) !== "certain" &&
        context.isBefore(event, id) !== "certain" &&
        !isSameDayAndRecordedOrder(context, id, event),
    );
  return isOpen ? "possible" : "certain";
}

/** Dated to one day, what canon writes first comes first. */
function isSameDayAndRecordedOrder({ mayPrecede }: RuleContext<unknown>, a: EventId, b: EventId): boolean {
  return mayPrecede(a, b) === "no" && mayPrecede(b, a) === "no";
}
