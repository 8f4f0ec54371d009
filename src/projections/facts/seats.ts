import type { Seat } from "../../events/effects.ts";
import type { EntityId } from "../../events/envelope.ts";
import type { Moment } from "../defineProjection.ts";
import { endedSince, type FactsState, type Sitting } from "./factsState.ts";

/**
 * Who is named goes. Where nobody is named, a successor takes the seat of whoever holds it, if one does; of several, the one who has sat
 * longest. An office that somebody only leaves loses who holds it, if one does; of several, nobody can tell who went. A rival line is
 * a seat beside the office's own: who comes to one leaves the other as it is.
 */
export function followSeat(
  state: FactsState,
  { office, comes, goes, acting, coRuler, line }: Seat,
  { id, placed }: Moment,
): void {
  const sitting = state.seats.get(office) ?? NOBODY;
  const before = sitting.filter((one) => one.line === line);
  const replaces = comes !== undefined && !acting && !coRuler;
  const leaving = goes ?? (comes === undefined ? onlyOne(before) : replaces ? before.find(isFull)?.holder : undefined);
  // Whoever stands in does so until the next comes.
  const staying = sitting.filter(
    ({ holder, ...how }) =>
      (line !== undefined && how.line !== line) ||
      (holder !== leaving && holder !== comes && !(replaces && how.acting && how.line === line)),
  );
  if (comes === undefined) state.seats.set(office, staying);
  else
    state.seats.set(office, [
      ...staying,
      {
        holder: comes,
        since: placed,
        by: id,
        acting,
        coRuler,
        order: state.order,
        ...(line === undefined ? {} : { line }),
      },
    ]);
}

const NOBODY: readonly Sitting[] = [];

/**
 * Who is dead because a seat passes on, or falls empty, by a death: whoever is named as leaving it, else the one who sits, where only one
 * does. Of whoever's own death is told, that decides.
 */
export function diesInOffice(
  state: Pick<FactsState, "seats" | "ended">,
  { office, comes, goes, manner, coRuler, line }: Seat,
): EntityId | undefined {
  if (manner !== "died") return undefined;
  const sitting = (state.seats.get(office) ?? NOBODY).filter((one) => one.line === line);
  // Who rules beside others does not come instead of them.
  const only = coRuler || sitting.length !== 1 ? undefined : sitting[0]?.holder;
  const dead = goes ?? only;
  return dead === undefined || dead === comes || state.ended.has(dead) ? undefined : dead;
}

/** Neither standing in nor beside another. */
const isFull = ({ acting, coRuler }: Sitting): boolean => !acting && !coRuler;

const isOwnLine = ({ line }: Sitting): boolean => line === undefined;

function onlyOne(sitting: readonly Sitting[]): EntityId | undefined {
  const own = sitting.filter(({ acting }) => !acting);
  const [first, second] = own.length === 0 ? sitting : own;
  return second === undefined ? first?.holder : undefined;
}

/** Who sits in an office, in the order in which they came; nobody who died since, or whose power ended since. */
export const sittingIn = (state: FactsState, office: EntityId): readonly Sitting[] =>
  (state.seats.get(office) ?? NOBODY).filter(
    ({ holder, order }) =>
      !endedSince(state, holder, order) &&
      !endedSince(state, office, order) &&
      (state.owners.get(office) ?? []).every((owner) => !endedSince(state, owner, order)),
  );

/** Of those who sit in the office's own line: the last to come in their own right; else the co-ruler who has sat longest; else whoever stands in. */
export function holderOf(state: FactsState, office: EntityId): EntityId | undefined {
  const sitting = sittingIn(state, office).filter(isOwnLine);
  const found = sitting.findLast(isFull) ?? sitting.find(({ coRuler }) => coRuler) ?? sitting.at(-1);
  return found?.holder;
}

/** Everybody who holds an office in their own right; the one who `holderOf` says where nobody does. */
export function holdersOf(state: FactsState, office: EntityId): readonly EntityId[] {
  const own = sittingIn(state, office).filter((one) => isOwnLine(one) && isFull(one));
  if (own.length > 0) return own.map(({ holder }) => holder);
  const holder = holderOf(state, office);
  return holder === undefined ? [] : [holder];
}
