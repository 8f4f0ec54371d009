import type { Catalogue } from "../../events/createCatalogue.ts";
import { DAY } from "../../events/dates/span.ts";
import type { EntityId } from "../../events/envelope.ts";
import { ValorisError } from "../../events/valorisError.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { factionsBehind } from "../facts/actsFor.ts";
import type { FactsState } from "../facts/factsState.ts";
import { rulersIn } from "../territory/rulers.ts";
import type { TerritoryState } from "../territory/territoryState.ts";

type Position = readonly number[];

/** News that takes its time. */
export interface News {
  /** ms. */
  delay(event: ResolvedEvent, observer: EntityId): number;
}

/**
 * News goes from the nearest system that an event names to the capital of the powers behind an observer or, where canon names
 * none, to the nearest of their systems. Where either has no position it arrives at once.
 *
 * @throws ValorisError `belief/news-speed`
 */
export function newsOver(
  speed: number,
  { facts, territory: state }: { readonly facts: FactsState; readonly territory: TerritoryState },
  catalogue: Catalogue,
): News {
  if (!(speed > 0))
    throw new ValorisError("belief/news-speed", `News cannot travel at ${speed} map units a day.`, {
      help: "Give a speed above 0, or none: then news arrives at once.",
    });
  const placesOf = ({ type, data }: ResolvedEvent): EntityId[] =>
    (catalogue.definitions.get(type)?.references(data) ?? []).map(({ id }) => id);
  const seatsOf = (power: EntityId): EntityId[] => {
    const capital = state.capitals.get(power);
    if (capital !== undefined) return [capital];
    return [...state.systems].filter(([, system]) => rulersIn(system).includes(power)).map(([system]) => system);
  };
  const positioned = (systems: readonly EntityId[]): Position[] =>
    systems.flatMap((system) => {
      const position = state.systems.get(system)?.position;
      return position === undefined ? [] : [position];
    });

  return {
    delay(event, observer) {
      if (!Number.isFinite(event.placed)) return 0;
      const from = positioned(placesOf(event));
      if (from.length === 0) return 0;
      const to = positioned(factionsBehind(facts, observer).flatMap(seatsOf));
      const nearest = from
        .flatMap((a) => to.map((b) => distance(a, b)))
        .reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
      return Number.isFinite(nearest) ? Math.ceil((nearest / speed) * DAY) : 0;
    },
  };
}

const distance = (a: Position, b: Position): number =>
  Math.sqrt(a.reduce((sum, x, i) => sum + (x - (b[i] ?? 0)) * (x - (b[i] ?? 0)), 0));
