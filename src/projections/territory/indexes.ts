import type { EntityId } from "../../events/envelope.ts";
import type { StandingClaim, TerritoryState } from "./territoryState.ts";
import { ownersIn, rulersIn } from "./rulers.ts";
import { addTo } from "../../idioms/multimap.ts";

/** What changed of a territory since it was last asked for. */
export interface Moves {
  /** Systems that have another ruler. */
  readonly systems: Set<EntityId>;
  /** Lanes that are new, each once. */
  readonly lanes: (readonly [EntityId, EntityId])[];
}

/**
 * What is found by, and follows from, the state of a territory: made by one walk when it is first needed, and kept in step by the
 * territory from then on. It is never part of the state.
 */
export interface Indexes {
  /** How many systems each controls. */
  readonly rulers: Map<EntityId, number>;
  /** By faction: systems that it owned or ruled once, and may still. */
  readonly held: Map<EntityId, Set<EntityId>>;
  /** By conflict: systems that are or were contested in it. */
  readonly contested: Map<EntityId, Set<EntityId>>;
  /** By `claimKey`. */
  readonly claims: Map<string, Set<StandingClaim>>;
  moves: Moves;
}

const indexes = new WeakMap<TerritoryState, Indexes>();

export function indexesOf(state: TerritoryState): Indexes {
  const known = indexes.get(state);
  if (known !== undefined) return known;
  const made: Indexes = {
    rulers: new Map(),
    held: new Map(),
    contested: new Map(),
    claims: new Map(),
    moves: noMoves(),
  };
  for (const [id, system] of state.systems) {
    const { contested } = system;
    for (const holder of [...rulersIn(system), ...ownersIn(system)]) addTo(made.held, holder, id);
    for (const ruler of rulersIn(system)) countRuler(made, ruler, 1);
    if (contested?.conflict !== undefined) addTo(made.contested, contested.conflict, id);
  }
  for (const claim of state.claims) addTo(made.claims, claimKey(claim.by, claim.over), claim);
  indexes.set(state, made);
  return made;
}

/** What moved since this was last asked. */
export function takeMoves(state: TerritoryState): Moves {
  const own = indexesOf(state);
  const { moves } = own;
  own.moves = noMoves();
  return moves;
}

const noMoves = (): Moves => ({ systems: new Set(), lanes: [] });

export const claimKey = (by: EntityId, over: EntityId): string => `${by}\n${over}`;

export function countRuler({ rulers }: Indexes, ruler: EntityId, by: 1 | -1): void {
  const systems = (rulers.get(ruler) ?? 0) + by;
  if (systems === 0) rulers.delete(ruler);
  else rulers.set(ruler, systems);
}
