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

/** What was found for a state as it now is, and all that was looked at for it. */
interface Found {
  readonly behind: Map<EntityId, readonly EntityId[]>;
  readonly looked: Set<EntityId>;
}
const found = new WeakMap<Belonging, Found>();

/**
 * The factions that stand behind something: a task force's, an agency's, a treaty's parties. A power or a covert faction
 * answers for itself (a secret society within a state does not act for it); an organisation, for the faction that it is part of.
 */
export function factionsBehind(state: Belonging, id: EntityId): readonly EntityId[] {
  const { behind: known, looked } = found.get(state) ?? {};
  // Of what belongs to one owner alone, the same stand behind it as behind that one.
  const chain = new Set<EntityId>();
  let behind: readonly EntityId[] | undefined;
  for (let at = id; behind === undefined; ) {
    const [owner, ...others] = ownersOf(state, at);
    behind = known?.get(at);
    if (behind === undefined && (owner === undefined || others.length > 0 || chain.has(owner)))
      behind = reached(state, at, looked);
    chain.add(at);
    at = owner ?? at;
  }
  if (known !== undefined && looked !== undefined)
    for (const one of chain) {
      known.set(one, behind);
      looked.add(one);
    }
  return behind;
}

/** All that answer for themselves and that owners of owners lead to, in the order of the fields. */
function reached(state: Belonging, start: EntityId, looked: Set<EntityId> | undefined): EntityId[] {
  const answering: EntityId[] = [];
  const seen = new Set<EntityId>();
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    looked?.add(id);
    const owners = ownersOf(state, id);
    if (owners.length === 0 && state.factions.get(id) !== undefined) answering.push(id);
    for (const owner of owners.toReversed()) open.push(owner);
  }
  return answering;
}

/** Nobody's is what answers for itself. */
function ownersOf(state: Belonging, id: EntityId): readonly EntityId[] {
  const rank = state.factions.get(id)?.rank;
  if (rank !== undefined && rank !== "organisation") return NOBODY;
  return state.owners.get(id) ?? state.bonds.get(id)?.parties ?? NOBODY;
}

/** To be called whenever somebody comes to belong to others, or to answer for themselves. */
export function forgetBehind(state: Belonging, id: EntityId): void {
  const known = found.get(state);
  if (known === undefined) found.set(state, { behind: new Map(), looked: new Set() });
  else if (known.looked.has(id)) {
    known.behind.clear();
    known.looked.clear();
  }
}

/** The first of them; whoever it is, where nobody stands behind them. */
export const actsFor = (state: Belonging, id: EntityId): EntityId => factionsBehind(state, id)[0] ?? id;

const NOBODY: readonly EntityId[] = [];
