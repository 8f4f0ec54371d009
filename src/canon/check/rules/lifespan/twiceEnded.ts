import { isDestroyedIn } from "../../registers/destruction.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { all, allOf, any, type Likelihood } from "../../kit/likelihood.ts";
import { lifePlace, lifeWords } from "../../registers/placeOf.ts";
import { type Entity, entityRegister } from "../../registers/entities.ts";
import { lifespanRegister } from "../../registers/lifespans.ts";
import { lapsePlace, lapseWords } from "../../registers/outsideSpan.ts";
import { turnRegister } from "../../registers/turns.ts";
import { defineRule } from "../../kit/rule.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { between } from "../../kit/touching.ts";
import { eventsOf } from "../../kit/eventOf.ts";

export const twiceEnded = defineRule({
  id: "lifespan/twice-ended",
  severity: "error",
  explain: {
    reports:
      "Something ends twice, and nothing brought it back in between. A decommissioned ship may still be destroyed, and each party may end a treaty for itself. So it is where somebody dies after a succession says that they had died (`manner: died`), and where a treaty is abrogated after it ran out (`until:`) and was not ratified anew.",
    wayOut: "`PersonRestored`, `ShipFound` or a second beginning in between; `sentinel: true` for a stand-in.",
    wrong: `
entities:
  gor: { kind: person, name: Gor }
events:
  - { id: gor-dies, type: PersonDied, at: 2387, person: gor }
  - { id: gor-is-killed, type: PersonDied, at: 2389, person: gor }
`,
    right: `
entities:
  gor: { kind: person, name: Gor }
events:
  - { id: gor-dies, type: PersonDied, at: 2387, person: gor }
  - { id: gor-returns, type: PersonRestored, at: 2388, person: gor }
  - { id: gor-is-killed, type: PersonDied, at: 2389, person: gor }
`,
  },
  check: (context) => {
    const { isBefore } = context;
    const actors = (event: ResolvedEvent): string =>
      context
        .references(event)
        .flatMap(({ role, id }) => (role === "acts" ? [id] : []))
        .join(" ");
    return {
      finish() {
        for (const entity of context.register(entityRegister).all) {
          if (entity.sentinel) continue;
          reportDeathAfterDeath(context, entity);
          reportEndAfterLapse(context, entity);
          // What others end for themselves in between is no second end.
          const last = new Map<string, ResolvedEvent>();
          for (const later of eventsOf(context, entity.ends)) {
            const by = actors(later);
            const earlier = last.get(by);
            last.set(by, later);
            if (earlier === undefined) continue;
            // A ship that was taken out of service is still there to come to another end.
            const isMild = entity.kinds.has("ship") && !isDestroyedIn(context, earlier, entity.id);
            if (isMild && earlier.type !== later.type) continue;
            if (earlier.timeTravel === true || later.timeTravel === true) continue;
            const { restores, begunAgain } = context.register(turnRegister).of(entity);
            const isOutside = ({ id: one }: ResolvedEvent): Likelihood =>
              any(isBefore(one, earlier.id), isBefore(later.id, one));
            context.report({
              likelihood: all(
                any(isBefore(earlier.id, later.id), isBefore(later.id, earlier.id)),
                allOf(restores(between(earlier, later)), isOutside),
                allOf(begunAgain(between(earlier, later)), isOutside),
              ),
              message: `${entity.id} ${lifeWords(earlier)} and ${lifeWords(later)}, and was not restored in between.`,
              events: [earlier.id, later.id],
              entities: [entity.id],
              at: [lifePlace(context, later, entity.id), lifePlace(context, earlier, entity.id)],
            });
          }
        }
      },
    };
  },
});

/** Of a treaty that ran out by itself, an end that is told for later. */
function reportEndAfterLapse(context: RuleContext<unknown>, { id, ends }: Entity): void {
  const { afterLapse } = context.register(lifespanRegister);
  for (const end of eventsOf(context, ends)) {
    const { likelihood = "no", bound, lapse } = afterLapse(end, id) ?? {};
    if (bound === undefined || lapse === undefined) continue;
    context.report({
      likelihood,
      message: `${id} ${lifeWords(end)}, though it ${lapseWords(lapse)} before.`,
      entities: [id],
      at: [lifePlace(context, end, id), lapsePlace(context, bound, id, lapse)],
    });
  }
}

/** A succession says that somebody had died, and all that is told of their death is certainly later. */
function reportDeathAfterDeath(context: RuleContext<unknown>, { id, ends, restores, deathsInOffice }: Entity): void {
  const { isBefore, report } = context;
  const [death] = eventsOf(context, ends);
  const early = eventsOf(context, deathsInOffice).find(
    (one) => one.timeTravel !== true && allOf(ends, (end) => isBefore(one.id, end)) === "certain",
  );
  if (death === undefined || early === undefined || death.timeTravel === true || restores.length > 0) return;
  report({
    message: `${id} ${lifeWords(early)} and ${lifeWords(death)}, and was not restored in between.`,
    entities: [id],
    at: [lifePlace(context, death, id), lifePlace(context, early, id)],
  });
}
