import { type BondEffect, lapseOf } from "../../events/effects.ts";
import type { EntityId } from "../../events/envelope.ts";
import type { Moment } from "../defineProjection.ts";
import { type BondState, endedSince, type FactsState } from "./factsState.ts";
import { addTo } from "../../idioms/multimap.ts";

export function followBond(state: FactsState, effect: BondEffect, { id: event, placed }: Moment): void {
  const { bond: id, change, parties, pledges, by } = effect;
  const known = state.bonds.get(id);
  if (change === "violated") {
    if (known !== undefined && by !== undefined && !known.broken.some((one) => one.by === by))
      state.bonds.set(id, { ...known, broken: [...known.broken, { by, event, at: placed }] });
    return;
  }
  const until = lapseOf(effect, { earliest: placed, latest: placed })?.latest;
  const isAmong = change === "halted" || change === "abrogated";
  state.bonds.set(id, {
    status: change,
    parties: isAmong ? (known?.parties ?? []) : parties,
    broken: isAmong ? (known?.broken ?? []) : [],
    pledges: isAmong ? (known?.pledges ?? []) : pledges,
    since: placed,
    event,
    order: state.order,
    ...(until === undefined ? {} : { until }),
  });
  if (change === "opened") {
    state.talks.add(id);
    for (const party of parties) addTo(state.talksOf, party, id);
  } else if (change === "halted") close(state, id);
  else if (change === "ratified") conclude(state, parties);
}

/** What the parties of a treaty talked about among themselves is settled. */
function conclude(state: FactsState, parties: readonly EntityId[]): void {
  for (const party of parties)
    for (const id of state.talksOf.get(party) ?? []) {
      const open = state.bonds.get(id);
      if (open === undefined || !open.parties.every((one) => parties.includes(one))) continue;
      close(state, id);
      state.bonds.set(id, { ...open, status: "concluded" });
    }
}

function close({ talks, talksOf, bonds }: FactsState, id: EntityId): void {
  talks.delete(id);
  for (const party of bonds.get(id)?.parties ?? []) talksOf.get(party)?.delete(id);
}

/** Ratified, not abrogated, not run out at an instant (ms), and with two parties left of those that it had. */
export function isInForce(state: FactsState, treaty: EntityId, at: number): boolean {
  const bond = state.bonds.get(treaty);
  if (bond?.status !== "ratified" || hasRunOut(bond, at)) return false;
  const left = partiesLeft(state, bond);
  return left.length === bond.parties.length || left.length >= 2;
}

/** Whether it is over by itself: it lasts to the end of its last day. */
export const hasRunOut = ({ until = Number.POSITIVE_INFINITY }: BondState, at: number): boolean => at > until;

/** Whether whoever is attacked may count on the others. */
export const isAlliance = ({ pledges }: Pick<BondState, "pledges">): boolean =>
  pledges.includes("defence") || pledges.includes("offence");

/** The parties that did not end since. */
export const partiesLeft = (state: FactsState, { parties, order }: BondState): readonly EntityId[] =>
  parties.filter((party) => !endedSince(state, party, order));

/** The parties on whose word the others still count: they are there, and did not break it. */
export const trustedParties = (state: FactsState, bond: BondState): readonly EntityId[] =>
  partiesLeft(state, bond).filter((party) => bond.broken.every(({ by }) => by !== party));
