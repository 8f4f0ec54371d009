import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { entityRegister } from "./entities.ts";
import type { RuleContext } from "../kit/ruleContext.ts";

/** Whether something ends, and nothing is left of it: what is only taken out of service is still somewhere. */
export function isDestroyedIn(
  { effects, register }: Pick<RuleContext<unknown>, "effects" | "register">,
  event: ResolvedEvent,
  entity: EntityId,
): boolean {
  const { canonical } = register(entityRegister);
  const isIt = (id: EntityId): boolean => canonical(id) === canonical(entity);
  const all = effects(event);
  return (
    all.some((effect) => effect.kind === "life" && effect.change === "ends" && isIt(effect.entity)) &&
    all.some((effect) => effect.kind === "place" && effect.at === undefined && isIt(effect.who))
  );
}
