import type { Effect } from "../../events/effects.ts";
import type { EntityId } from "../../events/envelope.ts";

/**
 * Whom an effect is done by or to, so that they know of it: parties, victims, givers and receivers. Whoever is spied upon, or fed a
 * report, does not.
 */
export function participantsIn(effect: Effect): readonly (EntityId | null | undefined)[] {
  switch (effect.kind) {
    case "life":
      return [effect.entity, effect.successor];
    case "belong":
      return [effect.member, effect.to, effect.from];
    case "seat":
      return [effect.office, effect.comes, effect.goes];
    case "rule":
      return [
        effect.sovereign,
        effect.controller === "sovereign" ? undefined : effect.controller,
        ...effect.jointly,
        effect.from,
      ];
    case "capital":
      return [effect.host];
    case "contest":
      return effect.sides.flat();
    case "meeting":
      return effect.parties;
    case "strength":
      return [effect.of];
    case "alert":
      return [effect.formation];
    case "bond":
      return [...effect.parties, ...effect.signatories, effect.by];
    case "side":
      return [effect.who];
    case "member":
      return [effect.who, effect.body];
    case "attack":
      return [...effect.by, effect.against];
    case "motive":
      return [effect.person];
    default:
      return [];
  }
}
