import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { isType } from "../knownType.ts";
import { all, allOf, type Likelihood } from "../likelihood.ts";
import { entityRegister } from "../registers/entities.ts";
import { joiningRegister } from "../registers/joinings.ts";
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

/** Pairs that fight each other directly: who stands on one side does not fight whom others of that side fight elsewhere. */
export function opponentsIn(event: ResolvedEvent, context: Context): readonly Opponents[] {
  // What is told afterwards, or out of time, makes no war.
  if (event.timeTravel === true || event.retrospective === true) return [];
  if (isType(event, "BorderBreached"))
    return [
      {
        one: { id: event.data.by, event, path: ["by"] },
        two: { id: event.data.against, event, path: ["against"] },
        likelihood: "certain",
      },
    ];
  if (isType(event, "BelligerentJoined")) return opponentsOfJoiner(event, context);
  const sides = sidesOf(event);
  return sides.flatMap((side, index) =>
    sides
      .slice(index + 1)
      .flatMap((other) => side.flatMap((one) => other.map((two) => ({ one, two, likelihood: "certain" as const })))),
  );
}

export const fighterPlace = ({ event, path }: Fighter, role: string): Place => ({ event: event.id, path, role });

function sidesOf(event: ResolvedEvent): readonly (readonly Fighter[])[] {
  if (!isType(event, "ConflictBegun") && !isType(event, "BattleFought")) return [];
  return event.data.sides.map((side, index) =>
    Array.isArray(side)
      ? side.map((id, n) => ({ id, event, path: ["sides", index, n] }))
      : [{ id: side, event, path: ["sides", index] }],
  );
}

/** Whoever began the war on another side than the one that is joined, and has not left it by then. */
function opponentsOfJoiner(event: ResolvedEvent, { register, isBefore }: Context): readonly Opponents[] {
  if (!isType(event, "BelligerentJoined") || event.data.side === undefined) return [];
  const { conflict, belligerent, side: beside } = event.data;
  const { canonical, get } = register(entityRegister);
  const isBeside = ({ id }: Fighter): boolean => canonical(id) === canonical(beside);
  const one = { id: belligerent, event, path: ["belligerent"] };
  return (get(conflict)?.declarations ?? []).flatMap(({ event: begun }) => {
    const sides = sidesOf(begun);
    if (!sides.some((side) => side.some(isBeside))) return [];
    return sides
      .filter((side) => !side.some(isBeside))
      .flat()
      .map((two) => ({
        one,
        two,
        likelihood: all(
          isBefore(begun.id, event.id),
          allOf(register(joiningRegister).of(two.id, conflict), (joining) =>
            joining.event === begun ? "certain" : isBefore(event.id, joining.event.id),
          ),
        ),
      }));
  });
}
