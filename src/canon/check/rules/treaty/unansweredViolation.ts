import { DAY } from "../../../../events/dates/span.ts";
import type { EntityId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { all, allOf, any, type Likelihood } from "../../kit/likelihood.ts";
import { type Entities, entityRegister } from "../../registers/entities.ts";
import { lifespanRegister } from "../../registers/lifespans.ts";
import { treatyRegister } from "../../registers/treaties.ts";
import { documentRegister } from "../../registers/documents.ts";
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
    // Who broke what: of events that name either, theirs are no answer, and need not be looked at again for each violation.
    const watched = new Map<EntityId, Set<EntityId>>();
    for (const { treaty, by } of violations) {
      const violator = entities.canonical(by);
      for (const id of [treaty, violator]) watched.set(id, (watched.get(id) ?? new Set()).add(violator));
    }
    const about = new Map<EntityId, ResolvedEvent[]>();
    const broken = new Set(violations.map(({ event }) => event.id));
    const effects = new Set<string>();
    return {
      each(event) {
        if (violations.length === 0) return;
        for (const cause of event.causes ?? []) if (broken.has(cause)) effects.add(cause);
        for (const { id } of entities.named(event)) {
          const named = entities.canonical(id);
          const violators = watched.get(named);
          if (violators === undefined || ![...violators].some((one) => isByAnother(event, one, entities))) continue;
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
          if (!register(documentRegister).tellOf(event, long)) continue;
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
              // A treaty that is over, or not ratified yet, needs nobody's answer.
              register(lifespanRegister).isThere(event, treaty),
              ...[treaty, violator].map((id) => allOf(touching.get(id)?.(within) ?? [], isNoAnswer)),
            ),
            message: `${by} breaks ${treaty} (${writtenDate(event.at)}), and nobody answers within ${parameters.days} days.`,
            entities: [treaty, by],
            at: [{ event: event.id, path: ["by"], role: `broken here, ${dated(event)}` }],
          });
        }
      },
    };
  },
});

/** What the one who broke it does is no answer. */
function isByAnother(event: ResolvedEvent, violator: EntityId, { named, canonical }: Entities): boolean {
  const acting = named(event).filter(({ role }) => role === "acts");
  return acting.length === 0 || acting.some(({ id }) => canonical(id) !== violator);
}
