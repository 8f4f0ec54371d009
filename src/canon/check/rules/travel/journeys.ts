import { DAY, type Span } from "../../../../events/dates/span.ts";
import type { EntityId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { all, type Likelihood } from "../../kit/likelihood.ts";
import { placeOf } from "../../registers/placeOf.ts";
import { type RouteLength, routeRegister } from "../../registers/routes.ts";
import { type Sighting, sightingRegister } from "../../registers/sightings.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { dated, writtenDate } from "../../kit/writtenDate.ts";
import { fastestWay, type SpeedParameters } from "./topSpeed.ts";

type Context = RuleContext<SpeedParameters>;

/** Reports ways that take longer than the time there was; `isWanted` says which of two rules they belong to. */
export function reportJourneys(context: Context, isWanted: (traveller: Sighting, isSameDay: boolean) => boolean): void {
  let isMeasured = false;
  let unmeasured: readonly [EntityId, EntityId] | undefined;
  for (const sightings of context.register(sightingRegister).all.values())
    for (const [index, second] of sightings.entries()) {
      const first = sightings[index - 1];
      if (first === undefined || first.system === second.system) continue;
      const day = dayOf(first.event.occurred);
      if (!isWanted(second, day !== undefined && day === dayOf(second.event.occurred))) continue;
      const distance = context.register(routeRegister).distance(first.system, second.system);
      if (distance === undefined) unmeasured ??= [first.system, second.system];
      else {
        isMeasured = true;
        checkJourney(first, second, distance, context);
      }
    }
  if (unmeasured !== undefined && !isMeasured)
    context.notChecked(
      `no chart says how far it is from ${unmeasured.join(" to ")}, nor of any other way that somebody takes`,
    );
}

function checkJourney(first: Sighting, second: Sighting, distance: RouteLength, context: Context): void {
  const way = fastestWay(distance, spanOf(first.event, second.event), context.parameters);
  if (way === undefined) return;
  const { earliest, latest } = first.event.occurred;
  // Most are far enough apart by their own dates.
  if (Math.max(second.event.occurred.earliest - latest, earliest - second.event.occurred.latest) >= way.time) return;
  context.report({
    likelihood: all(
      isShorter(context.chronicle.gap(first.event.id, second.event.id), way.time),
      distance.isUnsure ? "possible" : "certain",
    ),
    message: `${second.traveller} is at ${first.system} in ${dated(first.event)} and at ${second.system} in ${dated(second.event)}: ${way.far}, which take ${Number((way.time / DAY).toPrecision(2))} days at least.`,
    events: [first.event.id, second.event.id],
    entities: [second.traveller, first.system, second.system],
    at: [first, second].map(({ event, system, traveller }) =>
      placeOf(context, event, traveller, `at ${system} here (${writtenDate(event.at)})`),
    ),
  });
}

/** Whether less than that lies between two events, whichever comes first. */
export function isShorter({ earliest, latest }: Span, needed: number): Likelihood {
  if (Math.max(-earliest, latest) < needed) return "certain";
  const least = earliest > 0 ? earliest : latest < 0 ? -latest : 0;
  return least < needed && Number.isFinite(earliest - latest) ? "possible" : "no";
}

/** All that two events may touch. */
export const spanOf = ({ occurred: a }: ResolvedEvent, { occurred: b }: ResolvedEvent): Span => ({
  earliest: Math.min(a.earliest, b.earliest),
  latest: Math.max(a.latest, b.latest),
});

/** The day that a span lies within. */
function dayOf({ earliest, latest }: Span): number | undefined {
  const day = Math.floor(earliest / DAY);
  return day === Math.floor(latest / DAY) ? day : undefined;
}
