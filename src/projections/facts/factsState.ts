import type { Pledge, Rank } from "../../events/effects.ts";
import type { EntityId, EventId } from "../../events/envelope.ts";

/** What is so at an instant, and no number: who lives, holds office, serves whom, is bound to whom and at war with whom. */
export interface FactsState {
  /** Effects that were folded: which of two things came first, whatever their instants are. */
  order: number;
  readonly factions: Map<EntityId, { readonly rank: Rank; readonly exists: boolean }>;
  /** What serves whom: formations, offices, ships, persons, agencies. */
  readonly owners: Map<EntityId, readonly EntityId[]>;
  /** Who is dead, dissolved or lost, unless they came back. */
  readonly gone: Map<EntityId, "ends" | "lost">;
  /** When each last ended, in `order`, whether they came back or not. */
  readonly ended: Map<EntityId, number>;
  /** By office, who came to a seat of it and has not left it; in the order in which they came. */
  readonly seats: Map<EntityId, readonly Sitting[]>;
  /** Treaties and talks, whatever became of them. */
  readonly bonds: Map<EntityId, BondState>;
  /** Talks that go on, and by party. */
  readonly talks: Set<EntityId>;
  readonly talksOf: Map<EntityId, Set<EntityId>>;
  /** By conflict that goes on, who stands with whom. */
  readonly wars: Map<EntityId, Sides>;
  /** By body. */
  readonly members: Map<EntityId, Set<EntityId>>;
  /** Where each was last seen. */
  readonly places: Map<EntityId, Whereabouts>;
  /** Of formations that were ever on alert. */
  readonly alerts: Map<EntityId, AlertLevel>;
}

export type Sides = readonly (readonly EntityId[])[];

/** Somebody in a seat of an office. */
export interface Sitting {
  readonly holder: EntityId;
  /** ms. */
  readonly since: number;
  readonly by: EventId;
  readonly acting: boolean;
  readonly coRuler: boolean;
  /** When they came, in the order of all facts. */
  readonly order: number;
  /** The rival line that they are of; absent in the office's own. */
  readonly line?: string;
}

/** A treaty or talks, as they stand. */
export interface BondState {
  readonly status: "opened" | "halted" | "concluded" | "signed" | "ratified" | "abrogated";
  readonly parties: readonly EntityId[];
  /** Who broke it, each by the first event; it stays in force (Vienna Convention on the Law of Treaties, art. 60). */
  readonly broken: readonly { readonly by: EntityId; readonly event: EventId; readonly at: number }[];
  readonly pledges: readonly Pledge[];
  /** ms: since when it has its status. */
  readonly since: number;
  readonly event: EventId;
  /** When it came about, in the order of all facts. */
  readonly order: number;
  /** ms: the last instant of what runs out by itself. */
  readonly until?: number;
}

export interface Whereabouts {
  /** Undefined: nobody knows. */
  readonly at: EntityId | undefined;
  readonly since: number;
  readonly by: EventId;
}

export interface AlertLevel {
  readonly level: string | number;
  readonly rank: number;
  /** The rank until then. */
  readonly before: number;
  readonly by: EventId;
}

export const newFactsState = (): FactsState => ({
  order: 0,
  factions: new Map(),
  owners: new Map(),
  gone: new Map(),
  ended: new Map(),
  seats: new Map(),
  bonds: new Map(),
  talks: new Set(),
  talksOf: new Map(),
  wars: new Map(),
  members: new Map(),
  places: new Map(),
  alerts: new Map(),
});

/** Whether somebody ended after something that came about at a place in `order`. */
export const endedSince = ({ ended }: FactsState, id: EntityId, order: number): boolean =>
  (ended.get(id) ?? -1) > order;
