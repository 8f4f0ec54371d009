import type { Rank } from "../../events/effects.ts";
import type { EntityId } from "../../events/envelope.ts";

/** As much of the facts as says who stands behind whom. */
export interface Belonging {
  readonly factions: { get(id: EntityId): { readonly rank: Rank; readonly exists: boolean } | undefined };
  readonly owners: { get(id: EntityId): readonly EntityId[] | undefined };
  readonly bonds: { get(id: EntityId): { readonly parties: readonly EntityId[] } | undefined };
}

/** A power has a share, and nerves: a faction of standing major or minor that has not been dissolved. */
export function isPower({ factions }: Pick<Belonging, "factions">, id: EntityId): boolean {
  const faction = factions.get(id);
  return faction?.exists === true && (faction.rank === "major" || faction.rank === "minor");
}

export const powers = (state: Belonging & { readonly factions: ReadonlyMap<EntityId, unknown> }): EntityId[] =>
  [...state.factions.keys()].filter((id) => isPower(state, id));

/**
 * The factions that stand behind something: a task force's, an agency's, a treaty's parties. A power or a covert faction
 * answers for itself (a secret society within a state does not act for it); an organisation, for the faction that it is part of.
 */
export function factionsBehind(state: Belonging, id: EntityId): EntityId[] {
  const rank = state.factions.get(id)?.rank;
  if (rank !== undefined && rank !== "organisation") return [id];
  const found: EntityId[] = [];
  const path: EntityId[] = [];
  const climb = (current: EntityId): void => {
    if (path.includes(current)) return;
    const rank = state.factions.get(current)?.rank;
    const owners = state.owners.get(current) ?? state.bonds.get(current)?.parties ?? NOBODY;
    if (rank !== undefined && (rank !== "organisation" || owners.length === 0)) {
      if (!found.includes(current)) found.push(current);
      return;
    }
    path.push(current);
    for (const owner of owners) climb(owner);
    path.pop();
  };
  climb(id);
  return found;
}

/** The first of them; whoever it is, where nobody stands behind them. */
export const actsFor = (state: Belonging, id: EntityId): EntityId => factionsBehind(state, id)[0] ?? id;

const NOBODY: readonly EntityId[] = [];
