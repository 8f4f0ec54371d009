import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { isType } from "../knownType.ts";
import { entityRegister } from "./entities.ts";
import type { Register } from "./register.ts";

/** Somebody comes to a body, or goes. */
export interface Joining {
  readonly event: ResolvedEvent;
  readonly member: EntityId;
  readonly body: EntityId;
  readonly comes: boolean;
}

export interface Joinings {
  /** By member and body, each list in in-universe order. */
  readonly all: readonly (readonly Joining[])[];
  of(member: EntityId, body: EntityId): readonly Joining[];
}

const TYPES = ["MemberJoined", "MemberLeft", "BelligerentJoined", "BelligerentLeft", "ConflictBegun", "TreatyRatified"];

/** Who joined and left what: leagues, treaties and wars. */
export const joiningRegister: Register<Joinings> = {
  name: "joinings",
  build({ eventsOf }, use) {
    const { canonical } = use(entityRegister);
    const lists = new Map<string, Joining[]>();
    for (const event of eventsOf(TYPES))
      for (const joining of joiningsIn(event)) {
        const own = { ...joining, member: canonical(joining.member), body: canonical(joining.body) };
        const key = keyOf(own.member, own.body);
        const list = lists.get(key);
        if (list === undefined) lists.set(key, [own]);
        else list.push(own);
      }
    return {
      all: [...lists.values()],
      of: (member, body) => lists.get(keyOf(canonical(member), canonical(body))) ?? [],
    };
  },
};

const keyOf = (member: EntityId, body: EntityId): string => JSON.stringify([member, body]);

function joiningsIn(event: ResolvedEvent): Joining[] {
  if (isType(event, "MemberJoined") || isType(event, "MemberLeft")) {
    const { member, body } = event.data;
    return [{ event, member, body, comes: event.type === "MemberJoined" }];
  }
  if (isType(event, "BelligerentJoined") || isType(event, "BelligerentLeft")) {
    const { belligerent, conflict } = event.data;
    return [{ event, member: belligerent, body: conflict, comes: event.type === "BelligerentJoined" }];
  }
  if (isType(event, "TreatyRatified")) {
    const { parties, treaty } = event.data;
    return parties.map((member) => ({ event, member, body: treaty, comes: true }));
  }
  if (!isType(event, "ConflictBegun")) return [];
  const { sides, conflict } = event.data;
  return sides.flat().map((member) => ({ event, member, body: conflict, comes: true }));
}
