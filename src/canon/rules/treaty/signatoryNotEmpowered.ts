import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { all, any, not } from "../likelihood.ts";
import { covers } from "../office/actsWithoutOffice.ts";
import { placeOf } from "../placeOf.ts";
import { bondRegister } from "../registers/bonds.ts";
import { entityRegister } from "../registers/entities.ts";
import { type Office, officeRegister } from "../registers/offices.ts";
import { defineRule } from "../rule.ts";
import type { RuleContext } from "../ruleContext.ts";
import { writtenDate } from "../writtenDate.ts";

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
          if (signatories.length === 0 || !isInTime(event)) return;
          const { reservingFor, heldBy } = (known ??= officesIn(context));
          // For a part signs its whole as well, and for what went under its heir.
          const { areBound } = context.register(bondRegister);
          const isOfParty = ({ id, establishment }: Office): boolean =>
            parties.some((party) => areBound(id, party) || (establishment && areBound(establishment.of, party)));
          if (reservingFor(event.type).some(isOfParty)) return;
          for (const [index, signatory] of signatories.entries()) {
            const person = entities.get(signatory);
            if (person === undefined || person.sentinel) continue;
            const own = [...(heldBy.get(person.id) ?? [])].filter(isOfParty);
            const tenures = own.flatMap((office) => office.tenures.filter(({ holder }) => holder === person.id));
            const began = context.chronicle.event(tenures[0]?.began ?? "");
            context.report({
              likelihood: all(
                not(any(...tenures.map((tenure) => covers(context, tenure, event)))),
                began === undefined ? "possible" : "certain",
                ...own.map((office) => office.settled(event.id)),
              ),
              message: `${signatory} signs ${treaty} (${writtenDate(event.at)}) without holding an office of ${parties.join(" or ")} then.`,
              events: [event.id, ...(began === undefined ? [] : [began.id])],
              entities: [signatory, treaty],
              at: [
                { event: event.id, path: ["signatories", index], role: `signs here (${writtenDate(event.at)})` },
                ...(began === undefined
                  ? []
                  : [
                      placeOf(
                        context,
                        began,
                        signatory,
                        `takes ${own[0]?.id ?? "office"} here (${writtenDate(began.at)})`,
                      ),
                    ]),
              ],
            });
          }
        },
      },
    };
  },
});

const isInTime = ({ posthumous, timeTravel, retrospective }: ResolvedEvent): boolean =>
  posthumous !== true && timeTravel !== true && retrospective !== true;

interface Offices {
  /** Where signing is reserved to the holder, it is office/acts-without-office. */
  readonly reservingFor: (type: string) => readonly Office[];
  readonly heldBy: ReadonlyMap<EntityId, ReadonlySet<Office>>;
}

function officesIn({ register }: Pick<RuleContext<unknown>, "register">): Offices {
  const { all: offices } = register(officeRegister);
  const heldBy = new Map<EntityId, Set<Office>>();
  for (const office of offices)
    for (const { holder } of office.tenures) {
      const own = heldBy.get(holder);
      if (own === undefined) heldBy.set(holder, new Set([office]));
      else own.add(office);
    }
  return {
    reservingFor: (type) => offices.filter(({ establishment }) => establishment?.reserves?.includes(type)),
    heldBy,
  };
}
