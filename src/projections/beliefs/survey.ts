import { ValorisError } from "../../events/valorisError.ts";
import { closest } from "../../events/closest.ts";
import type { EntityId } from "../../events/envelope.ts";
import { batchesOf, type Chronicle } from "../../timelines/chronicle.ts";
import { endPlace, type OccurredPoint, type Place } from "../../timelines/point.ts";
import { facts } from "../facts/facts.ts";
import type { FactsState } from "../facts/factsState.ts";
import { createFold } from "../fold.ts";
import { territory } from "../territory/territory.ts";
import type { TerritoryState } from "../territory/territoryState.ts";
import { learn, newEvidence, type Evidence } from "./evidence.ts";
import { learnedAt } from "./learning.ts";
import { newsOver } from "./news.ts";

export interface BeliefOptions {
  /** How fast news of what is public travels, in map units a day; at once if absent. */
  readonly newsSpeed?: number;
}

/** What an observer has learned of a history by an instant, from one pass over it. */
export interface Survey {
  readonly observer: EntityId;
  readonly end: Place;
  readonly evidence: Evidence;
  /** Places of the events that it has not learned of by then, in order. */
  readonly unlearned: readonly number[];
  readonly facts: FactsState;
}

/** @throws ValorisError `belief/unknown-observer`, `belief/news-speed`, `point/…` */
export function survey(
  history: Chronicle,
  observer: EntityId,
  occurred: OccurredPoint | undefined,
  { newsSpeed }: BeliefOptions = {},
): Survey {
  const end = endPlace(history, occurred);
  const { catalogue } = history;
  const fold = createFold(newsSpeed === undefined ? [facts] : [facts, territory], { catalogue });
  const states = fold.states() as { readonly facts: FactsState; readonly territory: TerritoryState };
  const news = newsSpeed === undefined ? undefined : newsOver(newsSpeed, states, catalogue);
  const learning = { catalogue, ...(news === undefined ? {} : { delay: news.delay }) };
  const evidence = newEvidence();
  const unlearned: number[] = [];
  let index = 0;
  for (const batch of batchesOf(history.events, 0, end.index))
    for (const event of batch) {
      fold.apply([event]);
      const learned = learnedAt(event, observer, states.facts, learning);
      if (learned === undefined || learned > end.instant) unlearned.push(index);
      else learn(evidence, event, catalogue);
      index++;
    }
  if (!canObserve(history, observer)) throw unknownObserver(observer, states.facts);
  return { observer, end, evidence, unlearned, facts: states.facts };
}

const canObserve = (history: Chronicle, id: EntityId): boolean => {
  const kind = history.kindOf(id);
  return kind === "faction" || kind === "formation" || kind === "person";
};

function unknownObserver(observer: EntityId, { factions, owners }: FactsState): ValorisError {
  const known = [...new Set([...factions.keys(), ...owners.keys()])];
  const suggestion = closest(observer, known);
  return new ValorisError("belief/unknown-observer", `Nobody of the name “${observer}” could know anything.`, {
    help:
      suggestion === undefined
        ? "An observer is a faction, a formation or a person of this canon, by id."
        : `Did you mean ${suggestion}?`,
    details: { observer },
  });
}
