import type { EntityId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { bondRegister } from "../../registers/bonds.ts";
import { entityRegister } from "../../registers/entities.ts";
import { type HoldingSpan, holdingRegister } from "../../registers/holdings.ts";
import type { Likelihood } from "../../kit/likelihood.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { createTouching, type Touching } from "../../kit/touching.ts";
import { countWhile } from "../../../../idioms/sortedSearch.ts";
import { getOrMake } from "../../../../idioms/multimap.ts";

type Context = RuleContext<unknown>;

/** What passes a system on: dated changes by where they lie, and those of which dates say nothing. */
export interface Ledger {
  readonly changes: readonly HoldingSpan[];
  readonly touching: Touching<HoldingSpan>;
  readonly loose: readonly HoldingSpan[];
}

/** The same of any system, laid out when it is first asked for. */
export function ledgersIn(context: Context): (system: EntityId) => Ledger {
  const ledgers = new Map<EntityId, Ledger>();
  return (system) => {
    const id = context.register(entityRegister).canonical(system);
    return getOrMake(ledgers, id, () => createLedger(context.register(holdingRegister).of(id), context));
  };
}

function createLedger(changes: readonly HoldingSpan[], context: Context): Ledger {
  const isLoose = ({ event: { at, timeTravel } }: HoldingSpan): boolean => at === undefined || timeTravel === true;
  return {
    changes,
    touching: createTouching(
      changes.filter((change) => !isLoose(change)),
      ({ event }) => event,
      context,
    ),
    loose: changes.filter(isLoose),
  };
}

/** The last change, as they are drawn, that certainly came before. */
export function rulingAt(
  event: ResolvedEvent,
  { changes }: Ledger,
  { chronicle, isBefore }: Context,
): HoldingSpan | undefined {
  // What is certainly before is drawn before as well.
  const place = event.at === undefined ? Number.POSITIVE_INFINITY : chronicle.indexOf(event.id);
  for (
    let index = countWhile(changes, (change) => chronicle.indexOf(change.event.id) < place) - 1;
    index >= 0;
    index--
  ) {
    const change = changes[index];
    if (change === undefined || change.event.timeTravel === true) continue;
    if (change.event.at === undefined || isBefore(change.event.id, event.id) === "certain") return change;
  }
  return undefined;
}

/** Whether every other change came before the one that decides, comes later, or gives the system to another all the same. */
export function settled(
  { touching, loose }: Ledger,
  ruling: HoldingSpan,
  faction: EntityId,
  event: ResolvedEvent,
  { register, isBefore }: Context,
): Likelihood {
  const { areBound } = register(bondRegister);
  const isUndated = ruling.event.at === undefined;
  const isOutside = ({ id, at, timeTravel }: ResolvedEvent): boolean => {
    if (at === undefined) return !isUndated;
    if (timeTravel === true) return false;
    return (!isUndated && isBefore(id, ruling.event.id) === "certain") || isBefore(event.id, id) === "certain";
  };
  const isNoMatter = ({ event: other, to }: HoldingSpan): boolean =>
    other === ruling.event || (to !== undefined && !areBound(to, faction)) || isOutside(other);
  const earliest = isUndated ? Number.NEGATIVE_INFINITY : ruling.event.occurred.earliest;
  const since = isUndated ? {} : { since: ruling.event.id };
  for (const change of touching({ earliest, latest: event.occurred.latest, ...since, until: event.id }))
    if (!isNoMatter(change)) return "possible";
  return loose.every(isNoMatter) ? "certain" : "possible";
}
