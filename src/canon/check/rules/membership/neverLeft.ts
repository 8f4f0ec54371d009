import { DAY } from "../../../../events/dates/span.ts";
import type { EntityId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { append } from "../../../../idioms/multimap.ts";
import { eventsOf } from "../../kit/eventOf.ts";
import { isInTime } from "../../kit/inTime.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { all } from "../../kit/likelihood.ts";
import { lifePlace, lifeWords, placeOf } from "../../registers/placeOf.ts";
import { entityRegister } from "../../registers/entities.ts";
import { type Joining, joiningRegister } from "../../registers/joinings.ts";
import { lifespanRegister } from "../../registers/lifespans.ts";
import { defineRule } from "../../kit/rule.ts";
import { listOf } from "../../kit/words.ts";
import { withDate, writtenDate } from "../../kit/writtenDate.ts";
import { stepPlace } from "./twoSteps.ts";
import { reportOutside } from "../../registers/outsideSpan.ts";

export const neverLeft = defineRule({
  id: "membership/never-left",
  severity: "error",
  parameters: { battleDays: { default: 30, about: "Days after the end of a war in which stragglers still fight." } },
  explain: {
    reports:
      "A war or a league is over, and somebody had not left it by then: canon lets them leave, or join, only afterwards, or shows them in a battle of that war more than a month after its end. Or one makes peace with others, or all others have left, each by an event of its own, and it never leaves though the war goes on. Who only was in at the end is out with it, and is not meant. Treaties are treaty/member-outside-span.",
    wayOut:
      "A battle of no `conflict:`, or of another; `retrospective: true`. Stragglers have a month to hear of the end.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
events:
  - { id: war-begins, type: ConflictBegun, at: 2380, conflict: border-war, sides: [breen-confederacy, cardassian-union] }
  - { id: war-ends, type: ConflictEnded, at: 2384, conflict: border-war }
  - { id: breen-withdraw, type: BelligerentLeft, at: 2386, conflict: border-war, belligerent: breen-confederacy }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
events:
  - { id: war-begins, type: ConflictBegun, at: 2380, conflict: border-war, sides: [breen-confederacy, cardassian-union] }
  - { id: breen-withdraw, type: BelligerentLeft, at: 2384, conflict: border-war, belligerent: breen-confederacy }
  - { id: war-ends, type: ConflictEnded, at: 2384, conflict: border-war }
`,
  },
  check: (context) => ({
    on: {
      contest({ conflict, sides }, event) {
        if (conflict === undefined) return;
        const outside = context.register(lifespanRegister).afterEnd(event, conflict);
        if (outside === undefined) return;
        const { bound: end } = outside;
        const fighters = [...new Set(sides.flat())];
        const { battleDays } = context.parameters;
        context.report({
          likelihood: all(outside.likelihood, context.isLonger(end.id, event.id, battleDays * DAY)),
          message: `${listOf(fighters)} fight${fighters.length === 1 ? "s" : ""} in ${conflict} (${writtenDate(event.at)}), which ${lifeWords(end)} more than ${battleDays} days before.`,
          entities: [conflict, ...fighters],
          at: [
            { event: event.id, path: ["conflict"], role: withDate("fought here", event) },
            lifePlace(context, end, conflict),
          ],
        });
      },
    },
    each(event) {
      reportSeparatePeace(context, event);
    },
    finish() {
      reportLastIn(context);
      const entities = context.register(entityRegister);
      const lifespans = context.register(lifespanRegister);
      for (const joining of context.register(joiningRegister).all.flat()) {
        const { event, member, body, comes, atFirst } = joining;
        if (atFirst || entities.get(body)?.kinds.has("treaty") === true) continue;
        const step = comes ? "joins" : "leaves";
        reportOutside(context, body, [lifespans.afterEnd(event, body)], () => ({
          sentence: `${withDate(`${member} ${step} ${body}`, event)}, which`,
          entities: [member, body],
          at: stepPlace(context, joining, withDate(`${step} here`, event)),
        }));
      }
    },
  }),
});

type Context = RuleContext<{ readonly battleDays: number }>;

/** Who makes peace with others by a treaty, and is in the war for all that canon says, though it goes on for some. */
function reportSeparatePeace(context: Context, event: ResolvedEvent): void {
  if (!isInTime(event)) return;
  const pact = context.effects(event).find((effect) => effect.kind === "bond" && effect.change === "ratified");
  if (pact?.kind !== "bond" || !pact.pledges.includes("peace")) return;
  const { register, isBefore, isLonger, parameters } = context;
  const { canonical, get } = register(entityRegister);
  const joinings = register(joiningRegister);
  const parties = new Set(pact.parties.map(canonical));
  for (const { id: war } of context.references(event).filter(({ targets }) => targets.includes("conflict"))) {
    const [end] = eventsOf(context, get(war)?.ends ?? []);
    if (end === undefined || end.timeTravel === true) continue;
    const others = joinings.comersTo(war).filter(({ member }) => !parties.has(member));
    if (others.length === 0) continue;
    const staying = [...parties].filter((party) => {
      const own = joinings.of(party, war);
      return own.length > 0 && own.every((one) => one.comes && isBefore(one.event.id, event.id) === "certain");
    });
    // Whoever ended is out with it.
    const isThere = (one: EntityId): boolean => get(one)?.sentinel !== true && (get(one)?.ends.length ?? 0) === 0;
    for (const party of staying.filter(isThere))
      context.report({
        likelihood: isLonger(event.id, end.id, parameters.battleDays * DAY),
        message: `${party} makes peace in ${war} (${writtenDate(event.at)}), but never leaves it, and it ${lifeWords(end)} more than ${parameters.battleDays} days later.`,
        help: `Say when ${party} left: a \`BelligerentLeft\`.`,
        entities: [war, party],
        at: [placeOf(context, event, party, withDate("makes peace here", event)), lifePlace(context, end, war)],
      });
  }
}

