import { all } from "../../kit/likelihood.ts";
import { placeOf } from "../../registers/placeOf.ts";
import { entityRegister } from "../../registers/entities.ts";
import { type Office, officeRegister } from "../../registers/offices.ts";
import { defineRule } from "../../kit/rule.ts";
import type { FindingPlace, RuleContext } from "../../kit/ruleContext.ts";
import { withDate, writtenDate } from "../../kit/writtenDate.ts";
import { listOf } from "../../kit/words.ts";
import { firstIndex } from "../../../../idioms/sortedSearch.ts";
import type { EntityId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { held } from "../../../../idioms/held.ts";
import { eventOf } from "../../kit/eventOf.ts";

export const twoHolders = defineRule({
  id: "office/two-holders",
  severity: "error",
  explain: {
    reports:
      "Two persons hold an office that has one seat, or more than there are seats: canon says when the first one left, and that was after the second one came. A successor without a `predecessor` is taken to follow whoever holds the office; where nothing says that the holder went, that is only possible, and shown with `--possible`.",
    wayOut:
      "`predecessor:`, an `OfficeVacated` (on the same day is early enough), `acting: true`, `coRuler: true`, `line:` of a rival claimant, or `seats:` of the office.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  chancellor: { kind: office, of: breen-confederacy }
  gor: { kind: person }
  pran: { kind: person }
events:
  - { id: gor-elected, type: LeaderReplaced, at: 2375, office: chancellor, successor: gor, manner: elected }
  - { id: pran-elected, type: LeaderReplaced, at: 2381, office: chancellor, successor: pran, manner: elected }
  - { id: gor-leaves, type: OfficeVacated, at: 2383, office: chancellor, holder: gor }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  chancellor: { kind: office, of: breen-confederacy }
  gor: { kind: person }
  pran: { kind: person }
events:
  - { id: gor-elected, type: LeaderReplaced, at: 2375, office: chancellor, successor: gor, manner: elected }
  - { id: pran-elected, type: LeaderReplaced, at: 2381, office: chancellor, successor: pran, predecessor: gor, manner: elected }
`,
  },
  check: (context) => ({
    finish() {
      const entities = context.register(entityRegister);
      const { isBefore } = context;
      for (const office of context.register(officeRegister).all) {
        if (office.seats > 1) {
          checkSeats(context, office);
          continue;
        }
        const holders = new Map(office.tenures.map(({ holder, began }) => [began, holder]));
        for (const { holder, began, left, replaced, acting, coRuler } of office.tenures) {
          if (replaced === undefined || replaced.explained || acting || coRuler) continue;
          if (entities.get(holder)?.sentinel === true) continue;
          const events = [began, replaced.by, left].map((id) => eventOf(context, id));
          const [from, taken, until] = events;
          if (from === undefined || taken === undefined) continue;
          const second = held(holders.get(taken.id));
          const leaving: FindingPlace[] =
            until === undefined ? [] : [placeOf(context, until, holder, withDate(`${holder} leaves only here`, until))];
          context.report({
            likelihood: all(
              isBefore(from.id, taken.id),
              until === undefined ? "possible" : isBefore(taken.id, until.id),
              office.settledOf([holder, second], from.id, taken.id),
            ),
            message: `${second} takes ${office.id} (${writtenDate(taken.at)}) while ${holder} holds it, since ${writtenDate(from.at)}${until === undefined ? "" : ` until ${writtenDate(until.at)}`}.`,
            help: `If ${holder} left then, say so: \`predecessor: ${holder}\`. If both hold it: \`coRuler: true\`, or \`seats: 2\`.`,
            entities: [office.id, holder, second],
            at: [
              placeOf(context, taken, second, withDate(`${second} takes it here`, taken)),
              placeOf(context, from, holder, withDate(`${holder} took it here`, from)),
              ...leaving,
            ],
          });
        }
      }
    },
  }),
});

/** Of several seats: whoever comes while as many as there are seats certainly sit there, each until a date that canon gives. */
function checkSeats(context: RuleContext<unknown>, office: Office): void {
  const { isBefore, report } = context;
  const entities = context.register(entityRegister);
  /** By when they leave, the last first: those decide. */
  const sitting: Seated[] = [];
  for (const { holder, began, left, acting, coRuler } of office.tenures) {
    if (acting || coRuler || entities.get(holder)?.sentinel === true) continue;
    const [from, until] = [began, left].map((id) => eventOf(context, id));
    if (from === undefined) continue;
    const others = sitting
      .slice(0, office.seats)
      .filter((one) => isBefore(one.from.id, from.id) === "certain" && isBefore(from.id, one.until.id) === "certain");
    if (others.length === office.seats)
      report({
        likelihood: office.settled(from.id),
        message: `${holder} takes one of the ${office.seats} seats of ${office.id} (${writtenDate(from.at)}) while ${listOf(others.map((one) => one.holder))} hold them.`,
        help: `If one of them left then, say so: \`predecessor:\`. If there were more seats: \`seats: ${office.seats + 1}\`.`,
        entities: [office.id, holder, ...others.map((one) => one.holder)],
        at: [
          placeOf(context, from, holder, withDate(`${holder} takes one here`, from)),
          ...others.map((one) =>
            placeOf(context, one.until, one.holder, withDate(`${one.holder} leaves only here`, one.until)),
          ),
        ],
      });
    if (until === undefined) continue;
    const leaves = until.occurred.earliest;
    const place = firstIndex(0, sitting.length, (i) => held(sitting[i]).until.occurred.earliest <= leaves);
    sitting.splice(place, 0, { holder, from, until });
  }
}

interface Seated {
  readonly holder: EntityId;
  readonly from: ResolvedEvent;
  readonly until: ResolvedEvent;
}
