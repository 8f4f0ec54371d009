import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { isType } from "../knownType.ts";

type Path = readonly (string | number)[];

/** Somebody on one side of a fight, and where the event names them. */
export interface Fighter {
  readonly id: EntityId;
  readonly path: Path;
}

/** Pairs that fight each other directly: who stands on one side does not fight whom others of that side fight elsewhere. */
export function opponentsIn(event: ResolvedEvent): readonly (readonly [Fighter, Fighter])[] {
  if (isType(event, "BorderBreached"))
    return [
      [
        { id: event.data.by, path: ["by"] },
        { id: event.data.against, path: ["against"] },
      ],
    ];
  if (!isType(event, "ConflictBegun") && !isType(event, "BattleFought")) return [];
  const sides = event.data.sides.map((side, index) =>
    Array.isArray(side)
      ? side.map((id, n): Fighter => ({ id, path: ["sides", index, n] }))
      : [{ id: side, path: ["sides", index] }],
  );
  return sides.flatMap((side, index) =>
    sides.slice(index + 1).flatMap((other) => side.flatMap((one) => other.map((two) => [one, two] as const))),
  );
}
