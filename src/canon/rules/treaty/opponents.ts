import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { isType } from "../knownType.ts";
import { all, allOf, type Likelihood } from "../likelihood.ts";
import { entityRegister } from "../registers/entities.ts";
import { joiningRegister } from "../registers/joinings.ts";
import type { Register } from "../registers/register.ts";
import { treatyRegister } from "../registers/treaties.ts";
import type { Treaty } from "../registers/treaty.ts";
import type { Place, RuleContext } from "../ruleContext.ts";

type Path = readonly (string | number)[];
type Context = RuleContext<unknown>;

/** Somebody on one side of a fight, and where canon says so. */
interface Fighter {
  readonly id: EntityId;
  readonly event: ResolvedEvent;
  readonly path: Path;
}

export interface Opponents {
  readonly one: Fighter;
  readonly two: Fighter;
  readonly likelihood: Likelihood;
}

export const FIGHTS = ["ConflictBegun", "BelligerentJoined", "BattleFought", "BorderBreached"];

/**
 * Pairs that fight each other directly, of those whom some treaty binds both: who stands on one side does not fight whom others of
 * that side fight elsewhere.
 */
export function* opponentsIn(event: ResolvedEvent, context: Context): Generator<Opponents> {
  // What is told afterwards, or out of time, makes no war.
  if (event.timeTravel === true || event.retrospective === true) return;
  if (isType(event, "BorderBreached"))
    yield {
      one: { id: event.data.by, event, path: ["by"] },
      two: { id: event.data.against, event, path: ["against"] },
      likelihood: "certain",
    };
  else if (isType(event, "BelligerentJoined")) yield* opponentsOfJoiner(event, context);
  else {
    const field = fieldOf(event, context);
    for (const one of field.fighters)
      for (const two of field.boundTo(one.id)) if (two.side > one.side) yield { one, two, likelihood: "certain" };
  }
}

export const fighterPlace = ({ event, path }: Fighter, role: string): Place => ({ event: event.id, path, role });

interface Placed extends Fighter {
  readonly side: number;
}

/** Who stands on which side. */
interface Field {
  readonly fighters: readonly Placed[];
  /** Fighters whom a treaty binds that binds somebody else as well, in the order in which they are named. */
  boundTo(id: EntityId): readonly Placed[];
  sidesOf(id: EntityId): ReadonlySet<number>;
}

function fieldOf(event: ResolvedEvent, { register }: Context): Field {
  const { canonical } = register(entityRegister);
  const { binding } = register(treatyRegister);
  const fighters = fightersIn(event);
  const order = new Map(fighters.map((fighter, index) => [fighter, index]));
  const byTreaty = new Map<Treaty, Placed[]>();
  const sides = new Map<EntityId, Set<number>>();
  for (const fighter of fighters) {
    sides.set(canonical(fighter.id), (sides.get(canonical(fighter.id)) ?? new Set()).add(fighter.side));
    for (const treaty of binding(fighter.id)) {
      const own = byTreaty.get(treaty);
      if (own === undefined) byTreaty.set(treaty, [fighter]);
      else own.push(fighter);
    }
  }
  return {
    fighters,
    boundTo(id) {
      const lists = [...binding(id)].map((treaty) => byTreaty.get(treaty) ?? []);
      const [only = []] = lists;
      return lists.length < 2
        ? only
        : [...new Set(lists.flat())].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    },
    sidesOf: (id) => sides.get(canonical(id)) ?? new Set(),
  };
}

function fightersIn(event: ResolvedEvent): readonly Placed[] {
  if (!isType(event, "ConflictBegun") && !isType(event, "BattleFought")) return [];
  return event.data.sides.flatMap((ids, side) =>
    Array.isArray(ids)
      ? ids.map((id, n) => ({ id, event, side, path: ["sides", side, n] }))
      : [{ id: ids, event, side, path: ["sides", side] }],
  );
}

/** Fields of wars that others join. */
const fieldRegister: Register<(event: ResolvedEvent, context: Context) => Field> = {
  name: "fields",
  build() {
    const known = new Map<ResolvedEvent, Field>();
    return (event, context) => {
      let field = known.get(event);
      if (field === undefined) known.set(event, (field = fieldOf(event, context)));
      return field;
    };
  },
};

/** Whoever began the war on another side than the one that is joined, and has not left it by then. */
function* opponentsOfJoiner(event: ResolvedEvent, context: Context): Generator<Opponents> {
  if (!isType(event, "BelligerentJoined") || event.data.side === undefined) return;
  const { conflict, belligerent, side: beside } = event.data;
  const { register, isBefore } = context;
  const one = { id: belligerent, event, path: ["belligerent"] };
  for (const { event: begun } of register(entityRegister).get(conflict)?.declarations ?? []) {
    const field = register(fieldRegister)(begun, context);
    const joined = field.sidesOf(beside);
    if (joined.size === 0) continue;
    for (const two of field.boundTo(belligerent)) {
      if (joined.has(two.side)) continue;
      yield {
        one,
        two,
        likelihood: all(
          isBefore(begun.id, event.id),
          allOf(register(joiningRegister).of(two.id, conflict), (joining) =>
            joining.event === begun ? "certain" : isBefore(event.id, joining.event.id),
          ),
        ),
      };
    }
  }
}
