import { DAY } from "../../../../events/dates/span.ts";
import type { EntityId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { all } from "../../kit/likelihood.ts";
import { circleRegister } from "../../registers/circles.ts";
import { entityRegister } from "../../registers/entities.ts";
import { type RouteLength, routeRegister } from "../../registers/routes.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { isShorter, spanOf } from "../travel/journeys.ts";
import { fastestWay } from "../travel/topSpeed.ts";
import { dated, writtenDate } from "../../kit/writtenDate.ts";
import type { Reliance } from "./reliance.ts";

type Context = RuleContext<{ readonly speeds: Readonly<Record<string, number>> }>;

/** Where something happens; other systems that an event names may be far away from it. */
const HAPPENS_AT: Readonly<Record<string, string>> = {
  BattleFought: "place",
  BorderBreached: "systems",
  EncounterOccurred: "place",
};

/** Reports an effect that comes before news of its cause can be there; undefined where nobody says how fast news is. */
export function distantNews(context: Context): ((event: ResolvedEvent, reliance: Reliance) => void) | undefined {
  const { speeds } = context.parameters;
  if (Object.keys(speeds).length === 0) return undefined;
  const { named } = context.register(entityRegister);
  const { areClose } = context.register(circleRegister);

  const systemsOf = (event: ResolvedEvent): EntityId[] =>
    named(event).flatMap(({ path, entity }) =>
      path[0] === HAPPENS_AT[event.type] && entity?.kinds.has("system") === true ? [entity.id] : [],
    );
  const actingIn = (event: ResolvedEvent): EntityId[] =>
    named(event).flatMap(({ role, id }) => (role === "acts" ? [id] : []));
  /** Whoever had a hand in both may have planned them together. */
  const isOfOneHand = (a: ResolvedEvent, b: ResolvedEvent): boolean =>
    actingIn(a).some((one) => actingIn(b).some((other) => areClose(one, other)));

  return (event, { on, path }) => {
    const [there, here] = [systemsOf(on), systemsOf(event)];
    const distance = leastDistance(there, here, context);
    const way = distance && fastestWay(distance, spanOf(on, event), { speeds, lanesPerDay: 0 });
    if (way === undefined || isOfOneHand(on, event)) return;
    context.report({
      likelihood: all(
        isShorter(context.chronicle.gap(on.id, event.id), way.time),
        distance?.isUnsure === true ? "possible" : "certain",
      ),
      message: `${dated(event)} answers ${dated(on)}, ${way.far} away, from where news takes ${Number((way.time / DAY).toPrecision(2))} days at least.`,
      events: [event.id, on.id],
      entities: [...there, ...here],
      at: [
        { event: event.id, path, role: `answers it here (${writtenDate(event.at)})` },
        { event: on.id, path: ["at"], role: `happens ${way.far} away (${writtenDate(on.at)})` },
      ],
    });
  };
}

/** By coordinates, of all ways between two groups of systems; undefined where one of them is not known. */
function leastDistance(
  from: readonly EntityId[],
  to: readonly EntityId[],
  { register }: Pick<Context, "register">,
): RouteLength | undefined {
  const ways = from.flatMap((a) => to.map((b) => register(routeRegister).distance(a, b)));
  const known = ways.flatMap((way) =>
    way?.units === undefined ? [] : [{ ...way, units: way.units, hops: undefined }],
  );
  if (known.length < ways.length) return undefined;
  return known.sort((a, b) => a.units - b.units)[0];
}
