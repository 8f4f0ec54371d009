import type { Rank } from "../../events/effects.ts";
import { effectsOf } from "../../events/effectsOf.ts";
import type { EntityId } from "../../events/envelope.ts";
import { factionsBehind } from "../../projections/facts/actsFor.ts";
import { type Chronicle, eventsUntil } from "../../timelines/chronicle.ts";
import { append } from "../../idioms/multimap.ts";

/** By whoever belongs to somebody: since when (ms) the power behind them is which; in order of time. */
export type Allegiances = ReadonlyMap<EntityId, readonly (readonly [since: number, power: EntityId | undefined])[]>;

type Since<Value> = [since: number, value: Value][];

/** Who belonged to whom, and since when, as a history tells it. */
export function allegiancesOf(history: Chronicle): Allegiances {
  const { owners, standings } = changesOf(history);
  const allegiances = new Map<EntityId, readonly (readonly [number, EntityId | undefined])[]>();
  for (const id of new Set([...owners.keys(), ...standings.keys()])) {
    const behind: Since<EntityId | undefined> = [];
    for (const at of instantsOf(id, owners, standings)) {
      const [power] = factionsBehind(
        {
          owners: { get: (one) => valueAt(owners.get(one), at) },
          factions: {
            get: (one) => {
              const rank = valueAt(standings.get(one), at);
              return rank === undefined ? undefined : { rank, exists: true };
            },
          },
          bonds: { get: () => undefined },
        },
        id,
      );
      if (behind.length === 0 || behind.at(-1)?.[1] !== power) behind.push([at, power]);
    }
    allegiances.set(id, behind);
  }
  return allegiances;
}

const valueAt = <Value>(known: Since<Value> | undefined, at: number): Value | undefined =>
  known?.findLast(([since]) => since <= at)?.[1];

interface Changes {
  readonly owners: Map<EntityId, Since<readonly EntityId[]>>;
  readonly standings: Map<EntityId, Since<Rank>>;
}

function changesOf(history: Chronicle): Changes {
  const changes: Changes = { owners: new Map(), standings: new Map() };
  for (const event of eventsUntil(history, history.events.length))
    for (const effect of effectsOf(event, history.catalogue))
      if (effect.kind === "belong")
        note(changes.owners, effect.member, event.placed, effect.to === undefined ? [] : [effect.to]);
      else if (effect.kind === "standing") note(changes.standings, effect.faction, event.placed, effect.rank);
  return changes;
}

function note<Value>(known: Map<EntityId, Since<Value>>, id: EntityId, at: number, value: Value): void {
  append(known, id, [at, value]);
}

/** When the power behind somebody may have changed: whenever they, or whoever they ever belonged to, got another owner or standing. */
function instantsOf(id: EntityId, owners: Changes["owners"], standings: Changes["standings"]): readonly number[] {
  const instants = new Set<number>();
  const chain = new Set([id]);
  for (const one of chain) {
    for (const [since, above] of owners.get(one) ?? []) {
      instants.add(since);
      for (const owner of above) chain.add(owner);
    }
    for (const [since] of standings.get(one) ?? []) instants.add(since);
  }
  return [...instants].sort((a, b) => a - b);
}
