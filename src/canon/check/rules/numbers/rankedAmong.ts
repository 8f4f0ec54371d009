import type { EntityId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import type { Rank } from "../../../../events/effects.ts";
import { all, type Likelihood } from "../../kit/likelihood.ts";
import { type Entity, entityRegister } from "../../registers/entities.ts";
import { lifespanRegister } from "../../registers/lifespans.ts";
import type { Register } from "../../kit/register.ts";
import { addTo } from "../../../../idioms/multimap.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";

export interface Ranked {
  /** Whom it is ranked among, and whether they were there that day. */
  readonly members: ReadonlyMap<EntityId, Likelihood>;
  /** Canon names them all. */
  readonly isClosed: boolean;
}

const NOBODY: Ranked = { members: new Map(), isClosed: false };

/** Whom a standing is among: powers, major powers, or a list of factions. Who stands in a region nobody says. */
export function rankedAmong(
  { register }: RuleContext<unknown>,
  event: ResolvedEvent,
  among: string | readonly string[],
): Ranked {
  const entities = register(entityRegister);
  const { isThere } = register(lifespanRegister);
  const rankOf = (list: readonly Entity[]): ReadonlyMap<EntityId, Likelihood> =>
    new Map(list.map(({ id }) => [id, isThere(event, id)]));

  const everOf = register(standingRegister);
  const memberOf = ({ id }: Entity, wanted: readonly string[]): [EntityId, Likelihood][] => {
    const ever = [...(everOf.get(id) ?? [])];
    if (!ever.some((rank) => wanted.includes(rank))) return [];
    // Of one whose standing changed, it was so at times.
    const isAlways = ever.every((rank) => wanted.includes(rank));
    return [[id, all(isThere(event, id), isAlways ? "certain" : "possible")]];
  };

  const standings = typeof among === "string" ? STANDINGS.get(among) : undefined;
  if (standings !== undefined)
    return { members: new Map(register(factionRegister).flatMap((one) => memberOf(one, standings))), isClosed: false };
  // One alone may mean whoever belongs to it.
  if (typeof among === "string" || among.length < 2) return NOBODY;
  const named = among.flatMap((id) => entities.get(id) ?? []);
  if (named.length < among.length || !named.every(({ kinds }) => kinds.has("faction"))) return NOBODY;
  return { members: rankOf(named), isClosed: true };
}

/** Factions that are no stand-ins. */
const factionRegister: Register<readonly Entity[]> = {
  name: "factions",
  build: (_history, use) => use(entityRegister).all.filter(({ kinds, sentinel }) => kinds.has("faction") && !sentinel),
};

/** By faction, whatever it ever was. */
export const standingRegister: Register<ReadonlyMap<EntityId, ReadonlySet<Rank>>> = {
  name: "standings",
  build({ changesOf }, use) {
    const { canonical } = use(entityRegister);
    const found = new Map<EntityId, Set<Rank>>();
    for (const { effect } of changesOf("standing")) addTo(found, canonical(effect.faction), effect.rank);
    return found;
  },
};

const STANDINGS: ReadonlyMap<string, readonly string[]> = new Map([
  ["powers", ["major", "minor"]],
  ["major-powers", ["major"]],
]);
