import { DAY } from "../../../../events/dates/span.ts";
import { parseDuration } from "../../../../events/dates/duration.ts";
import type { EventId } from "../../../../events/envelope.ts";
import { ValorisError } from "../../../../events/valorisError.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { GREGORIAN_YEAR } from "../../kit/comparison.ts";
import { allOf, type Likelihood } from "../../kit/likelihood.ts";
import { lifePlace } from "../../registers/placeOf.ts";
import { statementRegister } from "../../registers/statements.ts";
import { defineRule } from "../../kit/rule.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { createTouching, type Touching } from "../../kit/touching.ts";
import { listOf } from "../../kit/words.ts";
import { dated } from "../../kit/writtenDate.ts";
import { type Counted, endOrReturnIn, personIn } from "./counted.ts";

export const statedDuration = defineRule({
  id: "numbers/stated-duration",
  severity: "warning",
  parameters: {
    tolerance: {
      default: 0.1,
      about: "Part of a stated duration by which the dates may miss it; ages are whole years.",
    },
  },
  explain: {
    reports:
      "The text says how old somebody was (`states: { age: 40 }`: of whoever dies, or of the one person that the event names), how long something had lasted when it ended (`states: { duration: P40Y }`: a war, a treaty, talks, a faction, a formation), or how long somebody or a ship was gone; and the dates say otherwise.",
    wayOut:
      "`timeTravel: true` on what somebody does out of their time, `retrospective: true` or `posthumous: true` where the text looks back; or an `expect:`, where the text is wrong in-world.",
    wrong: `
events:
  - { id: gor-born, type: PersonBorn, at: 2330-06, person: gor }
  - { id: gor-dies, type: PersonDied, at: 2387-02, person: gor, states: { age: 40 } }
`,
    right: `
entities:
  union: { kind: faction, standing: major }
events:
  - { id: gor-born, type: PersonBorn, at: 2330-06, person: gor }
  - { id: war-begins, type: ConflictBegun, at: 2347, conflict: border-war, sides: [union] }
  - { id: war-ends, type: ConflictEnded, at: 2387, conflict: border-war, states: { duration: P40Y } }
  - { id: gor-dies, type: PersonDied, at: 2387-02, person: gor, states: { age: 56 } }
`,
  },
  check: (context) => ({
    finish() {
      const judge = createJudge(context);
      for (const event of context.register(statementRegister).all) {
        const { age, duration } = event.states ?? {};
        if (event.timeTravel === true || event.retrospective === true) continue;
        if (age !== undefined && event.posthumous !== true) checkAge(context, event, age, judge);
        if (duration !== undefined) checkDuration(context, event, duration, judge);
      }
    },
  }),
});

type Context = RuleContext<{ readonly tolerance: number }>;

function checkAge(context: Context, event: ResolvedEvent, age: number, judge: Judge): void {
  const person = personIn(event, context);
  const bounds = { shortest: age * GREGORIAN_YEAR - DAY, longest: (Math.floor(age) + 1) * GREGORIAN_YEAR + DAY };
  // Who was gone for a while, or travelled, is younger than the dates.
  if (person !== undefined && !context.register(statementRegister).travellers.has(person.id))
    judge(event, person, "age", `aged ${age}`, bounds);
}

function checkDuration(context: Context, event: ResolvedEvent, text: string, judge: Judge): void {
  const length = durationOf(text);
  const counted = endOrReturnIn(event, context);
  if (length === undefined || counted === undefined) return;
  const { tolerance } = context.parameters;
  const bounds = { shortest: length.shortest * (1 - tolerance) - DAY, longest: length.longest * (1 + tolerance) + DAY };
  judge(event, counted, "duration", `after ${text}`, bounds);
}

/** A duration is free text to the schema; one that cannot be read says nothing. */
function durationOf(text: string): Bounds | undefined {
  try {
    return parseDuration(text);
  } catch (error) {
    if (error instanceof ValorisError) return undefined;
    throw error;
  }
}

interface Bounds {
  readonly shortest: number;
  readonly longest: number;
}

type Judge = (event: ResolvedEvent, counted: Counted, field: "age" | "duration", said: string, bounds: Bounds) => void;

/** What something counts from, if that can be said of it. */
interface Starts {
  readonly all: readonly ResolvedEvent[];
  readonly touching: Touching<ResolvedEvent>;
}

/** Of many beginnings, a finding names so many. */
const NAMED = 3;

function createJudge(context: Context): Judge {
  const known = new Map<string, Starts>();
  const startsOf = ({ id, since }: Counted, field: string): Starts => {
    const key = `${field} ${id}`;
    let starts = known.get(key);
    if (starts === undefined) {
      const all = since().flatMap((start) => context.chronicle.event(start) ?? []);
      const isUnsaid = all.some(({ at, timeTravel }) => at === undefined || timeTravel === true);
      starts = { all: isUnsaid ? [] : all, touching: createTouching(all, (start) => start, context) };
      known.set(key, starts);
    }
    return starts;
  };

  return (event, counted, field, said, bounds) => {
    const { id } = counted;
    const starts = startsOf(counted, field);
    const isAnother = (start: ResolvedEvent): boolean => start.id !== event.id;
    if (event.at === undefined || !starts.all.some(isAnother)) return;
    // What lies further away by its own dates certainly does not fit.
    const within = {
      earliest: event.occurred.earliest - bounds.longest,
      latest: event.occurred.latest - bounds.shortest,
    };
    const likelihood = allOf(starts.touching(within), (start) =>
      isAnother(start) ? outside(context, start.id, event.id, bounds) : "certain",
    );
    if (likelihood === "no") return;
    const named = starts.all
      .slice(0, NAMED + 1)
      .filter(isAnother)
      .slice(0, NAMED);
    context.report({
      likelihood,
      message: `${dated(event)} says “${said}” of ${id}, which does not fit ${listOf(named.map(dated))}${starts.all.length > named.length + 1 ? ", nor any other" : ""}.`,
      events: [event.id, ...named.map((start) => start.id)],
      entities: [id],
      at: [
        { event: event.id, path: ["states", field], role: `${said}, by the text` },
        ...named.map((start) => lifePlace(context, start, id)),
      ],
    });
  };
}

function outside({ chronicle }: Context, from: EventId, to: EventId, { shortest, longest }: Bounds): Likelihood {
  const { earliest, latest } = chronicle.gap(from, to);
  if (latest < shortest || earliest > longest) return "certain";
  if (earliest === Number.NEGATIVE_INFINITY && latest === Number.POSITIVE_INFINITY) return "no";
  return earliest >= shortest && latest <= longest ? "no" : "possible";
}
