import { placeOf } from "../../registers/placeOf.ts";
import type { HoldingSpan } from "../../registers/holdings.ts";
import type { FindingPlace, RuleContext } from "../../kit/ruleContext.ts";
import { dated, writtenDate } from "../../kit/writtenDate.ts";

/** Where a system passes to somebody. */
export const holdingPlace = (
  context: Pick<RuleContext<unknown>, "references" | "register">,
  { event, system, to, atFirst }: HoldingSpan,
  role: string,
): FindingPlace => placeOf(context, event, atFirst ? (to ?? system) : system, role);

/** “since dozaria-ceded (2374)”, “since the beginning”. */
export const sinceWords = ({ event }: HoldingSpan): string =>
  event.at === undefined ? writtenDate(undefined) : `since ${dated(event)}`;
