import type { EntityId } from "../../../../events/envelope.ts";
import { addTo, append, getOrMake } from "../../../../idioms/multimap.ts";
import { isInTime } from "../../kit/inTime.ts";
import { all } from "../../kit/likelihood.ts";
import { defineRule } from "../../kit/rule.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { listOf } from "../../kit/words.ts";
import { dated, withDate } from "../../kit/writtenDate.ts";
import { bondRegister } from "../../registers/bonds.ts";
import { entityRegister } from "../../registers/entities.ts";
import type { HoldingSpan } from "../../registers/holdings.ts";
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
      "`against:` whoever has them, or the event by which they came to whom it is against. Whoever belongs to the one that has them, is allied to it or in a league or a war with it may defend them.",
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
            message: `${dated(event)} is against ${against}, but ${hadByOthers(rulings)}.`,
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

/** Whether somebody may stand in for one who is not the attacker: as an ally, or since both are in one league or war. */
function defenders({ register }: RuleContext<unknown>) {
  const { canonical, get } = register(entityRegister);
  const { between } = register(treatyRegister);
  const bodies = new Map<EntityId, Set<EntityId>>();
  for (const [first] of register(joiningRegister).all)
    if (first !== undefined && get(first.body)?.kinds.has("treaty") !== true) addTo(bodies, first.member, first.body);
  const known = new Map<string, boolean>();
  const areInOne = (who: EntityId, holder: EntityId): boolean => {
    const own = bodies.get(who);
    return own !== undefined && [...(bodies.get(holder) ?? [])].some((body) => own.has(body));
  };
  return (who: EntityId, holder: EntityId, attacker: EntityId): boolean => {
    const [one, other] = [canonical(who), canonical(holder)];
    if (other === canonical(attacker)) return false;
    if (between(one, other, ["defence", "offence"]).length > 0) return true;
    return getOrMake(known, JSON.stringify([one, other]), () => areInOne(one, other));
  };
}

/** “east has s1, since the beginning”, “east has s1 and s2 and north has s3”. */
function hadByOthers(rulings: readonly { readonly ruling: HoldingSpan; readonly to: EntityId }[]): string {
  const byHolder = new Map<EntityId, EntityId[]>();
  for (const { ruling, to } of rulings) append(byHolder, to, ruling.system);
  const has = listOf([...byHolder].map(([to, systems]) => `${to} has ${listOf(systems)}`));
  const [first, ...others] = rulings;
  return first !== undefined && others.length === 0 ? `${has}, ${sinceWords(first.ruling)}` : has;
}
