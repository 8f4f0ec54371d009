import { DAY } from "../../../events/dates/span.ts";
import { parseDuration } from "../../../events/dates/duration.ts";
import type { EventId } from "../../../events/envelope.ts";
import { ValorisError } from "../../../events/valorisError.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { YEAR } from "../comparison.ts";
import type { Likelihood } from "../likelihood.ts";
import { lifePlace } from "../placeOf.ts";
import { type Entity, entityRegister } from "../registers/entities.ts";
import { defineRule } from "../rule.ts";
import type { RuleContext } from "../ruleContext.ts";
import { dated, writtenDate } from "../writtenDate.ts";

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
      "The text says how old somebody was (`states: { age: 40 }`, of the one person that the event names) or how long something had lasted when it ended (`states: { duration: P40Y }`), and the dates say otherwise.",
    wayOut: "`timeTravel: true`; or an `expect:`, where the text is wrong in-world.",
    wrong: `
events:
  - { id: gor-born, type: PersonBorn, at: 2330-06, person: gor }
  - { id: gor-dies, type: PersonDied, at: 2387-02, person: gor, states: { age: 40 } }
`,
    right: `
events:
  - { id: gor-born, type: PersonBorn, at: 2330-06, person: gor }
  - { id: gor-dies, type: PersonDied, at: 2387-02, person: gor, states: { age: 56 } }
`,
  },
  check: (context) => ({
    visit(event) {
      const { states } = event;
      if (states === undefined || event.timeTravel === true) return;
      if (states.age !== undefined) checkAge(context, event, states.age);
      if (states.duration !== undefined) checkDuration(context, event, states.duration);
    },
  }),
});

type Context = RuleContext<{ readonly tolerance: number }>;

function checkAge(context: Context, event: ResolvedEvent, age: number): void {
  const persons = context
    .register(entityRegister)
    .named(event)
    .flatMap(({ entity }) => (entity?.kinds.has("person") === true ? [entity] : []));
  const [person, ...others] = new Set(persons);
  // Whose age it is must be plain.
  if (person === undefined || others.length > 0) return;
  report(context, event, person, "age", `aged ${age}`, { shortest: age * YEAR - DAY, longest: (age + 1) * YEAR + DAY });
}

function checkDuration(context: Context, event: ResolvedEvent, text: string): void {
  const length = durationOf(text);
  const ended = context
    .register(entityRegister)
    .named(event)
    .find(({ role }) => role === "ends")?.entity;
  if (length === undefined || ended === undefined) return;
  const { tolerance } = context.parameters;
  const bounds = { shortest: length.shortest * (1 - tolerance), longest: length.longest * (1 + tolerance) };
  report(context, event, ended, "duration", `after ${text}`, bounds);
}

/** A duration is free text to the schema; one that cannot be read says nothing. */
function durationOf(text: string): { shortest: number; longest: number } | undefined {
  try {
    return parseDuration(text);
  } catch (error) {
    if (error instanceof ValorisError) return undefined;
    throw error;
  }
}

function report(
  context: Context,
  event: ResolvedEvent,
  { id, starts, sentinel }: Entity,
  field: "age" | "duration",
  said: string,
  bounds: { readonly shortest: number; readonly longest: number },
): void {
  const [start, ...more] = starts;
  const begun = start === undefined ? undefined : context.chronicle.event(start);
  if (begun === undefined || more.length > 0 || sentinel || begun.timeTravel === true || begun.id === event.id) return;
  context.report({
    likelihood: outside(context, begun.id, event.id, bounds),
    message: `${dated(event)} says “${said}” of ${id}, whose beginning is dated ${writtenDate(begun.at)}.`,
    events: [event.id, begun.id],
    entities: [id],
    at: [
      { event: event.id, path: ["states", field], role: `${said}, by the text (${writtenDate(event.at)})` },
      lifePlace(context, begun, id),
    ],
  });
}

function outside(
  { chronicle }: Context,
  from: EventId,
  to: EventId,
  { shortest, longest }: { readonly shortest: number; readonly longest: number },
): Likelihood {
  const { earliest, latest } = chronicle.gap(from, to);
  if (latest < shortest || earliest > longest) return "certain";
  if (earliest === Number.NEGATIVE_INFINITY && latest === Number.POSITIVE_INFINITY) return "no";
  return earliest >= shortest && latest <= longest ? "no" : "possible";
}
