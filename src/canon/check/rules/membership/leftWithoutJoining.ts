import type { EntityId } from "../../../../events/envelope.ts";
import { bondRegister } from "../../registers/bonds.ts";
import { entityRegister } from "../../registers/entities.ts";
import { joiningRegister } from "../../registers/joinings.ts";
import { treatyRegister } from "../../registers/treaties.ts";
import { defineRule } from "../../kit/rule.ts";
import { writtenDate } from "../../kit/writtenDate.ts";
import { reportSameStepTwice, stepPlace } from "./twoSteps.ts";

export const leftWithoutJoining = defineRule({
  id: "membership/left-without-joining",
  severity: "error",
  explain: {
    reports:
      "Somebody leaves what they have left already, or a treaty of which they are no party and which they never joined. Whoever leaves a league without having joined it was in from the beginning.",
    wayOut: "The event by which they joined.",
    wrong: `
entities:
  khitomer-league: { kind: faction, standing: organisation }
  breen-confederacy: { kind: faction, standing: major }
events:
  - { id: breen-leave, type: MemberLeft, at: 2380, body: khitomer-league, member: breen-confederacy }
  - { id: breen-leave-again, type: MemberLeft, at: 2386, body: khitomer-league, member: breen-confederacy }
`,
    right: `
entities:
  khitomer-league: { kind: faction, standing: organisation }
  breen-confederacy: { kind: faction, standing: major }
events:
  - { id: breen-leave, type: MemberLeft, at: 2380, body: khitomer-league, member: breen-confederacy }
  - { id: breen-join, type: MemberJoined, at: 2383, body: khitomer-league, member: breen-confederacy }
  - { id: breen-leave-again, type: MemberLeft, at: 2386, body: khitomer-league, member: breen-confederacy }
`,
  },
  check: (context) => ({
    finish() {
      reportSameStepTwice(context, false);
      const { get } = context.register(entityRegister);
      for (const joinings of context.register(joiningRegister).all) {
        const [first] = joinings;
        const treaty = first && context.register(treatyRegister).get(first.body);
        if (first === undefined || treaty === undefined || treaty.parties.size === 0) continue;
        const isBound = (party: EntityId): boolean =>
          get(party)?.sentinel === true || context.register(bondRegister).areBound(first.member, party);
        if (
          joinings.some(({ comes, event }) => comes || event.timeTravel === true || event.retrospective === true) ||
          get(first.member)?.sentinel === true
        )
          continue;
        if ([...treaty.parties].some(isBound)) continue;
        const agreed = treaty.ratifications[0] ?? treaty.signings[0];
        context.report({
          message: `${first.member} leaves ${first.body} (${writtenDate(first.event.at)}), of which it is no party.`,
          events: [first.event.id, ...(agreed === undefined ? [] : [agreed.id])],
          entities: [first.member, first.body],
          at: [
            stepPlace(context, first, `leaves here (${writtenDate(first.event.at)})`),
            ...(agreed === undefined ? [] : [{ event: agreed.id, path: ["parties"], role: "the parties" }]),
          ],
        });
      }
    },
  }),
});
