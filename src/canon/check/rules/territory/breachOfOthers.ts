import type { EntityId } from "../../../../events/envelope.ts";
import { addTo } from "../../../../idioms/multimap.ts";
import { isInTime } from "../../kit/inTime.ts";
import { all } from "../../kit/likelihood.ts";
import { defineRule } from "../../kit/rule.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { listOf } from "../../kit/words.ts";
import { dated, withDate } from "../../kit/writtenDate.ts";
import { bondRegister } from "../../registers/bonds.ts";
import { entityRegister } from "../../registers/entities.ts";
import { joiningRegister } from "../../registers/joinings.ts";
import { lifespanRegister } from "../../registers/lifespans.ts";
import { treatyRegister } from "../../registers/treaties.ts";
import { holdingPlace, sinceWords } from "./holdingPlace.ts";
import { ledgersIn, rulingAt, settled } from "./rulings.ts";

export const breachOfOthers = defineRule({
  id: "territory/breach-of-others",
  severity: "error",
  explain: {
    reports:
      "A border is breached against somebody who neither owns nor rules any of the systems that are entered, by the events before, while others do.",
    wayOut:
      "`against:` whoever has them, or the event by which they came to whom it is against. Whoever belongs to the one that has them, is allied to it or in a war with it may defend them.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  romulan-empire: { kind: faction, standing: major }
  dozaria: { kind: system, holder: cardassian-union }
events:
  - { id: dozaria-entered, type: BorderBreached, at: 2380, by: breen-confederacy, against: romulan-empire, systems: [dozaria] }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  romulan-empire: { kind: faction, standing: major }
  dozaria: { kind: system, holder: cardassian-union }
events:
  - { id: dozaria-taken, type: ControlChanged, at: 2378, systems: [dozaria], from: cardassian-union, to: romulan-empire }
  - { id: dozaria-entered, type: BorderBreached, at: 2380, by: breen-confederacy, against: romulan-empire, systems: [dozaria] }
`,
  },
  check: (context) => {
    const ledgerOf = ledgersIn(context);
    const { areBound } = context.register(bondRegister);
    const mayDefend = defenders(context);
    return {
      on: {
        attack({ against, by: [attacker], isOpen }, event) {
          if (!isOpen || attacker === undefined || !isInTime(event)) return;
          // Who attacks himself is self-transfer's; who is no more, or not yet, is the lifespan's.
          const { canonical, get } = context.register(entityRegister);
          if (canonical(attacker) === canonical(against) || get(against)?.sentinel === true) return;
          if (context.register(lifespanRegister).outside(event, against).length > 0) return;
          const entered = context.references(event).filter(({ targets }) => targets.includes("system"));
          const rulings = entered.flatMap(({ id, path }) => {
            const ledger = ledgerOf(id);
            const ruling = rulingAt(event, ledger, context);
            return ruling?.to === undefined ? [] : [{ path, ledger, ruling, to: ruling.to }];
          });
          // Where canon names no owner, whoever lost it may be the one.
          const holders = rulings.flatMap(({ ruling, to }) => [
            to,
            (ruling.inLaw ? ruling : ruling.owner)?.to ?? ruling.from ?? to,
          ]);
          if (holders.length === 0 || rulings.length < entered.length) return;
          if (holders.some((holder) => areBound(holder, against) || mayDefend(against, holder, attacker))) return;
          context.report({
            likelihood: all(...rulings.map(({ ledger, ruling }) => settled(ledger, ruling, against, event, context))),
            message: `${dated(event)} is against ${against}, but ${listOf(rulings.map(({ ruling, to }) => `${to} has ${ruling.system}, ${sinceWords(ruling)}`))}.`,
            entities: [against, ...rulings.flatMap(({ ruling, to }) => [ruling.system, to])],
            at: [
              { event: event.id, path: ["against"], role: `against ${against}` },
              ...rulings.flatMap(({ path, ruling, to }) => [
                { event: event.id, path, role: withDate("entered here", event) },
                holdingPlace(context, ruling, withDate(`${to} has it by this`, ruling.event)),
              ]),
            ],
          });
        },
      },
    };
  },
});

/** Whether somebody may stand in for one who is not the attacker: as an ally, or since both are in one war. */
function defenders({ register }: RuleContext<unknown>) {
  const { canonical } = register(entityRegister);
  const { between } = register(treatyRegister);
  const wars = new Map<EntityId, Set<EntityId>>();
  for (const [first] of register(joiningRegister).all) if (first !== undefined) addTo(wars, first.member, first.body);
  return (who: EntityId, holder: EntityId, attacker: EntityId): boolean => {
    if (canonical(holder) === canonical(attacker)) return false;
    if (between(who, holder, ["defence", "offence"]).length > 0) return true;
    const own = wars.get(canonical(who));
    return own !== undefined && [...(wars.get(canonical(holder)) ?? [])].some((body) => own.has(body));
  };
}
