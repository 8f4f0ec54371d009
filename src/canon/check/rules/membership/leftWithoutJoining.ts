import type { EntityId } from "../../../../events/envelope.ts";
import { allOf } from "../../kit/likelihood.ts";
import { bondRegister } from "../../registers/bonds.ts";
import { entityRegister } from "../../registers/entities.ts";
import { fighterRegister } from "../../registers/fighters.ts";
import { joiningRegister } from "../../registers/joinings.ts";
import { treatyRegister } from "../../registers/treaties.ts";
import { defineRule } from "../../kit/rule.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { getOrMake } from "../../../../idioms/multimap.ts";
import { withDate, writtenDate } from "../../kit/writtenDate.ts";
import { reportSameStepTwice, stepPlace } from "./twoSteps.ts";
import { isInTime } from "../../kit/inTime.ts";

export const leftWithoutJoining = defineRule({
  id: "membership/left-without-joining",
  severity: "error",
  explain: {
    reports:
      "Somebody leaves what they have left already, a treaty of which they are no party and which they never joined, or a war in which they stand on no side by then and fight no battle. Whoever leaves a league without having joined it was in from the beginning.",
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
      reportLeavingOthersWar(context);
      const { get } = context.register(entityRegister);
      for (const joinings of context.register(joiningRegister).all) {
        const [first] = joinings;
        const treaty = first && context.register(treatyRegister).get(first.body);
        if (first === undefined || treaty === undefined || treaty.parties.size === 0) continue;
        const isBound = (party: EntityId): boolean =>
          get(party)?.sentinel === true || context.register(bondRegister).areBound(first.member, party);
        if (joinings.some(({ comes, event }) => comes || !isInTime(event)) || get(first.member)?.sentinel === true)
          continue;
        if ([...treaty.parties].some(isBound)) continue;
        const agreed = treaty.ratifications[0] ?? treaty.signings[0];
        context.report({
          message: `${first.member} leaves ${first.body} (${writtenDate(first.event.at)}), of which it is no party.`,
          entities: [first.member, first.body],
          at: [
            stepPlace(context, first, withDate("leaves here", first.event)),
            agreed && { event: agreed.id, path: ["parties"], role: "the parties" },
          ],
        });
      }
    },
  }),
});

/** Of wars whose sides canon tells from the beginning. */
function reportLeavingOthersWar(context: RuleContext<unknown>): void {
  const { get } = context.register(entityRegister);
  const { all, comersTo } = context.register(joiningRegister);
  const { behind } = context.register(bondRegister);
  const bands = new Map<EntityId, Band>();
  for (const joinings of all) {
    const [first] = joinings;
    if (first === undefined || first.comes || !joinings.every(({ event }) => isInTime(event))) continue;
    const { member, body, event } = first;
    const begun = comersTo(body).find(({ side }) => side !== undefined);
    if (begun === undefined || get(member)?.sentinel === true || get(body)?.sentinel === true) continue;
    const band = getOrMake(bands, body, () => bandIn(body, context));
    const own = joinings.filter(({ comes }) => comes);
    // Whoever fights a battle of it is in, and so are parts, wholes and heirs of those who are.
    const others = [...behind(member)].filter((id) => id !== member);
    if (band.isOpen || band.fighters.has(member) || band.behind.has(member) || others.some((id) => band.all.has(id)))
      continue;
    context.report({
      likelihood: allOf(own, (join) => context.isBefore(event.id, join.event.id)),
      message: `${member} leaves ${body} (${writtenDate(event.at)}), ${own.length === 0 ? "on no side of which it stands" : "which it joins only later"}.`,
      entities: [member, body],
      at: [
        stepPlace(context, first, withDate("leaves here", event)),
        own[0] === undefined
          ? { event: begun.event.id, path: ["sides"], role: "the sides" }
          : stepPlace(context, own[0], withDate("joins here", own[0].event)),
      ],
    });
  }
}

/** Who is in a war, at some time or other. */
interface Band {
  readonly fighters: ReadonlySet<EntityId>;
  readonly all: ReadonlySet<EntityId>;
  /** Whatever one of them ever belonged to, served or came from. */
  readonly behind: ReadonlySet<EntityId>;
  /** One is a stand-in: behind it may be anybody. */
  readonly isOpen: boolean;
}

function bandIn(body: EntityId, { register }: RuleContext<unknown>): Band {
  const bonds = register(bondRegister);
  const { get } = register(entityRegister);
  const fighters = register(fighterRegister).get(body) ?? new Set();
  const all = new Set([
    ...register(joiningRegister)
      .comersTo(body)
      .map(({ member }) => member),
    ...fighters,
  ]);
  const behind = new Set([...all].flatMap((who) => [...bonds.behind(who)].filter((id) => id !== who)));
  return { fighters, all, behind, isOpen: [...all].some((who) => get(who)?.sentinel === true) };
}
