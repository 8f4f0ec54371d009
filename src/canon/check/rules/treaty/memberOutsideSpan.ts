import { lifePlace, lifeWords } from "../../registers/placeOf.ts";
import { entityRegister } from "../../registers/entities.ts";
import { lifespanRegister } from "../../registers/lifespans.ts";
import { defineRule } from "../../kit/rule.ts";
import { writtenDate } from "../../kit/writtenDate.ts";

export const memberOutsideSpan = defineRule({
  id: "treaty/member-outside-span",
  severity: "error",
  explain: {
    reports:
      "Somebody joins or leaves a treaty while it is not in force: before it is ratified, or after it was abrogated.",
    wayOut: "`timeTravel: true`, `retrospective: true`.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  romulan-empire: { kind: faction, standing: major }
events:
  - { id: valoris-ratified, type: TreatyRatified, at: 2380, treaty: treaty-of-valoris, parties: [breen-confederacy, cardassian-union] }
  - { id: valoris-ended, type: TreatyAbrogated, at: 2384, treaty: treaty-of-valoris, by: breen-confederacy }
  - { id: romulans-join, type: MemberJoined, at: 2386, body: treaty-of-valoris, member: romulan-empire }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  romulan-empire: { kind: faction, standing: major }
events:
  - { id: valoris-ratified, type: TreatyRatified, at: 2380, treaty: treaty-of-valoris, parties: [breen-confederacy, cardassian-union] }
  - { id: romulans-join, type: MemberJoined, at: 2382, body: treaty-of-valoris, member: romulan-empire }
  - { id: valoris-ended, type: TreatyAbrogated, at: 2384, treaty: treaty-of-valoris, by: breen-confederacy }
`,
  },
  check: (context) => ({
    on: {
      member({ body, who: member, change: verb }, event) {
        if (context.register(entityRegister).get(body)?.kinds.has("treaty") !== true) return;
        const lifespans = context.register(lifespanRegister);
        for (const [outside, when] of [
          [lifespans.beforeStart(event, body), "only later"],
          [lifespans.afterEnd(event, body), "before"],
        ] as const) {
          const bound = outside && context.chronicle.event(outside.by);
          if (outside === undefined || bound === undefined) continue;
          context.report({
            likelihood: outside.likelihood,
            message: `${member} ${verb} ${body} (${writtenDate(event.at)}), but it ${lifeWords(bound)} ${when}.`,
            events: [event.id, bound.id],
            entities: [body, member],
            at: [
              { event: event.id, path: ["body"], role: `${verb} here (${writtenDate(event.at)})` },
              lifePlace(context, bound, body),
            ],
          });
        }
      },
    },
  }),
});
