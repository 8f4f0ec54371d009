import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import type { History } from "../history.ts";
import type { Likelihood } from "../likelihood.ts";
import { entityRegister } from "./entities.ts";
import { type HoldingChange, holdingChange } from "./holdingChanges.ts";
import type { Register } from "./register.ts";

/** One system passes to somebody, or to nobody. */
export interface Holding extends HoldingChange {
  readonly event: ResolvedEvent;
  /** Nobody is named, but somebody may have it: its owner, whom another leaves it to, or whoever is behind a stand-in. */
  readonly isUnsaid: boolean;
  /** Who had it before, as the events are drawn. */
  readonly owner: Holding | undefined;
  readonly ruler: Holding | undefined;
  /** Among those of its system, as they are drawn. */
  readonly index: number;
}

export interface Holdings {
  readonly systems: readonly EntityId[];
  of(system: EntityId): readonly Holding[];
  /**
   * Whether the dates alone say that one holding came before the other and nothing in between; of changes in fact, only where they count.
   */
  follows(first: Holding, second: Holding, inLawOnly: boolean): Likelihood;
}

/** Who holds which system. */
export const holdingRegister: Register<Holdings> = {
  name: "holdings",
  build(history, use) {
    const entities = use(entityRegister);
    const systems = new Map<EntityId, Holding[]>();
    const known = (id: EntityId | undefined): EntityId | undefined =>
      id !== undefined && entities.get(id)?.sentinel === true ? undefined : id;
    for (const { effect, event } of history.changesOf("rule")) {
      const change = holdingChange(effect);
      if (entities.get(change.system)?.sentinel === true) continue;
      const system = entities.canonical(change.system);
      const list = systems.get(system) ?? [];
      systems.set(system, list);
      const to = known(change.to);
      const held = before(list);
      const leaver = change.from ?? held.ruler?.to;
      const leavesOwn =
        leaver !== undefined &&
        held.owner?.to !== undefined &&
        entities.canonical(leaver) === entities.canonical(held.owner.to);
      const isUnsaid = (change.isWithdrawal && !leavesOwn) || to !== change.to;
      list.push({
        event,
        ...change,
        system,
        to,
        from: known(change.from),
        isUnsaid,
        ...held,
        index: list.length,
      });
    }
    const extents = new Map<EntityId, Extents>();
    const extentsOf = (system: EntityId, changes: readonly Holding[]): Extents => {
      const own = extents.get(system) ?? extentsIn(changes);
      extents.set(system, own);
      return own;
    };
    const of = (system: EntityId): readonly Holding[] => systems.get(entities.canonical(system)) ?? [];
    return {
      systems: [...systems.keys()],
      of,
      follows(first, second, inLawOnly) {
        const changes = of(second.system);
        return follows(first, second, inLawOnly, changes, extentsOf(second.system, changes), history);
      },
    };
  },
};

/** Who travels through time comes from no before. */
function before(list: readonly Holding[]): Pick<Holding, "owner" | "ruler"> {
  const last = list.at(-1);
  if (last === undefined) return { owner: undefined, ruler: undefined };
  if (last.event.timeTravel === true) return { owner: last.owner, ruler: last.ruler };
  return { owner: last.inLaw ? last : last.owner, ruler: last };
}

/** How far the changes up to each one, and from each one on, may reach: beyond, none has to be looked at. */
interface Extents {
  readonly latestUpTo: readonly number[];
  readonly earliestFrom: readonly number[];
  /** Some change may lie anywhere. */
  readonly isLoose: boolean;
}

function extentsIn(changes: readonly Holding[]): Extents {
  let latest = Number.NEGATIVE_INFINITY;
  let earliest = Number.POSITIVE_INFINITY;
  return {
    latestUpTo: changes.map(({ event }) => (latest = Math.max(latest, event.occurred.latest))),
    earliestFrom: changes
      .map((_, index) => changes[changes.length - 1 - index])
      .map((change) => (earliest = Math.min(earliest, change?.event.occurred.earliest ?? earliest)))
      .toReversed(),
    isLoose: changes.some(({ event }) => event.timeTravel === true),
  };
}

function follows(
  first: Holding,
  second: Holding,
  inLawOnly: boolean,
  changes: readonly Holding[],
  { latestUpTo, earliestFrom, isLoose }: Extents,
  { comparison: { isBefore } }: History,
): Likelihood {
  const [a, b] = [first.event, second.event];
  const isFirst = a.at === undefined ? "certain" : isBefore(a.id, b.id);
  if (isFirst !== "certain" || isLoose) return isFirst === "no" ? "no" : "possible";
  const isBetween = ({ event, inLaw, to }: Holding): boolean => {
    if (event === a || event === b || (inLawOnly && !inLaw)) return false;
    if (event.at === undefined) return a.at === undefined && to !== first.to;
    if (a.at !== undefined && isBefore(event.id, a.id) === "certain") return false;
    return isBefore(b.id, event.id) !== "certain";
  };
  for (let index = second.index - 1; index >= 0; index--) {
    if (index < first.index && (latestUpTo[index] ?? 0) < a.occurred.earliest) break;
    const change = changes[index];
    if (change !== undefined && isBetween(change)) return "possible";
  }
  for (let index = second.index + 1; index < changes.length; index++) {
    if ((earliestFrom[index] ?? 0) > b.occurred.latest) break;
    const change = changes[index];
    if (change !== undefined && isBetween(change)) return "possible";
  }
  return "certain";
}
