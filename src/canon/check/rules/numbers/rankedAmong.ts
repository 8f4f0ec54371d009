import type { EntityId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { textOf } from "../../kit/fieldValues.ts";
import { type Likelihood, not } from "../../kit/likelihood.ts";
import { type Entity, entityRegister } from "../../registers/entities.ts";
import { lifespanRegister, type Outside } from "../../registers/lifespans.ts";
import type { Register } from "../../kit/register.ts";
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
  const lifespans = register(lifespanRegister);
  const isThere = ({ id }: Entity): Likelihood =>
    not(worse(lifespans.beforeStart(event, id), lifespans.afterEnd(event, id)));
  const rankOf = (list: readonly Entity[]): ReadonlyMap<EntityId, Likelihood> =>
    new Map(list.map((entity) => [entity.id, isThere(entity)]));

  const standings = typeof among === "string" ? STANDINGS.get(among) : undefined;
  if (standings !== undefined)
    return {
      members: rankOf(
        register(factionRegister).filter(({ id }) => standings.includes(textOf(entities.fact(id, "standing")) ?? "")),
      ),
      isClosed: false,
    };
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

const STANDINGS: ReadonlyMap<string, readonly string[]> = new Map([
  ["powers", ["major", "minor"]],
  ["major-powers", ["major"]],
]);

const worse = (a: Outside | undefined, b: Outside | undefined): Likelihood =>
  [a, b].some((one) => one?.likelihood === "certain") ? "certain" : ((a ?? b)?.likelihood ?? "no");
