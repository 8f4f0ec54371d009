import { all, type Likelihood, not } from "../../kit/likelihood.ts";
import { entityRegister } from "../../registers/entities.ts";
import { type Office, officeRegister, type OfficeTenure } from "../../registers/offices.ts";
import { placeOf } from "../../registers/placeOf.ts";
import { defineRule } from "../../kit/rule.ts";
import { normalName } from "./normalName.ts";

export const oneEntityTwoIds = defineRule({
  id: "identity/one-entity-two-ids",
  severity: "warning",
  confidence: "likely",
  explain: {
    reports: "Two persons of the same name hold the same office at the same time: most likely one person with two ids.",
    wayOut: "`alias:` if they are one; `successorOf` if one bears the name after the other.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  thot: { kind: office, of: breen-confederacy, seats: 12 }
  gor: { kind: person, name: Gor }
  thot-gor: { kind: person, name: Gor }
events:
  - { id: gor-thot, type: LeaderReplaced, at: 2370, office: thot, successor: gor, manner: appointed }
  - { id: thot-gor-thot, type: LeaderReplaced, at: 2372, office: thot, successor: thot-gor, manner: appointed }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  thot: { kind: office, of: breen-confederacy, seats: 12 }
  gor: { kind: person, name: Gor, alias: thot-gor }
events:
  - { id: gor-thot, type: LeaderReplaced, at: 2370, office: thot, successor: gor, manner: appointed }
  - { id: gor-speaks, type: StatementMade, at: 2372, speaker: thot-gor, about: breen-confederacy, stance: praises it }
`,
  },
  check: (context) => {
    const entities = context.register(entityRegister);
    const { isBefore, mayPrecede, chronicle } = context;

    const isOver = ({ left, replaced }: OfficeTenure, by: OfficeTenure): Likelihood => {
      const end = left ?? replaced?.by;
      if (end === undefined) return "no";
      return end === by.began ? "certain" : not(mayPrecede(by.began, end));
    };

    const compare = (office: Office, first: OfficeTenure, second: OfficeTenure): void => {
      const [one, other] = [entities.get(first.holder), entities.get(second.holder)];
      if (one === undefined || other === undefined || one.id === other.id || one.sentinel || other.sentinel) return;
      if (one.successorOf.includes(other.id) || other.successorOf.includes(one.id)) return;
      const [from, to] = [chronicle.event(first.began), chronicle.event(second.began)];
      if (from === undefined || to === undefined) return;
      context.report({
        likelihood: all(
          isBefore(first.began, second.began),
          not(isOver(first, second)),
          office.settled(first.began, second.began),
        ),
        message: `${one.id} and ${other.id}, both named ${one.names[0] ?? one.id}, hold ${office.id} at the same time.`,
        help: `If they are one, declare \`alias: ${other.id}\` for ${one.id}.`,
        events: [from.id, to.id],
        entities: [one.id, other.id, office.id],
        at: [placeOf(context, to, other.id, "takes the office here"), placeOf(context, from, one.id, "took it here")],
      });
    };

    return {
      finish() {
        for (const office of context.register(officeRegister).all) {
          const byName = new Map<string, OfficeTenure[]>();
          for (const tenure of office.tenures)
            for (const name of new Set(entities.get(tenure.holder)?.names.map(normalName))) {
              const bearers = byName.get(name) ?? [];
              const last = bearers.at(-1);
              if (last !== undefined) compare(office, last, tenure);
              byName.set(name, [...bearers.slice(-1), tenure]);
            }
        }
      },
    };
  },
});
