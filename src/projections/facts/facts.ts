import { alertRank } from "../../events/alertRank.ts";
import type { EntityId } from "../../events/envelope.ts";
import type * as effects from "../../events/effects.ts";
import { type BuiltInProjection, defineProjection, type Moment, type Sink } from "../defineProjection.ts";
import { forgetBehind, powers } from "./actsFor.ts";
import { followBond, isInForce } from "./bonds.ts";
import { type FactsState, newFactsState, type Sides } from "./factsState.ts";
import { diesInOffice, followSeat, holderOf, sittingIn } from "./seats.ts";
import { joined, left } from "./sides.ts";
import { getOrMake } from "../../idioms/multimap.ts";

/** What became of somebody or something by an event: a line of its story. */
export interface FactEntry {
  readonly at: Moment;
  readonly what:
    | effects.Life["change"]
    | effects.BondEffect["change"]
    | "held by"
    | "comes to"
    | "leaves"
    | "serves"
    | "fought by"
    | "over"
    | "alert";
  /** Whom it is about beside the subject, side by side where there are sides. */
  readonly who: readonly (readonly EntityId[])[];
  readonly level?: string | number;
}

type Story = Sink<FactEntry> | undefined;

export interface FactsView {
  /** Factions of standing major or minor that are there. */
  readonly powers: readonly EntityId[];
  /** By office. */
  readonly holders: Readonly<Record<EntityId, EntityId>>;
  readonly treatiesInForce: readonly EntityId[];
  /** By conflict that goes on, who stands with whom. */
  readonly wars: Readonly<Record<EntityId, Sides>>;
}

/** Everything that is so and is no number; what other projections, guards and what-ifs read. */
export const facts: BuiltInProjection<"facts", FactsState, FactsView> = defineProjection({
  name: "facts",
  version: 3,
  initial: newFactsState,

  on: {
    life(state, { entity, change }, at, sink: Story) {
      if (sink?.subject === entity) sink.add({ at, what: change, who: [] });
      const faction = state.factions.get(entity);
      if (faction !== undefined) forgetBehind(state, entity);
      if (change === "ends" || change === "lost") state.gone.set(entity, change);
      else state.gone.delete(entity);
      if (change === "ends") {
        state.ended.set(entity, ++state.order);
        state.alerts.delete(entity);
      }
      if (faction !== undefined && change !== "lost")
        state.factions.set(entity, { ...faction, exists: change !== "ends" });
    },
    standing(state, { faction, rank }) {
      forgetBehind(state, faction);
      const { factions } = state;
      factions.set(faction, { rank, exists: factions.get(faction)?.exists ?? true });
    },
    belong(state, { member, to }, at, sink: Story) {
      forgetBehind(state, member);
      if (sink?.subject === member) sink.add({ at, what: "serves", who: to === undefined ? [] : [[to]] });
      state.owners.set(member, to === undefined ? [] : [to]);
    },
    seat(state, effect, at, sink: Story) {
      state.order++;
      const { office } = effect;
      const before = sink === undefined ? [] : sittingIn(state, office).map(({ holder }) => holder);
      const dead = diesInOffice(state, effect);
      followSeat(state, effect, at);
      if (dead !== undefined) {
        if (sink?.subject === dead) sink.add({ at, what: "ends", who: [] });
        state.gone.set(dead, "ends");
        state.ended.set(dead, ++state.order);
      }
      if (sink === undefined) return;
      const after = sittingIn(state, office).map(({ holder }) => holder);
      const { subject = "" } = sink;
      if (subject === office) sink.add({ at, what: "held by", who: [after] });
      else if (before.includes(subject) !== after.includes(subject))
        sink.add({ at, what: after.includes(subject) ? "comes to" : "leaves", who: [[office]] });
    },
    bond(state, effect, at, sink: Story) {
      state.order++;
      followBond(state, effect, at);
      const { bond, change } = effect;
      forgetBehind(state, bond);
      if (sink?.subject === bond) sink.add({ at, what: change, who: [state.bonds.get(bond)?.parties ?? []] });
    },
    side({ wars }, { conflict, change, who, beside }, at, sink: Story) {
      const sides = wars.get(conflict);
      if (change === "begins") wars.set(conflict, []);
      else if (change === "ends") wars.delete(conflict);
      else if (sides !== undefined && who !== undefined)
        wars.set(conflict, change === "joins" ? joined(sides, who, beside) : left(sides, who));
      if (sink?.subject !== conflict) return;
      if (change === "ends") sink.add({ at, what: "over", who: sides ?? [] });
      else sink.add({ at, what: "fought by", who: wars.get(conflict) ?? [] });
    },
    member({ members }, { body, who, change }) {
      const own = getOrMake(members, body, () => new Set());
      if (change === "joins") own.add(who);
      else own.delete(who);
    },
    place({ places }, { who, at }, { id, placed }) {
      places.set(who, { at, since: placed, by: id });
    },
    alert(state, { formation, level }, at, sink: Story) {
      const { id } = at;
      if (sink?.subject === formation) sink.add({ at, what: "alert", who: [], level });
      if (state.gone.get(formation) === "ends") return;
      const before = state.alerts.get(formation)?.rank ?? 0;
      state.alerts.set(formation, { level, rank: alertRank(level), before, by: id });
    },
  },

  view: (state, at) => ({
    powers: powers(state),
    holders: Object.fromEntries(
      [...state.seats.keys()].flatMap((office) => {
        const holder = holderOf(state, office);
        return holder === undefined ? [] : [[office, holder]];
      }),
    ),
    treatiesInForce: [...state.bonds.keys()].filter((treaty) => isInForce(state, treaty, at)),
    wars: Object.fromEntries(state.wars),
  }),
});

/** By how much an event made a formation readier; 0 where it did not. */
export const raisedBy = ({ alerts }: FactsState, formation: EntityId, { id }: Pick<Moment, "id">): number => {
  const alert = alerts.get(formation);
  return alert?.by === id ? alert.rank - alert.before : 0;
};

/** Whether a person has not died, or was restored. */
export const isAlive = ({ gone }: FactsState, person: EntityId): boolean => gone.get(person) !== "ends";
