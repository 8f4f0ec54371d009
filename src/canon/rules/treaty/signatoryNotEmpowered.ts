import type { EntityId } from "../../../events/envelope.ts";
import { isType } from "../knownType.ts";
import { all, any, not } from "../likelihood.ts";
import { covers } from "../office/actsWithoutOffice.ts";
import { placeOf } from "../placeOf.ts";
import { entityRegister } from "../registers/entities.ts";
import { officeRegister } from "../registers/offices.ts";
import { standingBehind } from "../registers/wars.ts";
import { defineRule } from "../rule.ts";
import { writtenDate } from "../writtenDate.ts";

export const signatoryNotEmpowered = defineRule({
  id: "treaty/signatory-not-empowered",
  severity: "error",
  explain: {
    reports:
      "A person signs a treaty who holds an office of one of the parties at another time, and none then. Of whom canon knows no office of a party, it is only possible. Where an office reserves signing to its holder, it is office/acts-without-office.",
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
  check: (context) => ({
    types: ["TreatySigned"],
    visit(event) {
      if (!isType(event, "TreatySigned") || event.posthumous === true || event.timeTravel === true) return;
      const { signatories = [], parties, treaty } = event.data;
      const entities = context.register(entityRegister);
      const isOfParty = (office: EntityId): boolean => {
        const behind = standingBehind(office, entities);
        return parties.some((party) => behind.has(entities.canonical(party)));
      };
      const offices =
        signatories.length === 0 ? [] : context.register(officeRegister).all.filter(({ id }) => isOfParty(id));
      if (offices.some(({ establishment }) => establishment?.reserves?.includes("TreatySigned"))) return;
      for (const [index, signatory] of signatories.entries()) {
        const person = entities.get(signatory);
        if (person === undefined || person.sentinel) continue;
        const own = offices.filter(({ tenures }) => tenures.some(({ holder }) => holder === person.id));
        const tenures = own.flatMap((office) => office.tenures.filter(({ holder }) => holder === person.id));
        const began = context.chronicle.event(tenures[0]?.began ?? "");
        context.report({
          likelihood: all(
            not(any(...tenures.map((tenure) => covers(context, tenure, event)))),
            began === undefined || offices.length === 0 ? "possible" : "certain",
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
                  placeOf(context, began, signatory, `takes ${own[0]?.id ?? "office"} here (${writtenDate(began.at)})`),
                ]),
          ],
        });
      }
    },
  }),
});
