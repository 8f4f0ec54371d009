import type { Effect } from "../../../events/effects.ts";
import { effectsOf } from "../../../events/effectsOf.ts";
import type { EntityId } from "../../../events/envelope.ts";
import type { DateExpression } from "../../../events/dates/dateExpression.ts";
import type { Span } from "../../../events/dates/span.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { spanBefore } from "../kit/comparison.ts";
import { all, allOf, any, anyOf, type Likelihood } from "../kit/likelihood.ts";
import { circleRegister } from "./circles.ts";
import { entityRegister } from "./entities.ts";
import { upTo } from "../kit/touching.ts";
import { knowerRegister } from "./knowers.ts";
import type { Register } from "../kit/register.ts";
import { tellerRegister, type Tellers } from "./tellers.ts";

/** Who had heard of what. Whoever is close to those who know (`circleRegister`) may have, and so may whoever has heard what tells of it. */
export interface Awareness {
  /** Who decides in an event. */
  actorsOf(event: ResolvedEvent): readonly EntityId[];
  /** The entries of `known` that let somebody hear of an event, by index. */
  entriesFor(actor: EntityId, fact: ResolvedEvent): readonly number[];
  /** That somebody cannot have heard of an event when another happens, if it had happened itself by then. */
  isUnaware(actor: EntityId, fact: ResolvedEvent, at: ResolvedEvent): Likelihood;
  /** That somebody has heard of an event by the time of another. */
  isAware(actor: EntityId, fact: ResolvedEvent, at: ResolvedEvent): Likelihood;
}

/** Where people only meet, what brought them together need not be known to any of them. */
const isMeeting = (effect: Effect): boolean =>
  effect.kind === "meeting" || effect.kind === "contest" || (effect.kind === "side" && effect.change === "begins");

/** Of what so many secrets tell, somebody will have heard: each who acts on it has to be asked about all of them. */
const MOST_SECRETS = 100;

export const awarenessRegister: Register<Awareness> = {
  name: "awareness",
  build({ chronicle, comparison, references }, use) {
    const { canonical } = use(entityRegister);
    const { areClose } = use(circleRegister);
    const tellers = use(tellerRegister);
    const knowers = use(knowerRegister);
    const spanOf = (from: DateExpression | undefined): Span | undefined =>
      from === undefined ? undefined : chronicle.spanOf(from);

    const actingIn = (event: ResolvedEvent): EntityId[] =>
      references(event).flatMap(({ role, id }) => (role === "acts" ? [id] : []));

    /** Of an event itself, whatever tells of it. `early`: that it has yet to happen. */
    const isUnheard = (actor: EntityId, fact: ResolvedEvent, at: ResolvedEvent, early: Likelihood): Likelihood => {
      const { known } = fact;
      if (known === undefined || actingIn(fact).some((id) => areClose(actor, id))) return early;
      const isTold = allOf(knowers.closeTo(actor, fact), (index): Likelihood => {
        const from = spanOf(known[index]?.from);
        return from === undefined ? early : any(early, spanBefore(at.occurred, from));
      });
      // Whom something is done to may well notice.
      const isNamed = references(fact).some(({ id }) => areClose(actor, id));
      return all(isNamed ? any(early, "possible") : "certain", isTold);
    };

    /** Whoever reports something may have found it out; whoever does anything else has to know before. */
    const takesItAsKnown = (actor: EntityId, { acting, isReport }: Tellers): boolean =>
      !isReport && acting.some((id) => areClose(actor, id));

    const isUnaware = (
      actor: EntityId,
      fact: ResolvedEvent,
      at: ResolvedEvent,
      early: Likelihood,
      seen: Set<ResolvedEvent>,
    ): Likelihood => {
      const own = isUnheard(actor, fact, at, early);
      if (own === "no" || fact.known === undefined) return own;
      return all(
        own,
        allOf(tellers.of(fact), (group) =>
          takesItAsKnown(actor, group)
            ? "certain"
            : allOf(group.events({ ...upTo(at), earliestFirst: true }), (teller) => {
                const isLater = comparison.isBefore(at.id, teller.id);
                if (isLater === "certain" || seen.has(teller)) return "certain";
                if (seen.size > MOST_SECRETS) return "no";
                seen.add(teller);
                return isUnaware(actor, teller, at, isLater, seen);
              }),
        ),
      );
    };

    return {
      actorsOf: (event) => (effectsOf(event, chronicle.catalogue).some(isMeeting) ? [] : actingIn(event)),
      entriesFor: knowers.closeTo,
      isUnaware: (actor, fact, at) => isUnaware(actor, fact, at, "no", new Set([fact, at])),
      isAware(actor, fact, at) {
        const happened = comparison.isBefore(fact.id, at.id);
        if (fact.known === undefined || actingIn(fact).some((id) => canonical(id) === canonical(actor)))
          return happened;
        const { known } = fact;
        return anyOf(knowers.above(actor, fact), (index) => {
          const { who, from } = known[index] ?? {};
          const told = spanOf(from);
          const isTold = told === undefined ? "certain" : spanBefore(told, at.occurred);
          const isOneself = who !== undefined && canonical(who) === canonical(actor);
          return isOneself ? all(happened, isTold) : all(happened, isTold, "possible");
        });
      },
    };
  },
};
