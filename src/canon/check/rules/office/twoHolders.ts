import { all, type Likelihood } from "../../kit/likelihood.ts";
import { placeOf } from "../../registers/placeOf.ts";
import { entityRegister } from "../../registers/entities.ts";
import { LEAVING, type Office, officeRegister } from "../../registers/offices.ts";
import { isOneDay } from "../../kit/comparison.ts";
import { defineRule } from "../../kit/rule.ts";
import type { FindingPlace, RuleContext } from "../../kit/ruleContext.ts";
import { withDate, writtenDate } from "../../kit/writtenDate.ts";
import { listOf } from "../../kit/words.ts";
import { firstIndex } from "../../../../idioms/sortedSearch.ts";
import type { EntityId, EventId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { held } from "../../../../idioms/held.ts";
import { eventOf } from "../../kit/eventOf.ts";
import { turnRegister } from "../../registers/turns.ts";
import { upTo } from "../../kit/touching.ts";

export const twoHolders = defineRule({
  id: "office/two-holders",
  severity: "error",
  explain: {
    reports:
      "Two persons hold an office that has one seat, or more than there are seats: canon says when the first one left, and that was after the second one came, or both came on one day. A successor without a `predecessor` is taken to follow whoever holds the office; where nothing says that the holder went, that is only possible, and shown with `--possible`; so it is of several seats, where nothing says that one of the holders went.",
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
        const tenures = new Map(office.tenures.map((tenure) => [tenure.began, tenure]));
        const places = new Map(office.tenures.map(({ began }, index) => [began, index]));
        for (const { holder, began, left, replaced, acting, coRuler } of office.tenures) {
          if (replaced === undefined || acting || coRuler) continue;
          if (entities.get(holder)?.sentinel === true) continue;
          const [from, first, until] = [began, replaced.by, left].map((id) => eventOf(context, id));
          if (from === undefined || first === undefined) continue;
          if (isOneDay(from, first) && isBefore(from.id, first.id) === "no") {
            const next = held(tenures.get(first.id));
            const ends = [until, eventOf(context, next.left)].filter((end) => end !== undefined);
            reportOneDay(context, office, { holder, second: next.holder, from, taken: first, ends });
            continue;
          }
          if (replaced.explained) continue;
          const overlap = (by: EventId): Likelihood =>
            all(
              isBefore(began, by),
              until === undefined ? "possible" : isBefore(by, until.id),
              office.settledOf([holder, held(tenures.get(by)).holder], began, by),
            );
          // Where one who comes may have come before, somebody who comes later may certainly not.
          const place = held(places.get(replaced.by));
          const takers = office.tenures
            .slice(place, until === undefined ? place + 1 : place + MOST_TAKERS)
            .filter((one) => !one.acting && !one.coRuler && one.holder !== holder);
          const by = (takers.find((one) => overlap(one.began) === "certain") ?? takers[0])?.began;
          const taken = eventOf(context, by);
          if (by === undefined || taken === undefined) continue;
          const second = held(tenures.get(by)).holder;
          const leaving: FindingPlace[] =
            until === undefined ? [] : [placeOf(context, until, holder, withDate(`${holder} leaves only here`, until))];
          context.report({
            likelihood: overlap(by),
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

/** So many who come after somebody are looked at. */
const MOST_TAKERS = 8;

/** Of two who come to one seat on one day, neither by leaving room for the other. */
function reportOneDay(
  context: RuleContext<unknown>,
  office: Office,
  {
    holder,
    second,
    from,
    taken,
    ends,
  }: {
    readonly holder: EntityId;
    readonly second: EntityId;
    readonly from: ResolvedEvent;
    readonly taken: ResolvedEvent;
    readonly ends: readonly ResolvedEvent[];
  },
): void {
  const isPassedOn =
    ends.some((end) => isOneDay(from, end)) || makesRoom(context, taken, holder) || makesRoom(context, from, second);
  if (isPassedOn || from.timeTravel === true || taken.timeTravel === true) return;
  context.report({
    likelihood: office.settledOf([holder, second], from.id, taken.id),
    message: `${holder} and ${second} both take ${office.id} on one day (${writtenDate(taken.at)}).`,
    help: `If one followed the other, say so: \`predecessor: ${holder}\`. If both hold it: \`coRuler: true\`, or \`seats: 2\`.`,
    entities: [office.id, holder, second],
    at: [
      placeOf(context, taken, second, withDate(`${second} takes it here`, taken)),
      placeOf(context, from, holder, withDate(`${holder} takes it here`, from)),
    ],
  });
}

/** Whether an event names somebody as leaving; or nobody, but says that somebody left. */
const makesRoom = ({ effects, register }: RuleContext<unknown>, event: ResolvedEvent, holder: EntityId): boolean =>
  effects(event).some(
    (effect) =>
      effect.kind === "seat" &&
      (effect.goes === undefined
        ? LEAVING.has(effect.manner ?? "")
        : register(entityRegister).canonical(effect.goes) === holder),
  );

/**
 * Of several seats: whoever comes while as many as there are seats certainly sit there, until a date that canon gives or since that day.
 * Of whom nothing says that they left, they may: one of them may have made room.
 */
function checkSeats(context: RuleContext<unknown>, office: Office): void {
  const { isBefore, report } = context;
  const entities = context.register(entityRegister);
  /** By when they leave, the last first: those decide. */
  const sitting: Sitting[] = [];
  /** Who came on the day of the last to come, and did not leave on it. */
  let today: Seated[] = [];
  /** Of those of whom nothing says that they left, the last to come, as many as there are seats. */
  const staying: Seated[] = [];
  const mayBeGone = (one: EntityId, by: ResolvedEvent): boolean => {
    const entity = entities.get(one);
    return entity !== undefined && isAny(context.register(turnRegister).of(entity).ends(upTo(by)));
  };
  for (const { holder, began, left, acting, coRuler } of office.tenures) {
    if (acting || coRuler || entities.get(holder)?.sentinel === true) continue;
    const [from, until] = [began, left].map((id) => eventOf(context, id));
    if (from === undefined) continue;
    today = today.filter((one) => isOneDay(one.from, from));
    if (today.some((one) => makesRoom(context, one.from, holder))) continue;
    const sure: readonly Seated[] = [
      ...today,
      ...sitting
        .slice(0, office.seats)
        .filter((one) => isBefore(one.from.id, from.id) === "certain" && isBefore(from.id, one.until.id) === "certain"),
    ].slice(0, office.seats);
    const missing = office.seats - sure.length;
    const rest =
      missing === 0 || makesRoom(context, from, holder)
        ? []
        : staying.filter(
            (one) => !sure.includes(one) && isBefore(one.from.id, from.id) !== "no" && !mayBeGone(one.holder, from),
          );
    const others = rest.length < missing ? [] : [...sure, ...rest.slice(rest.length - missing)];
    if (others.length > 0)
      report({
        likelihood: missing > 0 ? "possible" : office.settled(from.id),
        message: `${holder} takes one of the ${office.seats} seats of ${office.id} (${writtenDate(from.at)}) while ${listOf(others.map((one) => one.holder))} hold them.`,
        help: `If one of them left then, say so: \`predecessor:\`. If there were more seats: \`seats: ${office.seats + 1}\`.`,
        entities: [office.id, holder, ...others.map((one) => one.holder)],
        at: [
          placeOf(context, from, holder, withDate(`${holder} takes one here`, from)),
          ...others.map(({ holder: other, from: came, until: leaves }) =>
            leaves === undefined
              ? placeOf(context, came, other, withDate(`${other} takes one here`, came))
              : placeOf(context, leaves, other, withDate(`${other} leaves only here`, leaves)),
          ),
        ],
      });
    const seated: Seated = { holder, from, until };
    if (until === undefined || !isOneDay(from, until)) today.push(seated);
    if (until === undefined) {
      staying.push(seated);
      if (staying.length > office.seats) staying.shift();
      continue;
    }
    const leaves = until.occurred.earliest;
    const place = firstIndex(0, sitting.length, (i) => held(sitting[i]).until.occurred.earliest <= leaves);
    sitting.splice(place, 0, { holder, from, until });
  }
}

const isAny = (found: Iterable<unknown>): boolean => found[Symbol.iterator]().next().done !== true;

interface Seated {
  readonly holder: EntityId;
  readonly from: ResolvedEvent;
  /** Undefined where canon does not say when they left. */
  readonly until: ResolvedEvent | undefined;
}

interface Sitting extends Seated {
  readonly until: ResolvedEvent;
}
