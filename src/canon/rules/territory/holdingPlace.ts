import type { Holding } from "../registers/holdings.ts";
import type { Place } from "../ruleContext.ts";
import { dated, writtenDate } from "../writtenDate.ts";

/** Where a system passes to somebody. */
export const holdingPlace = ({ event, path }: Holding, role: string): Place => ({ event: event.id, path, role });

/** “since dozaria-ceded (2374)”, “since the beginning”. */
export const sinceWords = ({ event }: Holding): string =>
  event.at === undefined ? writtenDate(undefined) : `since ${dated(event)}`;
