import { isType } from "../knownType.ts";
import { all, any, type Likelihood } from "../likelihood.ts";
import { entityRegister } from "../registers/entities.ts";
import { joiningRegister } from "../registers/joinings.ts";
import { treatyRegister } from "../registers/treaties.ts";
import { standingBehind } from "../registers/wars.ts";
import { defineRule } from "../rule.ts";
import { dated, writtenDate } from "../writtenDate.ts";

export const actsAsNonMember = defineRule({
  id: "membership/acts-as-non-member",
  severity: "error",
  explain: {
    reports:
      "Somebody breaks or ends a treaty without being bound by it: no party to it, nor joined, or out of it by then.",
    wayOut: "`MemberJoined`; whoever belongs to a party (`partOf:`, `of:`) is bound with it.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  romulan-empire: { kind: faction, standing: major }
events:
  - { id: valoris-ratified, type: TreatyRatified, at: 2380, treaty: treaty-of-valoris, parties: [breen-confederacy, cardassian-union] }
  - { id: valoris-ended, type: TreatyAbrogated, at: 2386, treaty: treaty-of-valoris, by: romulan-empire }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  romulan-empire: { kind: faction, standing: major }
events:
  - { id: valoris-ratified, type: TreatyRatified, at: 2380, treaty: treaty-of-valoris, parties: [breen-confederacy, cardassian-union] }
  - { id: romulans-join, type: MemberJoined, at: 2383, body: treaty-of-valoris, member: romulan-empire }
  - { id: valoris-ended, type: TreatyAbrogated, at: 2386, treaty: treaty-of-valoris, by: romulan-empire }
`,
  },
  check: (context) => ({
    types: ["TreatyAbrogated", "TreatyViolated"],
    visit(event) {
      if (!isType(event, "TreatyAbrogated") && !isType(event, "TreatyViolated")) return;
      const { treaty: id, by } = event.data;
      const entities = context.register(entityRegister);
      const treaty = context.register(treatyRegister).get(id);
      const agreed = treaty && [...treaty.ratifications, ...treaty.signings][0];
      if (treaty === undefined || agreed === undefined || event.timeTravel === true) return;
      if (entities.get(by)?.sentinel === true) return;
      const names = [...standingBehind(by, entities)];
      const belongs = (party: string): boolean =>
        names.includes(party) || standingBehind(party, entities).has(entities.canonical(by));
      const joinings = names.flatMap((name) => context.register(joiningRegister).of(name, id));
      const isParty = [...treaty.parties].some(belongs);
      const { isBefore } = context;
      // In by a party's right or by joining, and not out since.
      const isOut = (since: string | undefined): Likelihood =>
        any(
          ...joinings
            .filter(({ comes }) => !comes)
            .map(({ event: left }) =>
              all(
                isBefore(left.id, event.id),
                since === undefined ? "certain" : isBefore(since, left.id),
                ...joinings
                  .filter(({ comes }) => comes)
                  .map((one) => any(isBefore(one.event.id, left.id), isBefore(event.id, one.event.id))),
              ),
            ),
        );
      const likelihood = all(
        isParty ? isOut(undefined) : "certain",
        ...joinings
          .filter(({ comes }) => comes)
          .map((one) => any(isBefore(event.id, one.event.id), isOut(one.event.id))),
      );
      context.report({
        likelihood,
        message: `${by} ${event.type === "TreatyAbrogated" ? "ends" : "breaks"} ${id} in ${dated(event)}, without being bound by it then.`,
        events: [event.id, agreed.id],
        entities: [by, id],
        at: [
          { event: event.id, path: ["by"], role: `by ${by} here (${writtenDate(event.at)})` },
          { event: agreed.id, path: ["parties"], role: "these are bound" },
        ],
      });
    },
  }),
});
