import { canonicalJson } from "../../../../events/contentHash.ts";
import { DAY } from "../../../../events/dates/span.ts";
import type { EntityKind } from "../../../../events/fields.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import type { Likelihood } from "../../kit/likelihood.ts";
import { defineRule } from "../../kit/rule.ts";
import { dated } from "../../kit/writtenDate.ts";

/** Events of the same participants that an event is held against. */
const MEMORY = 4;

export const nearDuplicateEvent = defineRule({
  id: "identity/near-duplicate-event",
  severity: "info",
  confidence: "likely",
  parameters: {
    days: { default: 3, about: "Events may be so far apart and still be one." },
    similarity: { default: 0.5, about: "Share of words that two texts must have in common (Jaccard 1901)." },
  },
  explain: {
    reports:
      "Two events of one type have the same participants, all but the same date, and much the same text. Where one of them has no text, they are held to be one only where they are at the same place, within days; a name or a number that only one text has, each of them another, tells them apart.",
    wrong: `
entities:
  cardassian-union: { kind: faction, standing: major }
  breen-confederacy: { kind: faction, standing: major }
  dozaria: { kind: system }
events:
  - id: breach
    type: BorderBreached
    at: 2388-10-10
    by: cardassian-union
    against: breen-confederacy
    systems: [dozaria]
    text: The Cardassian Guard crosses the Breen border.
  - id: guard-crosses-border
    type: BorderBreached
    at: 2388-10-11
    by: cardassian-union
    against: breen-confederacy
    systems: [dozaria]
    text: The Guard crosses the Breen border.
`,
    right: `
entities:
  cardassian-union: { kind: faction, standing: major }
  breen-confederacy: { kind: faction, standing: major }
  dozaria: { kind: system }
events:
  - id: breach
    type: BorderBreached
    at: 2388-10-10
    by: cardassian-union
    against: breen-confederacy
    systems: [dozaria]
    text: The Cardassian Guard crosses the Breen border.
  - id: second-wave
    type: BorderBreached
    at: 2388-10-11
    by: cardassian-union
    against: breen-confederacy
    systems: [dozaria]
    text: A second wave follows after heavy losses.
`,
  },
  check: ({ chronicle, parameters, references, effects, isBefore, isClose, report }) => {
    const lately = createMemory(parameters.days * DAY);
    const isSameTime = (a: ResolvedEvent, b: ResolvedEvent): Likelihood => {
      const isWhole = Number.isFinite(a.occurred.latest - a.occurred.earliest);
      if (isWhole && canonicalJson(a.at) === canonicalJson(b.at)) return "certain";
      return isClose(a.id, b.id, parameters.days * DAY);
    };
    const endsSomething = (event: ResolvedEvent): boolean =>
      effects(event).some((effect) => effect.kind === "life" && effect.change === "ends");
    // A year full of battles between the same two is no reason to think that they are one.
    const isOneByItsPlace = (...both: readonly ResolvedEvent[]): boolean =>
      both.every(
        (event) =>
          event.occurred.latest - event.occurred.earliest <= parameters.days * DAY &&
          references(event).some(({ targets }) => targets.some((target) => PLACES.has(target))),
      );
    const isSimilar = (a: ResolvedEvent, b: ResolvedEvent): boolean => {
      const [first, second] = [proseOf(a), proseOf(b)];
      // Nothing ends twice.
      if (first === "" || second === "") return isOneByItsPlace(a, b) || (endsSomething(a) && endsSomething(b));
      return !namesDiffer(first, second) && similarity(first, second) >= parameters.similarity;
    };
    // What is cheap to see comes first: most events are alone in their days.
    const isNear = (a: ResolvedEvent, b: ResolvedEvent): boolean =>
      a.occurred.latest + parameters.days * DAY >= b.occurred.earliest &&
      isSimilar(a, b) &&
      !names(a, b.id) &&
      !names(b, a.id) &&
      saysTheSame(a.data, b.data);

    return {
      each(event) {
        const participants = references(event);
        if (event.at === undefined || participants.length === 0) return;
        const definition = chronicle.catalogue.definitions.get(event.type);
        if (definition === undefined || definition.undated) return;
        let key: string = event.type;
        for (const { id } of participants) key += ` ${id}`;
        const before = lately.like(key).find((other) => isNear(other, event));
        lately.add(key, event);
        // One death that is told for two days is lifespan/twice-ended's.
        if (before === undefined || (endsSomething(event) && isBefore(before.id, event.id) === "certain")) return;
        report({
          likelihood: isSameTime(before, event),
          message: `${dated(event)} says nearly the same as ${dated(before)}.`,
          help: "Keep one of them, or say what tells them apart.",
          events: [before.id, event.id],
          entities: [],
          at: [
            { event: event.id, path: ["id"], role: "here" },
            { event: before.id, path: ["id"], role: "and here" },
          ],
        });
      },
    };
  },
});

