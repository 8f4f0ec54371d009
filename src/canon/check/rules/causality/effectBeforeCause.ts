import type { EventId } from "../../../../events/envelope.ts";
import type { Likelihood } from "../../kit/likelihood.ts";
import { defineRule } from "../../kit/rule.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { listOf } from "../../kit/words.ts";
import { writtenDate } from "../../kit/writtenDate.ts";
import { type CauseLink, ringsOf } from "./rings.ts";

const FIELDS = [
  { field: "causes", words: "a cause of" },
  { field: "necessary", words: "necessary for" },
] as const;

/** From an event to one that its field names. */
interface CausalLink extends CauseLink {
  readonly field: (typeof FIELDS)[number]["field"];
  readonly words: string;
  readonly index: number;
  /** That the event lies before what it names. */
  readonly isBefore: Likelihood;
}

export const effectBeforeCause = defineRule({
  id: "causality/effect-before-cause",
  severity: "error",
  explain: {
    reports:
      "An event lies before one that caused it, or without which it cannot have happened; or such events lead round to one another, so that none of them can have come first.",
    wayOut: "`timeTravel: true` on either, or on one of a ring.",
    wrong: `
entities:
  gor: { kind: person }
  breen-crisis: { kind: conflict }
events:
  - { id: crisis-ends, type: ConflictEnded, at: 2386-09, conflict: breen-crisis }
  - { id: gor-becomes-domo, type: DomoReplaced, at: 2386-04, successor: gor, manner: disgraced, causes: [crisis-ends] }
`,
    right: `
entities:
  gor: { kind: person }
  breen-crisis: { kind: conflict }
events:
  - { id: crisis-ends, type: ConflictEnded, at: 2386-09, conflict: breen-crisis }
  - { id: gor-becomes-domo, type: DomoReplaced, at: 2386, successor: gor, manner: disgraced, causes: [crisis-ends] }
`,
  },
  check: (context) => {
    const { chronicle, isBefore } = context;
    const open: CausalLink[] = [];
    return {
      each(event) {
        for (const { field, words } of FIELDS)
          for (const [index, id] of (event[field] ?? []).entries()) {
            const cause = chronicle.event(id);
            if (cause === undefined || cause.timeTravel === true || event.timeTravel === true) continue;
            const link = { from: event.id, to: id, field, words, index, isBefore: isBefore(event.id, id) };
            // What dates make certain is a mistake by itself; the rest of a ring that it closes may be right.
            if (link.isBefore === "certain") reportLink(context, link);
            else open.push(link);
          }
      },
      finish() {
        const round = new Set<CausalLink>();
        for (const ring of ringsOf(open)) {
          for (const link of ring) round.add(link);
          reportRing(context, ring);
        }
        for (const link of open) if (!round.has(link)) reportLink(context, link);
      },
    };
  },
});

function reportLink(context: RuleContext<unknown>, { from, to, field, words, index, isBefore }: CausalLink): void {
  const [effect, cause] = [dateOf(context, from), dateOf(context, to)];
  context.report({
    likelihood: isBefore,
    message: `${from} (${effect}) lies before ${to} (${cause}), which is ${words} it.`,
    events: [from, to],
    entities: [],
    at: [
      { event: from, path: [field, index], role: `the effect (${effect})` },
      { event: to, path: ["at"], role: `the cause comes later (${cause})` },
    ],
  });
}

function reportRing(context: RuleContext<unknown>, ring: readonly CausalLink[]): void {
  const [first] = ring;
  context.report({
    message:
      ring.length === 1 && first !== undefined
        ? `${first.from} (${dateOf(context, first.from)}) is ${first.words} itself.`
        : `${listOf(told(ring))}: none of them can have come first.`,
    help: "Take one of these links out, or say what travels through time: `timeTravel: true`.",
    events: ring.map(({ from }) => from),
    entities: [],
    at: ring.map(({ from, to, field, index, words }) => ({
      event: from,
      path: [field, index],
      role: `${to} is ${words} ${from === to ? "itself" : `${from} (${dateOf(context, from)})`}`,
    })),
    inOrder: true,
  });
}

/** Links of a ring that a sentence tells. */
const TOLD = 5;

function told(ring: readonly CausalLink[]): string[] {
  const links = ring.slice(0, TOLD).map(({ from, to, words }) => `${to} is ${words} ${from}`);
  return ring.length > TOLD ? [...links, `so on, round ${ring.length} events`] : links;
}

const dateOf = ({ chronicle }: RuleContext<unknown>, id: EventId): string => writtenDate(chronicle.event(id)?.at);
