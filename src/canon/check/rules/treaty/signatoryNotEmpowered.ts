import type { EntityId } from "../../../../events/envelope.ts";
import { all, allOf, anyOf, not } from "../../kit/likelihood.ts";
import { type Begun, begunIn, covers } from "../office/actsWithoutOffice.ts";
import { placeOf } from "../../registers/placeOf.ts";
import { bondRegister } from "../../registers/bonds.ts";
import { entityRegister } from "../../registers/entities.ts";
import { type Office, officeRegister, type OfficeTenure } from "../../registers/offices.ts";
import { defineRule } from "../../kit/rule.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { createTouching, type Touching, upTo } from "../../kit/touching.ts";
import { withDate, writtenDate } from "../../kit/writtenDate.ts";
import { append, getOrMake } from "../../../../idioms/multimap.ts";
import { isInTime } from "../../kit/inTime.ts";
import { eventOf } from "../../kit/eventOf.ts";

export const signatoryNotEmpowered = defineRule({
  id: "treaty/signatory-not-empowered",
  severity: "error",
  // Whoever holds no office may have been sent with a power of attorney that canon does not tell of.
  confidence: "likely",
  explain: {
    reports:
      "A person signs a treaty who holds an office of one of the parties at another time, and none then; offices of its whole, its parts and its heirs count. Of whom canon knows no office of a party, it is only possible. Where an office reserves signing to its holder, it is office/acts-without-office.",
    wayOut: "The office that they held then, if only `acting: true`; `posthumous: true` and `timeTravel: true`.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  domo: { kind: office, of: breen-confederacy }
  gor: { kind: person }
events:
  - { id: valoris-signed, type: TreatySigned, at: 2384, treaty: treaty-of-valoris, parties: [breen-confederacy, cardassian-union], signatories: [gor] }
  - { id: gor-becomes-domo, type: DomoReplaced, at: 2386, successor: gor, manner: appointed }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  domo: { kind: office, of: breen-confederacy }
  gor: { kind: person }
events:
  - { id: gor-becomes-domo, type: DomoReplaced, at: 2386, successor: gor, manner: appointed }
  - { id: valoris-signed, type: TreatySigned, at: 2386, treaty: treaty-of-valoris, parties: [breen-confederacy, cardassian-union], signatories: [gor] }
`,
  },
  check: (context) => {
    const entities = context.register(entityRegister);
    let known: Offices | undefined;
    return {
      on: {
        bond({ signatories, parties, bond: treaty }, event) {
          if (signatories.length === 0 || !isInTime(event) || event.posthumous === true) return;
          const { reservingFor, tenuresOf } = (known ??= officesIn(context));
          // For a part signs its whole as well, and for what went under its heir.
          const { areBound } = context.register(bondRegister);
          const isOfParty = ({ id, establishment }: Office): boolean =>
            parties.some((party) => areBound(id, party) || (establishment && areBound(establishment.of, party)));
          if (reservingFor(event.type).some(isOfParty)) return;
          for (const [index, signatory] of signatories.entries()) {
            const person = entities.get(signatory);
            if (person === undefined || person.sentinel) continue;
            const { offices: own, first, touching } = tenuresOf(person.id, parties, isOfParty);
            const began = eventOf(context, first?.began);
            const isHolding = anyOf(touching(upTo(event)), ({ tenure }) => covers(context, tenure, event));
            if (isHolding === "certain") continue;
            context.report({
              likelihood: all(
                not(isHolding),
                began === undefined ? "possible" : "certain",
                allOf(own, (office) => office.settled(event.id)),
              ),
              message: `${signatory} signs ${treaty} (${writtenDate(event.at)}) without holding an office of ${parties.join(" or ")} then.`,
              entities: [signatory, treaty],
              at: [
                { event: event.id, path: ["signatories", index], role: withDate("signs here", event) },
                began &&
                  placeOf(context, began, signatory, `takes ${own[0]?.id ?? "office"} here (${writtenDate(began.at)})`),
              ],
            });
          }
        },
      },
    };
  },
});

/** All that somebody holds of some parties. */
interface Held {
  readonly offices: readonly Office[];
  readonly first: OfficeTenure | undefined;
  readonly touching: Touching<Begun>;
}

interface Offices {
  /** Where signing is reserved to the holder, it is office/acts-without-office. */
  readonly reservingFor: (type: string) => readonly Office[];
  readonly tenuresOf: (person: EntityId, parties: readonly EntityId[], isOfParty: (office: Office) => boolean) => Held;
}

function officesIn(context: RuleContext<unknown>): Offices {
  const { all: offices } = context.register(officeRegister);
  const heldBy = new Map<EntityId, Map<Office, OfficeTenure[]>>();
  for (const office of offices)
    for (const tenure of office.tenures) {
      const own = getOrMake(heldBy, tenure.holder, () => new Map<Office, OfficeTenure[]>());
      append(own, office, tenure);
    }
  const known = new Map<string, Held>();
  return {
    reservingFor: (type) => offices.filter(({ establishment }) => establishment?.reserves?.includes(type)),
    tenuresOf(person, parties, isOfParty) {
      const key = JSON.stringify([person, ...parties]);
      let held = known.get(key);
      if (held === undefined) {
        const own = [...(heldBy.get(person) ?? [])].filter(([office]) => isOfParty(office));
        const tenures = own.flatMap(([, ofOffice]) => ofOffice);
        const touching = createTouching(begunIn(tenures, context), ({ event }) => event, context);
        known.set(key, (held = { offices: own.map(([office]) => office), first: tenures[0], touching }));
      }
      return held;
    },
  };
}