interface Memory {
  /** What may be near an event, the latest first. */
  like(key: string): readonly ResolvedEvent[];
  add(key: string, event: ResolvedEvent): void;
}

/** Remembers events by key for as long as they can be near others; vague ones always. */
function createMemory(reach: number): Memory {
  const vague = new Map<string, ResolvedEvent[]>();
  let [recent, older] = [new Map<string, ResolvedEvent[]>(), new Map<string, ResolvedEvent[]>()];
  let since = Number.NEGATIVE_INFINITY;
  const isVague = ({ occurred: { earliest, latest } }: ResolvedEvent): boolean => !(latest - earliest <= reach);
  return {
    like: (key) => {
      const found = [recent, older, vague].map((events) => events.get(key)).filter((events) => events !== undefined);
      return found.length === 0 ? NONE : found.flatMap((events) => events.toReversed());
    },
    add(key, event) {
      const { placed } = event;
      // What is no longer than the reach and was placed two of them ago is out of it.
      if (placed - since > 3 * reach) {
        [recent, older] = [new Map(), placed - since > 6 * reach ? new Map() : recent];
        since = placed;
      }
      const memory = isVague(event) ? vague : recent;
      const events = memory.get(key);
      if (events === undefined) memory.set(key, [event]);
      else if (events.push(event) > MEMORY) events.shift();
    },
  };
}

const NONE: readonly ResolvedEvent[] = [];

/** What counts from another event, or comes of it, is not the other. */
const names = ({ at, causes = [], necessary = [] }: ResolvedEvent, other: string): boolean =>
  causes.includes(other) || necessary.includes(other) || JSON.stringify(at).includes(JSON.stringify(other));

const isProse = (value: unknown): value is string => typeof value === "string" && /\s/.test(value);

/** Everything but the prose. */
function saysTheSame(a: unknown, b: unknown): boolean {
  const [one, other] = [a, b].map((data) =>
    canonicalJson(
      typeof data === "object" && data !== null ? Object.entries(data).filter(([, value]) => !isProse(value)) : data,
    ),
  );
  return one === other;
}

function proseOf({ title, text, data }: ResolvedEvent): string {
  const own = typeof data === "object" && data !== null ? Object.values(data).filter(isProse) : [];
  return [title ?? "", text ?? "", ...own].join(" ").trim();
}

/** Where something happens; that both have the same, their references say. */
const PLACES: ReadonlySet<string> = new Set<EntityKind>(["system", "region"]);

/** Whether each has a name or a number that the other has not: “Battle of Kerrin”, “Battle of Doro”; “first”, “second” where they begin. */
function namesDiffer(a: string, b: string): boolean {
  const [first, second] = [a, b].map((text) => new Set(text.match(WORDS) ?? []));
  const hasOwn = (own: ReadonlySet<string> | undefined, other: string): boolean => {
    const words = wordsOf(other);
    return [...(own ?? [])].some((word) => /^[\p{Lu}\p{N}]/u.test(word) && !words.has(word.toLowerCase()));
  };
  return hasOwn(first, b) && hasOwn(second, a);
}

const WORDS = /[\p{L}\p{N}]+/gu;
const wordsOf = (text: string): ReadonlySet<string> => new Set(text.toLowerCase().match(WORDS) ?? []);

/** Words in common over words in all. */
function similarity(a: string, b: string): number {
  const [first, second] = [wordsOf(a), wordsOf(b)];
  if (first.size + second.size === 0) return 1;
  const common = [...first].filter((word) => second.has(word)).length;
  return common / (first.size + second.size - common);
}
