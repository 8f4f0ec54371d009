import { DAY } from "../../../../events/dates/span.ts";
import type { EntityId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { all, allOf, any, type Likelihood, not } from "../../kit/likelihood.ts";
import { type Entities, entityRegister } from "../../registers/entities.ts";
import { type Lifespans, lifespanRegister } from "../../registers/lifespans.ts";
import { treatyRegister } from "../../registers/treaties.ts";
import { defineRule } from "../../kit/rule.ts";
import { createTouching } from "../../kit/touching.ts";
import { dated, writtenDate } from "../../kit/writtenDate.ts";

export const unansweredViolation = defineRule({
  id: "treaty/unanswered-violation",
  severity: "info",
  confidence: "likely",
  parameters: { days: { default: 365, about: "Days within which somebody answers." } },
  explain: {
    reports:
      "A treaty in force is broken, and within a year no other party does anything that names the one who broke it or the treaty, and no event is caused by it.",
    wayOut: "The answer, as an event; `causes:` of an event that came of it.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
events:
  - { id: valoris-ratified, type: TreatyRatified, at: 2380, treaty: treaty-of-valoris, parties: [breen-confederacy, cardassian-union] }
  - { id: valoris-broken, type: TreatyViolated, at: 2384, treaty: treaty-of-valoris, by: breen-confederacy, act: arms its border }
  - { id: life-goes-on, type: Noted, at: 2388, about: cardassian-union }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
events:
  - { id: valoris-ratified, type: TreatyRatified, at: 2380, treaty: treaty-of-valoris, parties: [breen-confederacy, cardassian-union] }
  - { id: valoris-broken, type: TreatyViolated, at: 2384, treaty: treaty-of-valoris, by: breen-confederacy, act: arms its border }
  - { id: cardassians-protest, type: StatementMade, at: 2384, speaker: cardassian-union, about: breen-confederacy, stance: calls it a breach }
  - { id: life-goes-on, type: Noted, at: 2388, about: cardassian-union }
`,
  },
  check: (context) => {
    const { register, isBefore, isLonger, parameters } = context;
    const violations = register(treatyRegister).all.flatMap(({ id, violations: own }) =>
      own.map((violation) => ({ ...violation, treaty: id })),
    );
    const entities = register(entityRegister);
    const watched = new Set(violations.flatMap(({ treaty, by }) => [treaty, entities.canonical(by)]));
    const about = new Map<EntityId, ResolvedEvent[]>();
    const broken = new Set(violations.map(({ event }) => event.id));
    const effects = new Set<string>();
    return {
      each(event) {
        if (violations.length === 0) return;
        for (const cause of event.causes ?? []) if (broken.has(cause)) effects.add(cause);
        for (const { id } of entities.named(event)) {
          const named = entities.canonical(id);
          if (!watched.has(named)) continue;
          const list = about.get(named);
          if (list === undefined) about.set(named, [event]);
          else if (list.at(-1) !== event) list.push(event);
        }
      },
      finish() {
        const long = parameters.days * DAY;
        const touching = new Map(
          [...about].map(([id, events]) => [id, createTouching(events, (event) => event, context)]),
        );
        for (const { event, treaty, by } of violations) {
          if (effects.has(event.id) || context.end === undefined || event.timeTravel === true) continue;
          const violator = entities.canonical(by);
          // What lies beyond by its own dates is no answer.
          const within = {
            earliest: event.occurred.earliest,
            latest: event.occurred.latest + long,
            since: event.id,
          };
          const isNoAnswer = (other: ResolvedEvent): Likelihood =>
            other === event || other.at === undefined || !isByAnother(other, violator, entities)
              ? "certain"
              : any(isBefore(other.id, event.id), isLonger(event.id, other.id, long));
          context.report({
            likelihood: all(
              isLonger(event.id, context.end, long),
              isInForce(event, treaty, register(lifespanRegister)),
              ...[treaty, violator].map((id) => allOf(touching.get(id)?.(within) ?? [], isNoAnswer)),
            ),
            message: `${by} breaks ${treaty} (${writtenDate(event.at)}), and nobody answers within ${parameters.days} days.`,
            events: [event.id],
            entities: [treaty, by],
            at: [{ event: event.id, path: ["by"], role: `broken here, ${dated(event)}` }],
          });
        }
      },
    };
  },
});

/** A treaty that is over, or not ratified yet, needs nobody's answer. */
const isInForce = (event: ResolvedEvent, treaty: EntityId, { beforeStart, afterEnd }: Lifespans): Likelihood =>
  not(any(beforeStart(event, treaty)?.likelihood ?? "no", afterEnd(event, treaty)?.likelihood ?? "no"));

/** What the one who broke it does is no answer. */
function isByAnother(event: ResolvedEvent, violator: EntityId, { named, canonical }: Entities): boolean {
  const acting = named(event).filter(({ role }) => role === "acts");
  return acting.length === 0 || acting.some(({ id }) => canonical(id) !== violator);
}
