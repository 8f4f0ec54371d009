import type { Holding } from "../registers/holdings.ts";
import type { Place } from "../ruleContext.ts";

/** Where a system passes to somebody. */
export const holdingPlace = ({ event, path }: Holding, role: string): Place => ({ event: event.id, path, role });
