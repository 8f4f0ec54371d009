import type { KnownEvent } from "../../events/catalogue/catalogue.ts";
import { COMPONENTS } from "../../events/catalogue/forces.ts";
import type { EntityId } from "../../events/envelope.ts";
import { log } from "../../events/exactMath.ts";
import { affiliations, factionsBehind, type AffiliationsState } from "../../projections/affiliations/affiliations.ts";
import { RELIABILITY } from "../../projections/beliefs/codingBook.ts";
import { defineProjection, type PlainEntry, type Sink } from "../../projections/defineProjection.ts";
import { COMPONENT_WEIGHTS, POWER_PARAMETERS } from "../../projections/power/codingBook.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";

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
  readonly mistakes: Map<EntityId, readonly Mistake[]>;
}

/** In ln P: what an observer sees more (or less) in a faction than there is. */
export const mistakenBy = ({ mistakes }: EstimatesState, observer: EntityId, about: EntityId): number =>
  (mistakes.get(observer) ?? []).reduce((sum, mistake) => (mistake.about === about ? sum + mistake.lnFactor : sum), 0);

export const estimates = defineProjection({
  name: "estimates",
  version: 1,
  needs: [affiliations],
  initial: (): EstimatesState => ({ mistakes: new Map() }),

  apply(
    { mistakes },
    event: ResolvedEvent,
    _sink: Sink<PlainEntry> | undefined,
    { affiliations: factions }: { readonly affiliations: AffiliationsState },
  ) {
    const add = (observer: EntityId, mistake: Mistake): void =>
      void mistakes.set(observer, [...(mistakes.get(observer) ?? []), mistake]);
    const { type, data } = event as ResolvedEvent & KnownEvent;
    switch (type) {
      case "ForceReduced":
      case "ForceCrippled": {
        if (event.known === undefined) break;
        const told = insiders(event, factions);
        const lnFactor = -lnOf(data.component, type === "ForceReduced" ? data.factor : POWER_PARAMETERS.crippledFactor);
        for (const observer of factions.factions.keys())
          if (observer !== data.faction && !told.has(observer))
            add(observer, { about: data.faction, lnFactor, report: undefined });
        break;
      }
      case "ReportFiled": {
        const claimed = claimedLoss(data.claim);
        if (claimed === undefined) break;
        const believed = typeof data.reliability === "number" ? data.reliability : RELIABILITY[data.reliability];
        const lnFactor = believed * lnOf(claimed.component, claimed.factor);
        const readers =
          event.known === undefined ? new Set(factionsBehind(factions, data.by)) : insiders(event, factions);
        for (const observer of readers)
          if (observer !== claimed.faction) add(observer, { about: claimed.faction, lnFactor, report: data.report });
        break;
      }
      case "ReportRetracted":
        for (const [observer, list] of mistakes)
          if (list.some(({ report }) => report === data.report))
            mistakes.set(
              observer,
              list.filter(({ report }) => report !== data.report),
            );
        break;
    }
  },

  view: (state) => Object.fromEntries(state.mistakes),
});

const insiders = ({ known = [] }: ResolvedEvent, factions: AffiliationsState): Set<EntityId> =>
  new Set(known.flatMap(({ who }) => factionsBehind(factions, who)));

/** A report that somebody has lost strength; what says so of a recorded event is no news. */
function claimedLoss(claim: object): { faction: EntityId; component: string; factor: number } | undefined {
  const { type, faction, component, factor } = claim as Record<string, unknown>;
  if (typeof faction !== "string" || typeof component !== "string") return undefined;
  if (type === "ForceCrippled") return { faction, component, factor: POWER_PARAMETERS.crippledFactor };
  return type === "ForceReduced" && typeof factor === "number" && factor > 0
    ? { faction, component, factor }
    : undefined;
}

/** Δ ln P = Σ w · ln factor. */
function lnOf(component: string, factor: number): number {
  let weights = 0;
  for (const [k, { weight }] of COMPONENT_WEIGHTS.entries())
    if (COMPONENTS[k] === component || (component === "military" && k < 2)) weights += weight;
  return weights * log(factor);
}
