import type { Effect } from "../../../events/effects.ts";

/** A seat passes on, or falls empty, because the one who is named as leaving it died. */
export const isDeathInOffice = (effect: Effect): boolean =>
  effect.kind === "seat" && effect.manner === "died" && effect.goes !== undefined && effect.goes !== effect.comes;
