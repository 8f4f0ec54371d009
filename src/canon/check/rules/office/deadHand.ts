import { DAY } from "../../../../events/dates/span.ts";
import type { EntityId, EventId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { all, allOf, any, DOUBTS } from "../../kit/likelihood.ts";
import { lifePlace, lifeWords, placeOf } from "../../registers/placeOf.ts";
import { entityRegister } from "../../registers/entities.ts";
import { turnRegister } from "../../registers/turns.ts";
import { type Office, officeRegister, type OfficeTenure } from "../../registers/offices.ts";
import { documentRegister } from "../../registers/documents.ts";
import { defineRule } from "../../kit/rule.ts";
import { createTouching, from, type Touching } from "../../kit/touching.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { withDate } from "../../kit/writtenDate.ts";
import { eventOf } from "../../kit/eventOf.ts";

export const deadHand = defineRule({
  id: "office/dead-hand",
  severity: "warning",
  confidence: "likely",
  parameters: { grace: { default: 90, about: "Days within which a seat is expected to be vacated or refilled." } },
  explain: {
    reports:
      "The holder of an office is dead, and within the days of grace the seat is neither vacated nor refilled; not while somebody rules beside, or stands in, if only from then on.",
    wayOut:
      "An `OfficeVacated` or a successor; the end of the power whose office it was; `covers:` of documents that do not tell of that time.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  domo: { kind: office, of: breen-confederacy }
  gor: { kind: person }
  pran: { kind: person }
events:
  - { id: gor-becomes-domo, type: DomoReplaced, at: 2385, successor: gor, manner: disgraced }
  - { id: gor-dies, type: PersonDied, at: 2387-02, person: gor }
  - { id: pran-becomes-domo, type: DomoReplaced, at: 2388, successor: pran, manner: appointed }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  domo: { kind: office, of: breen-confederacy }
  gor: { kind: person }
  pran: { kind: person }
events:
  - { id: gor-becomes-domo, type: DomoReplaced, at: 2385, successor: gor, manner: disgraced }
  - { id: gor-dies, type: PersonDied, at: 2387-02, person: gor }
  - { id: pran-becomes-domo, type: DomoReplaced, at: 2387-03, successor: pran, predecessor: gor, manner: died }
`,
  },
  check: (context) => ({
    finish() {
      const entities = context.register(entityRegister);
      for (const office of context.register(officeRegister).all) {
        // A rival line may die out.
        if (office.line !== undefined) continue;
        const beside = besideIn(context, office);
        for (const tenure of office.tenures) {
          const holder = entities.get(tenure.holder);
          if (tenure.coRuler || holder === undefined || holder.sentinel || holder.restores.length > 0) continue;
          const deaths = holder.ends.length > 0 ? holder.ends : holder.deathsInOffice.slice(0, 1);
          for (const death of deaths) checkSeat(context, office, tenure, death, beside);
        }
      }
    },
  }),
});

type Context = RuleContext<{ readonly grace: number }>;

/** Whoever sits beside another, or in their place: while they do, the seat is not empty. */
interface Beside {
  readonly began: ResolvedEvent;
  readonly until: EventId | undefined;
}

function besideIn(context: Context, { tenures }: Office): Touching<Beside> {
  const found = tenures.flatMap(({ began, coRuler, acting, left, replaced }): Beside[] => {
    const event = coRuler || acting ? eventOf(context, began) : undefined;
    return event === undefined ? [] : [{ began: event, until: left ?? replaced?.by }];
  });
  return createTouching(found, ({ began }) => began, context);
}

function checkSeat(
  context: Context,
  office: Office,
  tenure: OfficeTenure,
  death: EventId,
  beside: Touching<Beside>,
): void {
  const { isBefore, isLonger, chronicle } = context;
  const [died, began] = [chronicle.event(death), chronicle.event(tenure.began)];
  if (died === undefined || died.timeTravel === true || began === undefined || isBefore(began.id, death) === "no")
    return;
  const grace = context.parameters.grace * DAY;
  const next = tenure.left ?? tenure.replaced?.by;
  const until = next ?? context.end;
  if (!context.register(documentRegister).tellOf(died, grace)) return;
  if (until === undefined || ends(context, office.establishment?.of, died, grace)) return;
  const filled = eventOf(context, next);
  const inGrace = { earliest: Number.NEGATIVE_INFINITY, latest: died.occurred.latest + grace };
  const isEmpty = allOf(firstOf(beside(inGrace)), (one) =>
    any(isLonger(death, one.began.id, grace), one.until === undefined ? "no" : isBefore(one.until, death)),
  );
  context.report({
    likelihood: all(isLonger(death, until, grace), office.settled(began.id, death), isEmpty),
    message: `${tenure.holder} ${lifeWords(died)} as holder of ${office.id}, and ${filled === undefined ? "nobody follows" : withDate(`the seat passes only in ${filled.id}`, filled)}.`,
    help: `Say who followed, or that the seat fell empty: an \`OfficeVacated\` of ${office.id}.`,
    entities: [office.id, tenure.holder],
    at: [
      lifePlace(context, died, tenure.holder),
      placeOf(context, began, tenure.holder, withDate(`took ${office.id} here`, began)),
      filled && placeOf(context, filled, office.id, withDate("left or filled only here", filled)),
    ],
  });
}

/** The last to come, as many as may sit there at once. */
function* firstOf(beside: Iterable<Beside>): Generator<Beside> {
  let count = 0;
  for (const one of beside) {
    if (count++ === DOUBTS) return;
    yield one;
  }
}

/** Whether the power whose office it is may be gone before anybody is missed. */
function ends(
  { register, isLonger }: Context,
  power: EntityId | undefined,
  death: ResolvedEvent,
  grace: number,
): boolean {
  const entity = power === undefined ? undefined : register(entityRegister).get(power);
  if (entity === undefined || entity.ends.length === 0) return false;
  const later = register(turnRegister).of(entity).ends(from(death));
  for (const end of later) if (isLonger(death.id, end.id, grace) === "certain") return false;
  return true;
}
