import { catalogue } from "../../events/catalogue/catalogue.ts";
import type { Claim } from "../../events/claim.ts";
import { COMPONENTS } from "../../events/component.ts";
import type { Strength, Word } from "../../events/effects.ts";
import { effectsOf } from "../../events/effectsOf.ts";
import type { EntityId } from "../../events/envelope.ts";
import { log } from "../../idioms/exactMath.ts";
import { assertionOf, eventStated } from "../../projections/beliefs/claims.ts";
import { RELIABILITY } from "../../projections/beliefs/codingBook.ts";
import { defineProjection, type Moment } from "../../projections/defineProjection.ts";
import { factionsBehind } from "../../projections/facts/actsFor.ts";
import { facts } from "../../projections/facts/facts.ts";
import type { FactsState } from "../../projections/facts/factsState.ts";
import { COMPONENT_WEIGHTS, POWER_PARAMETERS } from "../../projections/power/codingBook.ts";
import { append } from "../../idioms/multimap.ts";

/** By how much someone mistakes a faction's strength. */
interface Mistake {
  readonly about: EntityId;
  /** What is added to ln P in the observer's eyes. */
  readonly lnFactor: number;
  /** The report that it rests on, while it stands. */
  readonly report: EntityId | undefined;
}

/** What powers believe of each other's strength, as far as it is not so: what was kept from them, and what they were told. */
export interface EstimatesState {
  readonly mistakes: Map<EntityId, Mistake[]>;
}

/** In ln P: what an observer sees more (or less) in a faction than there is. */
export const mistakenBy = ({ mistakes }: EstimatesState, observer: EntityId, about: EntityId): number =>
  (mistakes.get(observer) ?? []).reduce((sum, mistake) => (mistake.about === about ? sum + mistake.lnFactor : sum), 0);

export const estimates = defineProjection({
  name: "estimates",
  version: 2,
  needs: [facts],
  initial: (): EstimatesState => ({ mistakes: new Map() }),

  on: {
    strength(state, effect, at, _sink, needed) {
      keepFrom(state, effect, at, needed.facts);
    },
    word(state, effect, at, _sink, needed) {
      if (effect.change === "filed") tell(state, effect, at, needed.facts);
      else if (effect.change !== "planted") forgetReport(state, effect.report);
    },
  },

  view: (state) => Object.fromEntries(state.mistakes),
});

function add({ mistakes }: EstimatesState, observer: EntityId, mistake: Mistake): void {
  append(mistakes, observer, mistake);
}

function forgetReport({ mistakes }: EstimatesState, report: EntityId | undefined): void {
  for (const [observer, list] of mistakes)
    if (list.some((mistake) => mistake.report === report))
      mistakes.set(
        observer,
        list.filter((mistake) => mistake.report !== report),
      );
}

/** Whoever is not told of a loss goes on seeing what was lost. */
function keepFrom(
  state: EstimatesState,
  { of, component, change, amount }: Strength,
  at: Moment,
  known: FactsState,
): void {
  if (change !== "times" || at.known === undefined) return;
  const told = insiders(at, known);
  const lnFactor = -lnOf(component, amount ?? POWER_PARAMETERS.crippledFactor);
  for (const observer of known.factions.keys())
    if (observer !== of && !told.has(observer)) add(state, observer, { about: of, lnFactor, report: undefined });
}

/** Whoever reads a report of a loss believes it as far as its author may be trusted. */
function tell(state: EstimatesState, { report, by, claim, reliability }: Word, at: Moment, known: FactsState): void {
  const claimed = claim === undefined ? undefined : claimedLoss(claim);
  if (claimed === undefined || reliability === undefined) return;
  const believed = typeof reliability === "number" ? reliability : RELIABILITY[reliability];
  const lnFactor = believed * lnOf(claimed.component, claimed.amount ?? POWER_PARAMETERS.crippledFactor);
  const readers = at.known === undefined ? new Set(factionsBehind(known, by)) : insiders(at, known);
  for (const observer of readers)
    if (observer !== claimed.of) add(state, observer, { about: claimed.of, lnFactor, report });
}

const insiders = ({ known = [] }: Moment, state: FactsState): Set<EntityId> =>
  new Set(known.flatMap(({ who }) => factionsBehind(state, who)));

/** What a report says that somebody has lost of their strength; what it says of a recorded event is no news. */
function claimedLoss(claim: Claim): Strength | undefined {
  const { statement, denied } = assertionOf(claim);
  const event = denied ? undefined : eventStated(statement, "claimed", catalogue);
  if (event === undefined) return undefined;
  return effectsOf(event, catalogue).find(
    (effect): effect is Strength => effect.kind === "strength" && effect.change === "times",
  );
}

/** Δ ln P = Σ w · ln factor. */
function lnOf(component: string, factor: number): number {
  let weights = 0;
  for (const [k, { weight }] of COMPONENT_WEIGHTS.entries())
    if (COMPONENTS[k] === component || (component === "military" && k < 2)) weights += weight;
  return weights * log(factor);
}
