import type { EntityId, EventId } from "../../../events/envelope.ts";
import { textOf } from "../fieldValues.ts";
import { all, any, type Likelihood } from "../likelihood.ts";
import { entityRegister } from "./entities.ts";
import type { Register } from "./register.ts";

export interface AgainstMembership {
  readonly likelihood: Likelihood;
  readonly by: EventId;
  readonly how: string;
}

export interface Memberships {
  /** What speaks against somebody's being a member of a body at an event; undefined where canon leaves it open. */
  against(member: EntityId, body: EntityId, event: EventId): AgainstMembership | undefined;
}

interface Step {
  readonly event: EventId;
  /** What they belong to from then on; undefined: to none. */
  readonly to: EntityId | undefined;
  readonly from: EntityId | undefined;
  readonly how: string;
}

/** Who belongs to which body. */
export const membershipRegister: Register<Memberships> = {
  name: "memberships",
  build({ changesOf, comparison }, use) {
    const entities = use(entityRegister);
    const steps = new Map<EntityId, Step[]>();
    const add = (member: EntityId, step: Step): void => {
      const own = steps.get(entities.canonical(member));
      if (own === undefined) steps.set(entities.canonical(member), [step]);
      else own.push(step);
    };
    for (const { effect, event } of changesOf("member", "belong"))
      if (effect.kind === "member") {
        const { who, body, change } = effect;
        if (change === "joins") add(who, { event: event.id, to: body, from: undefined, how: `joined ${body} only` });
        else add(who, { event: event.id, to: undefined, from: body, how: `left ${body}` });
      } else if (!effect.atFirst) {
        const { member, to, from } = effect;
        add(member, { event: event.id, to, from, how: to === undefined ? "serves nobody" : `serves ${to}` });
      }

    const isWithin = (part: EntityId | undefined, whole: EntityId, depth = 0): boolean => {
      if (part === undefined || depth > 32) return false;
      return (
        entities.canonical(part) === entities.canonical(whole) ||
        isWithin(textOf(entities.fact(part, "partOf")), whole, depth + 1)
      );
    };

    return {
      against(member, body, event) {
        const own = steps.get(entities.canonical(member)) ?? [];
        const { isBefore } = comparison;
        const joins = own.filter(({ to }) => isWithin(to, body));
        const [first] = joins;
        // Somebody who leaves without ever having joined was in from the beginning.
        const leaves = own.filter(
          ({ to, from }) => !isWithin(to, body) && (from === undefined || isWithin(from, body)),
        );
        for (const { event: by, how } of leaves.toReversed()) {
          const likelihood = all(
            isBefore(by, event),
            ...joins.map((join) => any(isBefore(join.event, by), isBefore(event, join.event))),
          );
          if (likelihood !== "no") return { likelihood, by, how };
        }
        if (first === undefined || leaves.length > 0) return undefined;
        const likelihood = all(...joins.map((join) => isBefore(event, join.event)));
        return likelihood === "no" ? undefined : { likelihood, by: first.event, how: first.how };
      },
    };
  },
};
