import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import type { IndexedChronicle } from "../kit/indexedChronicle.ts";
import type { Likelihood } from "../kit/likelihood.ts";
import { between, createTouching, type Touching, upTo } from "../kit/touching.ts";
import { type Entities, entityRegister } from "./entities.ts";
import { type HoldingChange, holdingChange, leftBehind } from "./holdingChanges.ts";
import type { Register } from "../kit/register.ts";
import { addTo, getOrMake } from "../../../idioms/multimap.ts";

/** One system passes to somebody, or to nobody. */
export interface HoldingSpan extends HoldingChange {
  readonly event: ResolvedEvent;
  /** Nobody is named, but somebody may have it: its owner, whom another leaves it to, or whoever is behind a stand-in. */
  readonly isUnsaid: boolean;
  /** Who had it before, as the events are drawn. */
  readonly owner: HoldingSpan | undefined;
  readonly ruler: HoldingSpan | undefined;
  /** Among those of its system, as they are drawn. */
  readonly index: number;
}

export interface Holdings {
  readonly systems: readonly EntityId[];
  /** Of all systems, one after the other. */
  readonly all: readonly HoldingSpan[];
  of(system: EntityId): readonly HoldingSpan[];
  /**
   * Whether the dates alone say that one holding came before the other and nothing in between; of changes in fact, only where they count.
   */
  follows(first: HoldingSpan, second: HoldingSpan, inLawOnly: boolean): Likelihood;
}

/** Everybody who has it by a change: several, where it is held together. */
export const holdersBy = ({ to, jointly }: Pick<HoldingSpan, "to" | "jointly">): readonly EntityId[] =>
  to === undefined ? [] : [to, ...jointly];

/** Who holds which system. */
export const holdingRegister: Register<Holdings> = {
  name: "holdings",
  build(history, use) {
    const entities = use(entityRegister);
    const systems = new Map<EntityId, HoldingSpan[]>();
    const known = (id: EntityId | undefined): EntityId | undefined =>
      id !== undefined && entities.get(id)?.sentinel === true ? undefined : id;
    const everHeld = new Map<EntityId, Set<EntityId>>();
    const inherited = inheritedFrom(entities);
    const add = (event: ResolvedEvent, change: HoldingChange, mayBeHeirs = false): void => {
      if (entities.get(change.system)?.sentinel === true) return;
      const system = entities.canonical(change.system);
      const list = getOrMake(systems, system, () => []);
      const to = known(change.to);
      const held = before(list);
      const leaver = change.from ?? held.ruler?.to;
      const leavesOwn =
        leaver !== undefined &&
        held.owner?.to !== undefined &&
        entities.canonical(leaver) === entities.canonical(held.owner.to);
      const isUnsaid = (change.isWithdrawal && !leavesOwn) || to !== change.to || mayBeHeirs;
      if (to !== undefined) addTo(everHeld, entities.canonical(to), system);
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
    };
    const passOn = (holder: EntityId, successor: EntityId | undefined, event: ResolvedEvent): void => {
      const held = everHeld.get(holder) ?? [];
      everHeld.delete(holder);
      for (const system of held) {
        const { owner, ruler } = before(systems.get(system) ?? []);
        const has = (one: HoldingSpan | undefined): boolean =>
          one?.to !== undefined && entities.canonical(one.to) === holder;
        if (!has(ruler)) continue;
        // Of those who had it together, it is left to the others.
        const [to, ...jointly] = [successor ?? [], ruler?.jointly ?? []].flat();
        add(
          event,
          { ...leftBehind(system, to, { inLaw: has(owner) }), jointly },
          to === undefined && inherited.has(holder),
        );
      }
    };
    for (const { effect, event } of history.changesOf("rule", "life"))
      if (effect.kind === "rule") add(event, holdingChange(effect));
      else if (effect.change === "ends") passOn(entities.canonical(effect.entity), effect.successor, event);
    const changesOf = new Map<EntityId, Changes>();
    const of = (system: EntityId): readonly HoldingSpan[] => systems.get(entities.canonical(system)) ?? [];
    return {
      systems: [...systems.keys()],
      all: [...systems.values()].flat(),
      of,
      follows(first, second, inLawOnly) {
        const changes = getOrMake(changesOf, second.system, () => laidOut(of(second.system), history));
        return follows(first, second, inLawOnly ? changes.inLaw : changes.all, history);
      },
    };
  },
};

/** Whom somebody is declared to succeed: what they had may be that one's. */
const inheritedFrom = ({ all, canonical }: Entities): ReadonlySet<EntityId> =>
  new Set(all.flatMap(({ successorOf }) => successorOf.map(canonical)));

/** Who travels through time comes from no before. */
function before(list: readonly HoldingSpan[]): Pick<HoldingSpan, "owner" | "ruler"> {
  const last = list.at(-1);
  if (last === undefined) return { owner: undefined, ruler: undefined };
  if (last.event.timeTravel === true) return { owner: last.owner, ruler: last.ruler };
  return { owner: last.inLaw ? last : last.owner, ruler: last };
}

/** Changes of one system: dated ones by where they lie, and those since the beginning. */
interface Laid {
  readonly dated: Touching<HoldingSpan>;
  readonly undated: readonly HoldingSpan[];
  /** Some change may lie anywhere. */
  readonly isLoose: boolean;
}

interface Changes {
  readonly all: Laid;
  readonly inLaw: Laid;
}

function laidOut(changes: readonly HoldingSpan[], { comparison }: IndexedChronicle): Changes {
  const isLoose = changes.some(({ event }) => event.timeTravel === true);
  const lay = (some: readonly HoldingSpan[]): Laid => ({
    dated: createTouching(
      some.filter(({ event }) => event.at !== undefined),
      ({ event }) => event,
      comparison,
    ),
    undated: some.filter(({ event }) => event.at === undefined),
    isLoose,
  });
  return { all: lay(changes), inLaw: lay(changes.filter(({ inLaw }) => inLaw)) };
}

function follows(
  first: HoldingSpan,
  second: HoldingSpan,
  { dated, undated, isLoose }: Laid,
  { comparison: { isBefore } }: IndexedChronicle,
): Likelihood {
  const [a, b] = [first.event, second.event];
  const isFirst = a.at === undefined ? "certain" : isBefore(a.id, b.id);
  if (isFirst !== "certain" || isLoose) return isFirst === "no" ? "no" : "possible";
  if (a.at === undefined && undated.some(({ event, to }) => event !== a && event !== b && to !== first.to))
    return "possible";
  for (const { event } of dated(a.at === undefined ? upTo(b) : between(a, b))) {
    if (event === a || event === b) continue;
    if (a.at !== undefined && isBefore(event.id, a.id) === "certain") continue;
    if (isBefore(b.id, event.id) !== "certain") return "possible";
  }
  return "certain";
}
