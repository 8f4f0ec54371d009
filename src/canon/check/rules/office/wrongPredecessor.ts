import type { Seat } from "../../../../events/effects.ts";
import { all, anyOf, not } from "../../kit/likelihood.ts";
import { placeOf } from "../../registers/placeOf.ts";
import { entityRegister } from "../../registers/entities.ts";
import { officeRegister } from "../../registers/offices.ts";
import { turnRegister } from "../../registers/turns.ts";
import { defineRule } from "../../kit/rule.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { upTo } from "../../kit/touching.ts";
import { withDate, writtenDate } from "../../kit/writtenDate.ts";

export const wrongPredecessor = defineRule({
  id: "office/wrong-predecessor",
  severity: "error",
  explain: {
    reports:
      "A succession names as predecessor, or a vacancy as holder, somebody who does not hold the office then, while another does; or somebody follows themselves.",
    wayOut:
      "A second term after another's, or after a vacancy, has no `predecessor:`. Where nobody is known to hold the office, any predecessor will do. `line:` for a rival claimant, such as an antipope: whoever comes and goes in it leaves the other line as it is. Without it, two lines contradict each other where they part, and not again at each of their successions.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  domo: { kind: office, of: breen-confederacy }
  gor: { kind: person }
  pran: { kind: person }
  trel: { kind: person }
events:
  - { id: pran-becomes-domo, type: DomoReplaced, at: 2375, successor: pran, manner: appointed }
  - { id: gor-becomes-domo, type: DomoReplaced, at: 2387, successor: gor, predecessor: trel, manner: disgraced }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  domo: { kind: office, of: breen-confederacy }
  gor: { kind: person }
  pran: { kind: person }
events:
  - { id: pran-becomes-domo, type: DomoReplaced, at: 2375, successor: pran, manner: appointed }
  - { id: gor-becomes-domo, type: DomoReplaced, at: 2387, successor: gor, predecessor: pran, manner: disgraced }
`,
  },
  check: (context) => ({
    on: {
      seat(effect, event) {
        if (event.timeTravel === true || !isOwnSuccessor(context, effect)) return;
        const { office, comes = office } = effect;
        context.report({
          message: `${event.id} (${writtenDate(event.at)}) lets ${comes} follow ${comes} in ${office}.`,
          help: "Name whoever held it before, or nobody.",
          entities: [office, comes],
          at: [{ event: event.id, path: ["predecessor"], role: `${comes} is the successor as well` }],
        });
      },
    },
    finish() {
      const entities = context.register(entityRegister);
      const { isBefore, mayPrecede, chronicle } = context;
      for (const office of context.register(officeRegister).all)
        for (const { event, named, incumbent } of office.misnamings) {
          const holder = entities.get(incumbent.holder);
          const began = chronicle.event(incumbent.began);
          if (holder === undefined || began === undefined || holder.sentinel || entities.get(named)?.sentinel === true)
            continue;
          // A dead incumbent may have had a successor whom nobody recorded.
          const ends = context
            .register(turnRegister)
            .of(holder)
            .ends({ ...upTo(event), earliestFirst: true });
          const gone = anyOf(ends, (end) => not(mayPrecede(event.id, end.id)));
          context.report({
            likelihood: all(isBefore(began.id, event.id), not(gone), office.settled(began.id, event.id)),
            message: `${event.id} (${writtenDate(event.at)}) names ${named} as leaving ${office.id}, which ${holder.id} holds since ${writtenDate(began.at)}.`,
            help: `If ${named} held it, an event is missing; of rival holders, \`line:\` says which line this is.`,
            entities: [office.id, named, holder.id],
            at: [
              placeOf(context, event, named, `${named} does not hold ${office.id} here`),
              placeOf(context, began, holder.id, withDate(`${holder.id} took it here`, began)),
            ],
          });
        }
    },
  }),
});

/** Somebody takes an office from themselves. */
export const isOwnSuccessor = (
  { register }: Pick<RuleContext<unknown>, "register">,
  { comes, goes }: Pick<Seat, "comes" | "goes">,
): boolean => {
  const { canonical } = register(entityRegister);
  return comes !== undefined && goes !== undefined && canonical(comes) === canonical(goes);
};
