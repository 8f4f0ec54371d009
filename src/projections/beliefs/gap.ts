import type { EntityId, EventId } from "../../events/envelope.ts";
import type { Chronicle } from "../../timelines/chronicle.ts";
import { chronicleAt, type Point } from "../../timelines/point.ts";
import { factionsBehind, isPower } from "../facts/actsFor.ts";
import { believe } from "./believed.ts";
import { answersOf, type JudgedBelief, judge } from "./judge.ts";
import { nervesGap, type NervesGap } from "./nervesGap.ts";
import { type BeliefOptions, survey } from "./survey.ts";

/** An event that happened, and that an observer does not know of or does not believe. */
export interface MissedEvent {
  readonly event: EventId;
  readonly type: string;
  /** As placed; ms. */
  readonly at: number;
  /** What knowing it would add to the nervousness of the power behind the observer. */
  readonly weight: number;
}

/** What lies between what an observer believes and what is so. */
export interface Gap {
  readonly observer: EntityId;
  /** ms. */
  readonly at: number;
  /** What it believes and is not so. */
  readonly false: readonly JudgedBelief[];
  /** What it believes and canon does not decide. */
  readonly undecided: readonly JudgedBelief[];
  /** The questions that it knows of and that canon has not answered by the end of its history. */
  readonly open: readonly EntityId[];
  /** What is so and it does not know, or does not believe: what weighs most first. */
  readonly unknown: readonly MissedEvent[];
  /** What the powers behind it would feel if it knew: of an agency, the power that it acts for; of nobody's person, none. */
  readonly nervousness: readonly NervesGap[];
}

/**
 * What an observer believes that is false, what is true that it does not know, and how nervous that leaves the power behind it.
 *
 * @throws ValorisError `belief/unknown-observer`, `belief/news-speed`, `point/…`
 * @example
 * import { gapOf } from "valoris";
 * import { readCanon } from "valoris/canon";
 *
 * const canon = await readCanon("fixtures/cardassian-advance.yaml");
 * const gap = gapOf(canon, "starfleet-intelligence", { occurred: "2388-10-31" });
 * console.log(gap.false[0]?.reports[0]); // militia-reported-crippled
 * console.log(gap.open.length); // 4
 */
export function gapOf(history: Chronicle, observer: EntityId, point: Point = {}, options: BeliefOptions = {}): Gap {
  const read = chronicleAt(history, point);
  const found = survey(read, observer, point.occurred, options);
  const { end, facts } = found;
  const belief = believe(read, found, options);
  const settled = answersOf(read);
  const judged = judge(read, end.index, belief.held, settled);
  const { questions } = belief.history.beliefs;

  const missed = belief.edits.filter(({ events }) => events.length === 0).map(({ index }) => index);
  const nervousness = factionsBehind(facts, observer)
    .filter((power) => isPower(facts, power))
    .map((power) => nervesGap(power, read, belief.history, missed, end));
  const weights = new Map(nervousness.flatMap(({ because }) => because.map(({ event, value }) => [event, value])));
  const unknown = missed.flatMap((index): MissedEvent[] => {
    const event = read.events.at(index);
    if (event === undefined) return [];
    const { id, type, placed } = event;
    return [{ event: id, type, at: placed, weight: weights.get(id) ?? 0 }];
  });
  return {
    observer,
    at: end.instant,
    false: judged.filter(({ verdict }) => verdict === "false"),
    undecided: judged.filter(({ verdict }) => verdict === "undecided"),
    open: questions.map(({ question }) => question).filter((question) => !settled.has(question)),
    unknown: unknown.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
    nervousness,
  };
}
