import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { spanBefore } from "../../kit/comparison.ts";
import { all, allOf, any, not } from "../../kit/likelihood.ts";
import { lifePlace, lifeWords } from "../../registers/placeOf.ts";
import { treatyRegister } from "../../registers/treaties.ts";
import { defineRule } from "../../kit/rule.ts";
import { between, createTouching, upTo } from "../../kit/touching.ts";
import { dated, writtenDate } from "../../kit/writtenDate.ts";
import { isInTime } from "../../kit/inTime.ts";

export const missingPrecondition = defineRule({
  id: "treaty/missing-precondition",
  severity: "error",
  explain: {
    reports:
      "A treaty is ratified before it is signed; or what an event needs (`necessary:`) has been retracted, so that it cannot have happened.",
    wayOut: "`timeTravel: true`; what happened all the same needs another `necessary:`, or none.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
events:
  - { id: valoris-ratified, type: TreatyRatified, at: 2385, treaty: treaty-of-valoris, parties: [breen-confederacy, cardassian-union] }
  - { id: valoris-signed, type: TreatySigned, at: 2387, treaty: treaty-of-valoris, parties: [breen-confederacy, cardassian-union] }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
events:
  - { id: valoris-signed, type: TreatySigned, at: 2387, treaty: treaty-of-valoris, parties: [breen-confederacy, cardassian-union] }
  - { id: valoris-ratified, type: TreatyRatified, at: 2387, treaty: treaty-of-valoris, parties: [breen-confederacy, cardassian-union] }
`,
  },
  check: (context) => ({
    each(event) {
      for (const [index, id] of (event.necessary ?? []).entries()) {
        const gone = context.chronicle.retracted.get(id);
        if (gone === undefined || event.timeTravel === true) continue;
        const { by, reason } = gone.retraction;
        context.report({
          message: `${dated(event)} cannot have happened without ${id}, which is retracted by ${by}: ${reason}`,
          entities: [],
          at: [
            { event: event.id, path: ["necessary", index], role: "cannot be without this" },
            { event: by, path: ["target"], role: "retracted here" },
          ],
        });
      }
    },
    finish() {
      for (const { id, signings, ratifications, lapses, ends: endings } of context.register(treatyRegister).all) {
        const [first] = signings;
        if (first === undefined || !signings.every(isInTime)) continue;
        const laidOut = (events: readonly ResolvedEvent[]) => createTouching(events, (event) => event, context);
        const signed = laidOut(signings);
        const ends = laidOut(endings);
        for (const ratified of ratifications) {
          if (!isInTime(ratified)) continue;
          const lapse = lapses.get(ratified.id);
          context.report({
            likelihood: all(
              lapse === undefined ? "certain" : not(spanBefore(lapse, first.occurred)),
              allOf(signed(upTo(ratified)), (signing) => context.isBefore(ratified.id, signing.id)),
              // After it ended, it is signed anew.
              allOf(ends(between(ratified, first)), (end) =>
                any(context.isBefore(end.id, ratified.id), context.isBefore(first.id, end.id)),
              ),
            ),
            message: `${id} is ratified (${writtenDate(ratified.at)}) before it ${lifeWords(first)}.`,
            entities: [id],
            at: [lifePlace(context, ratified, id), lifePlace(context, first, id)],
          });
        }
      }
    },
  }),
});
