import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import type { History } from "../history.ts";
import { isType, textOf } from "../knownType.ts";
import type { Likelihood } from "../likelihood.ts";
import { type Entities, entityRegister } from "./entities.ts";
import type { Register } from "./register.ts";

/** One system passes to somebody, or to nobody. */
export interface Holding {
  readonly event: ResolvedEvent;
  readonly system: EntityId;
  /** From the event to the system. */
  readonly path: readonly (string | number)[];
  readonly to: EntityId | undefined;
  /** Whom the event names as having had it. */
  readonly from: EntityId | undefined;
  /** In law and in fact; otherwise in fact only. */
  readonly inLaw: boolean;
  /** Who had it before, as the events are drawn. */
  readonly owner: Holding | undefined;
  readonly ruler: Holding | undefined;
}

export interface Holdings {
  readonly systems: readonly EntityId[];
  of(system: EntityId): readonly Holding[];
  /**
   * Whether the dates alone say that one holding came before the other and nothing in between; of changes in fact, only where they count.
   */
  follows(first: Holding, second: Holding, inLawOnly: boolean): Likelihood;
  /** Whether a faction is another, or a part of it, or the other way round. */
  isOneOf(a: EntityId, b: EntityId): boolean;
}

/** Who holds which system. */
export const holdingRegister: Register<Holdings> = {
  name: "holdings",
  build(history, use) {
    const entities = use(entityRegister);
    const systems = new Map<EntityId, Holding[]>();
    for (const event of history.eventsOf(["SystemCharted", "TerritoryTransferred", "ControlChanged", "BorderBreached"]))
      for (const change of changesBy(event)) {
        const system = entities.canonical(change.system);
        const list = systems.get(system) ?? [];
        systems.set(system, list);
        const last = list.at(-1);
        const owner = last === undefined || last.inLaw ? last : last.owner;
        list.push({ event, ...change, system, owner, ruler: last });
      }
    const of = (system: EntityId): readonly Holding[] => systems.get(entities.canonical(system)) ?? [];
    return {
      systems: [...systems.keys()],
      of,
      follows: (first, second, inLawOnly) => follows(of(second.system), first, second, inLawOnly, history),
      isOneOf: (a, b) => isWithin(a, b, entities) || isWithin(b, a, entities),
    };
  },
};

type Change = Pick<Holding, "system" | "path" | "to" | "from" | "inLaw">;

/** Conquest and mandate change who rules; the rest changes who owns as well. */
const IN_FACT = new Set([1, 6]);

function changesBy(event: ResolvedEvent): Change[] {
  if (isType(event, "SystemCharted")) {
    const { system, holder } = event.data;
    return holder === undefined ? [] : [{ system, path: ["holder"], to: holder, from: undefined, inLaw: true }];
  }
  if (isType(event, "TerritoryTransferred")) {
    const { systems, to, from, procedure } = event.data;
    return listed(systems, { to, from, inLaw: !IN_FACT.has(procedure) });
  }
  if (isType(event, "ControlChanged")) {
    const { systems, to, from } = event.data;
    return listed(systems, { to, from, inLaw: false });
  }
  if (isType(event, "BorderBreached") && event.data.repelled !== true) {
    const { systems, by, against } = event.data;
    return listed(systems, { to: by, from: against, inLaw: false });
  }
  return [];
}

const listed = (systems: readonly EntityId[], rest: Pick<Holding, "to" | "from" | "inLaw">): Change[] =>
  systems.map((system, index) => ({ system, path: ["systems", index], ...rest }));

function follows(
  changes: readonly Holding[],
  first: Holding,
  second: Holding,
  inLawOnly: boolean,
  { comparison: { isBefore } }: History,
): Likelihood {
  const [a, b] = [first.event, second.event];
  const isFirst = a.at === undefined ? "certain" : isBefore(a.id, b.id);
  if (isFirst !== "certain") return isFirst;
  const isOutside = ({ event, inLaw }: Holding): boolean =>
    event === a ||
    event === b ||
    (inLawOnly && !inLaw) ||
    event.at === undefined ||
    (a.at !== undefined && isBefore(event.id, a.id) === "certain") ||
    isBefore(b.id, event.id) === "certain";
  return changes.every(isOutside) ? "certain" : "possible";
}

function isWithin(part: EntityId, whole: EntityId, entities: Entities, depth = 0): boolean {
  if (entities.canonical(part) === entities.canonical(whole)) return true;
  const parent = textOf(entities.fact(part, "partOf"));
  return parent !== undefined && depth < 32 && isWithin(parent, whole, entities, depth + 1);
}
