import { DAY } from "../../../../events/dates/span.ts";
import type { EventId } from "../../../../events/envelope.ts";
import { all } from "../../kit/likelihood.ts";
import { placeOf } from "../../registers/placeOf.ts";
import { entityRegister } from "../../registers/entities.ts";
import { officeRegister } from "../../registers/offices.ts";
import { documentRegister } from "../../registers/documents.ts";
import { defineRule } from "../../kit/rule.ts";
import { withDate, writtenDate } from "../../kit/writtenDate.ts";
import { eventOf } from "../../kit/eventOf.ts";

export const vacancy = defineRule({
  id: "office/vacancy",
  severity: "info",
  parameters: { days: { default: 365, about: "Days that an office may stand empty." } },
  explain: {
    reports: "An office that was vacated stands empty for long, or for the rest of history.",
    wayOut:
      "The end of the power whose office it was ends the vacancy; `covers:` of documents that do not tell of that time.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  domo: { kind: office, of: breen-confederacy }
  gor: { kind: person }
  pran: { kind: person }
events:
  - { id: gor-becomes-domo, type: DomoReplaced, at: 2380, successor: gor, manner: appointed }
  - { id: gor-resigns, type: OfficeVacated, at: 2385-01, office: domo, holder: gor, manner: abdicated }
  - { id: pran-becomes-domo, type: DomoReplaced, at: 2388, successor: pran, manner: appointed }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  domo: { kind: office, of: breen-confederacy }
  gor: { kind: person }
  pran: { kind: person }
events:
  - { id: gor-becomes-domo, type: DomoReplaced, at: 2380, successor: gor, manner: appointed }
  - { id: gor-resigns, type: OfficeVacated, at: 2385-01, office: domo, holder: gor, manner: abdicated }
  - { id: pran-becomes-domo, type: DomoReplaced, at: 2385-03, successor: pran, manner: appointed }
`,
  },
  check: (context) => ({
    finish() {
      const entities = context.register(entityRegister);
      // A rival line may die out.
      for (const { id, line, vacancies, establishment, settled } of context.register(officeRegister).all)
        for (const { from, until } of line === undefined ? vacancies : []) {
          const power = establishment === undefined ? undefined : entities.get(establishment.of);
          if (until === undefined && (power?.ends.length ?? 0) > 0) continue;
          // A power that was founded again fills its offices anew.
          const isBetween = (end: EventId): boolean =>
            until !== undefined && context.isBefore(end, from) === "no" && context.isBefore(end, until) === "certain";
          if (power?.ends.some(isBetween)) continue;
          const [left, filled] = [from, until].map((event) => eventOf(context, event));
          const last = until ?? context.end;
          if (left === undefined || last === undefined) continue;
          if (!context.register(documentRegister).tellOf(left, context.parameters.days * DAY)) continue;
          context.report({
            likelihood: all(
              context.isLonger(from, last, context.parameters.days * DAY),
              settled(from, ...(until === undefined ? [] : [until])),
            ),
            message: `Nobody holds ${id} from ${writtenDate(left.at)} ${filled === undefined ? "on" : `to ${writtenDate(filled.at)}`}.`,
            entities: [id],
            at: [
              placeOf(context, left, id, withDate("falls empty here", left)),
              filled && placeOf(context, filled, id, withDate("filled again here", filled)),
            ],
          });
        }
    },
  }),
});
