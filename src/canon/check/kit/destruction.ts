import type { Effect } from "../../../events/effects.ts";
import type { EntityId } from "../../../events/envelope.ts";

/** Whether something ends, and nothing is left of it: what is only taken out of service is still somewhere. */
export const isDestroyed = (effects: readonly Effect[], isIt: (id: EntityId) => boolean): boolean =>
  effects.some((effect) => effect.kind === "life" && effect.change === "ends" && isIt(effect.entity)) &&
  effects.some((effect) => effect.kind === "place" && effect.at === undefined && isIt(effect.who));
