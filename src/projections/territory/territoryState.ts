import type { EntityId } from "../../events/envelope.ts";
import type { SystemValue } from "./codingBook.ts";

/** The event that made something so. */
interface Maker {
  readonly id: string;
  readonly type: string;
  readonly placed: number;
}

export interface SystemState {
  value: SystemValue;
  /** On the map, in its units. */
  position: readonly number[] | undefined;
  sovereign: EntityId | undefined;
  controller: EntityId | undefined;
  /** Of a condominium: who owns it beside the sovereign, and who rules it beside the controller. Absent where nobody does. */
  coSovereigns?: readonly EntityId[];
  coControllers?: readonly EntityId[];
  /** How it was last won: a procedure, or a breach. */
  basis: string | undefined;
  by: Maker | undefined;
  contested:
    | { readonly parties: readonly EntityId[]; readonly conflict: EntityId | undefined; readonly by: Maker }
    | undefined;
}

/** A change of who rules a system in fact, made by the event applied last. */
export interface ControlChange {
  readonly system: EntityId;
  readonly from: EntityId | undefined;
  readonly to: EntityId | undefined;
  /** How much of it; absent: all. */
  readonly part?: number;
  /** Held so when it was charted: not won, and at once worth all that it gives. */
  readonly original: boolean;
}

/** Somebody says that a system, or a region, is theirs. */
export interface StandingClaim {
  readonly by: EntityId;
  readonly over: EntityId;
  readonly event: string;
}

export interface TerritoryState {
  /** @internal */
  readonly systems: Map<EntityId, SystemState>;
  /** @internal */
  readonly lanes: Map<EntityId, Set<EntityId>>;
  /** @internal */
  readonly regions: Map<EntityId, Set<EntityId>>;
  /** In the order in which they were asserted. @internal */
  readonly claims: Set<StandingClaim>;
  /** @internal */
  readonly capitals: Map<EntityId, EntityId>;
  /** Made by the last event that made any; for projections that are folded after this one. @internal */
  changes: { readonly by: string | undefined; readonly made: ControlChange[] };
  /** Counts changes of control and of lanes, so that what is derived from them can be kept while it stands still. @internal */
  revision: number;
}
