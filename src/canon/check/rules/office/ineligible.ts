import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import type { EntityId } from "../../../../events/envelope.ts";
import { GREGORIAN_YEAR } from "../../kit/comparison.ts";
import { textOf } from "../../kit/fieldValues.ts";
import { not } from "../../kit/likelihood.ts";
import { lifePlace, placeOf } from "../../registers/placeOf.ts";
import { type Entity, entityRegister } from "../../registers/entities.ts";
import { membershipRegister } from "../../registers/memberships.ts";
import { officeRegister } from "../../registers/offices.ts";
import { defineRule } from "../../kit/rule.ts";
import type { FindingPlace, RuleReport, RuleContext } from "../../kit/ruleContext.ts";
import { writtenDate } from "../../kit/writtenDate.ts";

export const ineligible = defineRule({
  id: "office/ineligible",
  severity: "warning",
  explain: {
    reports:
      "Somebody takes an office whose declared `eligibility` they do not meet: of another species, too young, or at that time known to have left the body or to serve another power.",
    wayOut:
      "What canon does not say of a person (no species, no birth, no membership at all) is not held against them.",
    wrong: `
entities:
  breen: { kind: species }
  cardassian: { kind: species }
  breen-confederacy: { kind: faction, standing: major }
  domo: { kind: office, of: breen-confederacy, eligibility: { species: breen } }
  damar: { kind: person, species: cardassian }
events:
  - { id: damar-becomes-domo, type: DomoReplaced, at: 2387, successor: damar, manner: coup }
`,
    right: `
entities:
  breen: { kind: species }
  breen-confederacy: { kind: faction, standing: major }
  domo: { kind: office, of: breen-confederacy, eligibility: { species: breen } }
  gor: { kind: person, species: breen }
events:
  - { id: gor-becomes-domo, type: DomoReplaced, at: 2387, successor: gor, manner: disgraced }
`,
  },
  check: (context) => ({
    on: {
      seat({ office, comes }, event) {
        const person = comes === undefined ? undefined : context.register(entityRegister).get(comes);
        const declared = context.register(officeRegister).get(office);
        if (person === undefined || declared?.establishment?.eligibility === undefined || person.sentinel) return;
        for (const fault of [wrongSpecies, tooYoung, noMember]) {
          const found = fault(context, event, person, declared.establishment.eligibility);
          if (found === undefined) continue;
          const law = context
            .register(entityRegister)
            .get(declared.id)
            ?.declarations.find(({ facts }) => facts["eligibility"] !== undefined);
          context.report({
            likelihood: found.likelihood ?? "certain",
            message: `${person.id} takes ${declared.id} (${writtenDate(event.at)}), which is for ${found.rule}, but ${found.but}.`,
            events: [event.id, ...found.events],
            entities: [person.id, declared.id],
            at: [
              placeOf(context, event, person.id, `takes ${declared.id} here`),
              ...found.at,
              ...(law === undefined ? [] : [{ event: law.event.id, path: ["eligibility"], role: `for ${found.rule}` }]),
            ],
          });
        }
      },
    },
  }),
});

interface Eligibility {
  readonly species?: string | undefined;
  readonly memberOf?: string | undefined;
  readonly minAge?: number | undefined;
}

interface Fault extends Pick<RuleReport, "likelihood"> {
  readonly rule: string;
  readonly but: string;
  readonly events: readonly string[];
  readonly at: readonly FindingPlace[];
}

type Context = RuleContext<unknown>;
type Check = (context: Context, event: ResolvedEvent, person: Entity, eligibility: Eligibility) => Fault | undefined;

const wrongSpecies: Check = (context, _event, person, { species }) => {
  const entities = context.register(entityRegister);
  const own = textOf(entities.fact(person.id, "species"));
  if (species === undefined || own === undefined || entities.canonical(own) === entities.canonical(species))
    return undefined;
  const declared = person.declarations.find(({ facts }) => facts["species"] !== undefined)?.event;
  return {
    rule: `a ${species}`,
    but: `is a ${own}`,
    events: [],
    at: declared === undefined ? [] : [{ event: declared.id, path: ["species"], role: `a ${own}, by this` }],
  };
};

const tooYoung: Check = (context, event, person, { minAge }) => {
  const birth = context.chronicle.event(person.starts[0] ?? "");
  if (minAge === undefined || birth === undefined || event.timeTravel === true) return undefined;
  // Who is born only later is not young: that is office/holder-not-alive.
  if (context.isBefore(birth.id, event.id) !== "certain") return undefined;
  // A birthday on the day itself is old enough.
  return {
    likelihood: not(context.isLonger(birth.id, event.id, minAge * GREGORIAN_YEAR - 1)),
    rule: `those of at least ${minAge}`,
    but: `was born only in ${writtenDate(birth.at)}`,
    events: [birth.id],
    at: [lifePlace(context, birth, person.id)],
  };
};

const noMember: Check = (context, event, person, { memberOf }) => {
  if (memberOf === undefined) return undefined;
  const evidence = context.register(membershipRegister).against(person.id, memberOf, event);
  const proof = evidence && context.chronicle.event(evidence.by);
  if (evidence === undefined || proof === undefined) return undefined;
  const body: EntityId = memberOf;
  return {
    likelihood: evidence.likelihood,
    rule: `members of ${body}`,
    but: `${evidence.how} (${writtenDate(proof.at)})`,
    events: [proof.id],
    at: [placeOf(context, proof, person.id, `${evidence.how} here (${writtenDate(proof.at)})`)],
  };
};
