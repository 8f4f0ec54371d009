import { entityRegister } from "../../registers/entities.ts";
import { lifespanRegister } from "../../registers/lifespans.ts";
import { defineRule } from "../../kit/rule.ts";
import { withDate } from "../../kit/writtenDate.ts";
import { reportOutside } from "../../registers/outsideSpan.ts";

export const memberOutsideSpan = defineRule({
  id: "treaty/member-outside-span",
  severity: "error",
  explain: {
    reports:
      "Somebody joins or leaves a treaty while it is not in force: before it is ratified, or after it was abrogated or ran out (`until:`).",
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
        reportOutside(context, body, context.register(lifespanRegister).outside(event, body), () => ({
          sentence: `${withDate(`${member} ${verb} ${body}`, event)}, but it`,
          entities: [body, member],
          at: { event: event.id, path: ["body"], role: withDate(`${verb} here`, event) },
        }));
      },
    },
  }),
});
