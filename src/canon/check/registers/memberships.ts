import type { EntityId, EventId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { textOf } from "../kit/fieldValues.ts";
import { all, allOf, any, DOUBTS, type Likelihood } from "../kit/likelihood.ts";
import { between, createTouching, type Touching, upTo } from "../kit/touching.ts";
import { entityRegister } from "./entities.ts";
import type { Register } from "../kit/register.ts";
import { append } from "../../../idioms/multimap.ts";

export interface AgainstMembership {
  readonly likelihood: Likelihood;
  readonly by: EventId;
  readonly how: string;
}

export interface Memberships {
  /** What speaks against somebody's being a member of a body at an event; undefined where canon leaves it open. */
  against(member: EntityId, body: EntityId, event: ResolvedEvent): AgainstMembership | undefined;
  /** By what they left it before an event, if canon says so, and did not come back. */
  leftBefore(member: EntityId, body: EntityId, event: ResolvedEvent): AgainstMembership | undefined;
}

interface Step {
  readonly event: ResolvedEvent;
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
      append(steps, entities.canonical(member), step);
    };
    for (const { effect, event } of changesOf("member", "belong"))
      if (effect.kind === "member") {
        const { who, body, change } = effect;
        if (change === "joins") add(who, { event, to: body, from: undefined, how: `joined ${body} only` });
        else add(who, { event, to: undefined, from: body, how: `left ${body}` });
      } else if (!effect.atFirst) {
        const { member, to, from } = effect;
        add(member, { event, to, from, how: to === undefined ? "serves nobody" : `serves ${to}` });
      }

    const isWithin = (part: EntityId | undefined, whole: EntityId, depth = 0): boolean => {
      if (part === undefined || depth > 32) return false;
      return (
        entities.canonical(part) === entities.canonical(whole) ||
        isWithin(textOf(entities.fact(part, "partOf")), whole, depth + 1)
      );
    };

    const known = new Map<string, Membership>();
    const membershipOf = (member: EntityId, body: EntityId): Membership => {
      const key = JSON.stringify([entities.canonical(member), entities.canonical(body)]);
      let membership = known.get(key);
      if (membership === undefined) {
        const own = steps.get(entities.canonical(member)) ?? [];
        const joins = own.filter(({ to }) => isWithin(to, body));
        // Somebody who leaves without ever having joined was in from the beginning.
        const leaves = own.filter(
          ({ to, from }) => !isWithin(to, body) && (from === undefined || isWithin(from, body)),
        );
        const laid = (list: readonly Step[]): Touching<Step> => createTouching(list, ({ event }) => event, comparison);
        membership = { first: joins[0], joins: laid(joins), leaves: laid(leaves), hasLeft: leaves.length > 0 };
        known.set(key, membership);
      }
      return membership;
    };

    const { isBefore } = comparison;
    const leftOf = ({ joins, leaves }: Membership, event: ResolvedEvent): AgainstMembership | undefined => {
      // Whoever left before the last time that they certainly joined, is in again.
      const back = lastOf(joins(upTo(event)), (join) => isBefore(event.id, join.event.id) === "no");
      return lastOut(leaves(back === undefined ? upTo(event) : between(back.event, event)), (leave) =>
        all(
          isBefore(leave.event.id, event.id),
          allOf(joins(between(leave.event, event)), (join) =>
            any(isBefore(join.event.id, leave.event.id), isBefore(event.id, join.event.id)),
          ),
        ),
      );
    };
    return {
      leftBefore: (member, body, event) => leftOf(membershipOf(member, body), event),
      against(member, body, event) {
        const membership = membershipOf(member, body);
        const { first, joins, hasLeft } = membership;
        const left = leftOf(membership, event);
        if (left !== undefined) return left;
        if (first === undefined || hasLeft) return undefined;
        const likelihood = allOf(joins(upTo(event)), (join) => isBefore(event.id, join.event.id));
        return likelihood === "no" ? undefined : { likelihood, by: first.event.id, how: first.how };
      },
    };
  },
};

interface Membership {
  readonly first: Step | undefined;
  readonly joins: Touching<Step>;
  readonly leaves: Touching<Step>;
  readonly hasLeft: boolean;
}

/** Of steps, the later ones first, the first for which something holds. */
function lastOf(steps: Iterable<Step>, holds: (step: Step) => boolean): Step | undefined {
  let asked = 0;
  for (const step of steps) {
    if (holds(step)) return step;
    if (++asked === DOUBTS) break;
  }
  return undefined;
}

function lastOut(leaves: Iterable<Step>, isOut: (leave: Step) => Likelihood): AgainstMembership | undefined {
  for (const leave of leaves) {
    const likelihood = isOut(leave);
    if (likelihood !== "no") return { likelihood, by: leave.event.id, how: leave.how };
  }
  return undefined;
}
