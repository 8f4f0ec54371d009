import { defineRule } from "../../kit/rule.ts";
import { reportSameStepTwice } from "./twoSteps.ts";

export const joinedTwice = defineRule({
  id: "membership/joined-twice",
  severity: "error",
  explain: {
    reports:
      "Somebody joins a league, a treaty or a war that they are in already: as one who joined it, ratified it or began it. Whoever joins a war again beside somebody else changes sides.",
    wayOut: "The event by which they left in between; the end of the body, or their own, counts as well.",
    wrong: `
entities:
  khitomer-league: { kind: faction, standing: organisation }
  breen-confederacy: { kind: faction, standing: major }
events:
  - { id: breen-join, type: MemberJoined, at: 2380, body: khitomer-league, member: breen-confederacy }
  - { id: breen-join-again, type: MemberJoined, at: 2386, body: khitomer-league, member: breen-confederacy }
`,
    right: `
entities:
  khitomer-league: { kind: faction, standing: organisation }
  breen-confederacy: { kind: faction, standing: major }
events:
  - { id: breen-join, type: MemberJoined, at: 2380, body: khitomer-league, member: breen-confederacy }
  - { id: breen-leave, type: MemberLeft, at: 2384, body: khitomer-league, member: breen-confederacy }
  - { id: breen-join-again, type: MemberJoined, at: 2386, body: khitomer-league, member: breen-confederacy }
`,
  },
  check: (context) => ({ finish: () => reportSameStepTwice(context, true) }),
});
