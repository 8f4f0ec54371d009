import type { EntityId } from "../../events/envelope.ts";
import type { Chronicle } from "../../timelines/chronicle.ts";
import { chronicleAt, isOfTwoTimes, type Point } from "../../timelines/point.ts";
import { type ClaimBelief, credencesOf, type QuestionBelief } from "./credences.ts";
import { type Replacement, editedChronicle } from "./editedChronicle.ts";
import { editsOf, type Held, heldOf } from "./held.ts";
import { type BeliefOptions, type Survey, survey } from "./survey.ts";

/** What an observer makes of the reports that have reached it. */
export interface Beliefs {
  readonly observer: EntityId;
  /** ms. */
  readonly at: number;
  /** Of the questions that it knows to have been asked. */
  readonly questions: readonly QuestionBelief[];
  /** Of what it was told that answers none of them. */
  readonly claims: readonly ClaimBelief[];
}

/** A chronicle as an observer believes it to have been, up to an instant; and why. */
export interface BelievedChronicle extends Chronicle {
  readonly beliefs: Beliefs;
}

/**
 * History as an observer believes it to have been, at a point: the events that it has learned of, without those that it believes
 * never happened, and with those that it believes did, because of reports. The latter stand where they were reported, under the id
 * `believed-` and that of the report's event. It ends at the point; projections, explanations and replays read it like any other.
 *
 * @throws ValorisError `belief/unknown-observer`, `belief/news-speed`, `point/…`
 * @example
 * import { believed, bindChronicle } from "valoris";
 * import { readCanon } from "valoris/canon";
 *
 * const canon = await readCanon("fixtures/cardassian-advance.yaml");
 * const asKnown = bindChronicle(believed(canon, "starfleet-intelligence", { occurred: "2388-10-31" }));
 * console.log(asKnown.event("believed-militia-reported-crippled")?.type); // ForceCrippled
 * console.log(asKnown.event("gor-lets-it-run")); // undefined
 */
export function believed(
  history: Chronicle,
  observer: EntityId,
  point: Point = {},
  options: BeliefOptions = {},
): BelievedChronicle {
  const read = chronicleAt(history, point);
  return believe(read, survey(read, observer, point.occurred, options), options).history;
}

/** An observer's history, how it differs from the true one, and what it holds because of reports. */
export interface Belief {
  readonly history: BelievedChronicle;
  readonly edits: readonly Replacement[];
  readonly held: readonly Held[];
}

export function believe(read: Chronicle, found: Survey, options: BeliefOptions): Belief {
  const { observer, end, evidence } = found;
  const { questions, claims, statements } = credencesOf(evidence);
  const held = statements.flatMap((credence) => heldOf(credence, found));
  const edits = editsOf(read, found, held);
  const history = {
    ...editedChronicle(read, edits, end.index),
    ...(isOfTwoTimes(read)
      ? {
          // Another canon has other places: the instant is what stays.
          asOf: (recorded: Parameters<typeof read.asOf>[0]) =>
            believed(read.asOf(recorded), observer, { occurred: { instant: end.instant } }, options),
        }
      : {}),
    beliefs: { observer, at: end.instant, questions, claims },
  };
  return { history, edits, held };
}

/**
 * What an observer makes of the reports that have reached it, by a point. Every credence is explained: its lines are ln of
 * likelihood ratios, one a report, and sum to its log-odds.
 *
 * @throws ValorisError `belief/unknown-observer`, `belief/news-speed`, `point/…`
 * @example
 * import { beliefsOf } from "valoris";
 * import { readCanon } from "valoris/canon";
 *
 * const canon = await readCanon("fixtures/cardassian-advance.yaml");
 * const { questions } = beliefsOf(canon, "starfleet-intelligence", { occurred: "2388-05-31" });
 * console.log(questions[0]?.options[0]?.p.toFixed(2)); // 0.60
 */
export function beliefsOf(
  history: Chronicle,
  observer: EntityId,
  { occurred, ...recorded }: Point = {},
  options: BeliefOptions = {},
): Beliefs {
  const { evidence, end } = survey(chronicleAt(history, recorded), observer, occurred, options);
  const { questions, claims } = credencesOf(evidence);
  return { observer, at: end.instant, questions, claims };
}
