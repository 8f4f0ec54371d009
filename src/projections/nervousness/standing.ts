import type { EntityId } from "../../events/envelope.ts";
import type { Condition } from "../../events/tension.ts";
import { actsFor } from "../facts/actsFor.ts";
import type { FactsState } from "../facts/factsState.ts";
import { claimKey, indexesOf } from "../territory/indexes.ts";
import { isHeld, rulersIn } from "../territory/rulers.ts";
import type { TerritoryState } from "../territory/territoryState.ts";

interface Known {
  readonly facts: FactsState;
  readonly territory: TerritoryState;
}

/** Whether one of the conditions holds. */
export const holds = (conditions: readonly Condition[], known: Known): boolean =>
  conditions.some((condition) => isSo(condition, known));

function isSo(condition: Condition, { facts, territory }: Known): boolean {
  if ("conflict" in condition) {
    const sides = facts.wars.get(condition.conflict) ?? [];
    const isIn = (who: EntityId): boolean =>
      facts.gone.get(who) !== "ends" && (condition.with === undefined || condition.with === who);
    return sides.some((side) => side.some(isIn));
  }
  if ("occupied" in condition) {
    const system = territory.systems.get(condition.occupied);
    return system !== undefined && !isHeld(system) && rulersIn(system).includes(actsFor(facts, condition.by));
  }
  if ("alert" in condition) return (facts.alerts.get(condition.alert)?.rank ?? 0) >= condition.rank;
  return indexesOf(territory).claims.has(claimKey(condition.by, condition.claim));
}

// Keys of what may end a condition, each so narrow that no change looks through alarms that it has nothing to do with.

export const endOf = (conflict: EntityId): string => `${conflict}\nends`;
export const leaving = (conflict: EntityId, who: EntityId): string => `${conflict}\n${who}`;

export function keysOf(conditions: readonly Condition[], { facts }: Known): Set<string> {
  const keys = new Set<string>();
  for (const condition of conditions)
    if ("conflict" in condition) {
      const { conflict, with: one } = condition;
      keys.add(endOf(conflict));
      if (one !== undefined) keys.add(leaving(conflict, one)).add(one);
      else {
        keys.add(conflict);
        for (const side of facts.wars.get(conflict) ?? []) for (const who of side) keys.add(who);
      }
    } else if ("occupied" in condition) keys.add(condition.occupied);
    else if ("alert" in condition) keys.add(condition.alert);
    else keys.add(claimKey(condition.by, condition.claim));
  return keys;
}
