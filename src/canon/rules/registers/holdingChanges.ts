import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { isType } from "../knownType.ts";

/** What an event says of who holds one system. */
export interface HoldingChange {
  readonly system: EntityId;
  /** From the event to the system. */
  readonly path: readonly (string | number)[];
  readonly to: EntityId | undefined;
  /** Whoever ruled it left of his own will, and nobody is named who came. */
  readonly isWithdrawal: boolean;
  /** Whom the event names as having had it. */
  readonly from: EntityId | undefined;
  /** In law and in fact; otherwise in fact only. */
  readonly inLaw: boolean;
}

export const HOLDING_TYPES = ["SystemCharted", "TerritoryTransferred", "ControlChanged", "BorderBreached"];

/** Conquest and mandate change who rules; the rest changes who owns as well. */
const IN_FACT = new Set([1, 6]);

export function changesBy(event: ResolvedEvent): HoldingChange[] {
  if (isType(event, "SystemCharted")) {
    const { system, holder } = event.data;
    if (holder === undefined) return [];
    return [{ system, path: ["holder"], to: holder, from: undefined, inLaw: true, isWithdrawal: false }];
  }
  if (isType(event, "TerritoryTransferred")) {
    const { systems, to, from, procedure } = event.data;
    return listed(systems, { to, from, inLaw: !IN_FACT.has(procedure), isWithdrawal: false });
  }
  if (isType(event, "ControlChanged")) {
    const { systems, to, from, withdrawn } = event.data;
    return listed(systems, { to, from, inLaw: false, isWithdrawal: to === undefined && withdrawn === true });
  }
  if (isType(event, "BorderBreached") && event.data.repelled !== true) {
    const { systems, by, against } = event.data;
    return listed(systems, { to: by, from: against, inLaw: false, isWithdrawal: false });
  }
  return [];
}

const listed = (systems: readonly EntityId[], rest: Omit<HoldingChange, "system" | "path">): HoldingChange[] =>
  systems.map((system, index) => ({ system, path: ["systems", index], ...rest }));