/** Of a war of several sides that no event ends: the one who is left in it when all others, two at least, have left it each by an event. */
function reportLastIn(context: Context): void {
  const { register, isBefore, isLonger, end, parameters } = context;
  const { get } = register(entityRegister);
  const wars = new Map<EntityId, (readonly Joining[])[]>();
  for (const joinings of register(joiningRegister).all)
    if (joinings[0] !== undefined && get(joinings[0].body)?.kinds.has("conflict") === true)
      append(wars, joinings[0].body, joinings);
  for (const [war, members] of wars) {
    const inIt = members.filter((own) => own.at(-1)?.comes === true);
    const [last] = inIt;
    const leavings = members.flatMap((own) => own.filter(({ comes }) => !comes).slice(-1));
    const lastLeaving = latest(leavings.map(({ event }) => event));
    const sides = new Set(members.flatMap((own) => own.flatMap(({ side }) => side?.[0] ?? [])));
    if (
      sides.size < 2 ||
      inIt.length !== 1 ||
      last?.[0] === undefined ||
      leavings.length < 2 ||
      lastLeaving === undefined
    )
      continue;
    const { member, event } = last[last.length - 1] ?? last[0];
    const [one, body] = [get(member), get(war)];
    if (one === undefined || body === undefined || end === undefined || !isInTime(event)) continue;
    if (one.sentinel || body.sentinel || one.ends.length + body.ends.length > 0) continue;
    context.report({
      likelihood: all(isBefore(event.id, lastLeaving.id), isLonger(lastLeaving.id, end, parameters.battleDays * DAY)),
      message: `${member} never leaves ${war}, which all others had left by ${writtenDate(lastLeaving.at)}.`,
      help: `Say when ${member} left, or that the war was over: a \`ConflictEnded\`.`,
      entities: [war, member],
      at: [
        placeOf(context, event, member, withDate("joined here", event)),
        placeOf(context, lastLeaving, war, withDate("the last of the others leaves here", lastLeaving)),
      ],
    });
  }
}

const latest = (events: readonly ResolvedEvent[]): ResolvedEvent | undefined =>
  events.reduce<ResolvedEvent | undefined>(
    (last, one) => (last === undefined || one.occurred.latest >= last.occurred.latest ? one : last),
    undefined,
  );
