import { allOf } from "../../kit/likelihood.ts";
import { lifePlace, lifeWords } from "../../registers/placeOf.ts";
import { type Entity, entityRegister } from "../../registers/entities.ts";
import { turnRegister } from "../../registers/turns.ts";
import { defineRule } from "../../kit/rule.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { upTo } from "../../kit/touching.ts";
import { eventOf } from "../../kit/eventOf.ts";

export const endsBeforeStart = defineRule({
  id: "lifespan/ends-before-start",
  severity: "error",
  explain: {
    reports:
      "A person, ship, power, treaty or anything else ends before it began. What is declared without a date was there from the beginning: a power, formation or ship that ended and is founded, raised or launched later begins anew.",
    wayOut: "`sentinel: true` for a stand-in; `timeTravel: true` on the event that runs against time.",
    wrong: `
events:
  - { id: gor-born, type: PersonBorn, at: 2330, person: gor }
  - { id: gor-dies, type: PersonDied, at: 2329-05, person: gor }
`,
    right: `
events:
  - { id: gor-born, type: PersonBorn, at: 2330, person: gor }
  - { id: gor-dies, type: PersonDied, at: 2330-05, person: gor }
`,
  },
  // Of a treaty, it is treaty/ends-before-start.
  check: (context) => ({ finish: () => reportEndsBeforeStart(context, ({ kinds }) => !kinds.has("treaty")) }),
});

/** Of some entities, the ends that lie before all that they begin with. */
export function reportEndsBeforeStart(context: RuleContext<unknown>, isMeant: (entity: Entity) => boolean): void {
  for (const entity of context.register(entityRegister).all) {
    const start = eventOf(context, entity.starts[0]);
    if (start === undefined || start.timeTravel === true || entity.sentinel || !isMeant(entity)) continue;
    if (entity.mayBeginAnew) continue;
    const { starts } = context.register(turnRegister).of(entity);
    for (const id of entity.ends) {
      const end = context.chronicle.event(id);
      if (end === undefined || end.timeTravel === true) continue;
      context.report({
        likelihood: allOf(starts(upTo(end)), (one) => context.isBefore(id, one.id)),
        message: `${entity.id} ${lifeWords(end)} before it ${lifeWords(start)}.`,
        entities: [entity.id],
        at: [lifePlace(context, end, entity.id), lifePlace(context, start, entity.id)],
      });
    }
  }
}
