import { DAY, type Span } from "../../../events/dates/span.ts";
import { all, type Likelihood } from "../likelihood.ts";
import { placeOf } from "../placeOf.ts";
import { routeRegister } from "../registers/routes.ts";
import { type Sighting, sightingRegister } from "../registers/sightings.ts";
import type { RuleContext } from "../ruleContext.ts";
import { dated, writtenDate } from "../writtenDate.ts";
import { leastTime, type SpeedParameters } from "./topSpeed.ts";

type Context = RuleContext<SpeedParameters>;

/** Reports ways that take longer than the time there was; `isOurs` says which of two rules they belong to. */
export function reportJourneys(context: Context, isWanted: (traveller: Sighting, isSameDay: boolean) => boolean): void {
  for (const sightings of context.register(sightingRegister).all.values())
    for (const [index, second] of sightings.entries()) {
      const first = sightings[index - 1];
      if (first === undefined || first.system === second.system) continue;
      const isSameDay =
        dayOf(first.event.occurred) !== undefined && dayOf(first.event.occurred) === dayOf(second.event.occurred);
      if (isWanted(second, isSameDay)) reportJourney(first, second, context);
    }
}

function reportJourney(first: Sighting, second: Sighting, context: Context): void {
  const distance = context.register(routeRegister).distance(first.system, second.system);
  const needed = distance && leastTime(distance, second.event.placed, context.parameters);
  if (distance === undefined || needed === undefined) return;
  const far =
    distance.by === "lanes" ? `${distance.hops} lanes` : `${Number(distance.units.toPrecision(3))} light years`;
  const days = Number((needed / DAY).toPrecision(2));
  context.report({
    likelihood: all(
      isShorter(context.chronicle.gap(first.event.id, second.event.id), needed),
      distance.by === "coordinates" && distance.invented ? "possible" : "certain",
    ),
    message: `${second.traveller} is at ${first.system} in ${dated(first.event)} and at ${second.system} in ${dated(second.event)}: ${far}, which take ${days} days at least.`,
    events: [first.event.id, second.event.id],
    entities: [second.traveller, first.system, second.system],
    at: [first, second].map(({ event, system, traveller }) =>
      placeOf(context, event, traveller, `at ${system} here (${writtenDate(event.at)})`),
    ),
  });
}

/** Whether less than that lies between two events, whichever comes first. */
function isShorter({ earliest, latest }: Span, needed: number): Likelihood {
  if (Math.max(-earliest, latest) < needed) return "certain";
  const least = earliest > 0 ? earliest : latest < 0 ? -latest : 0;
  return least < needed && Number.isFinite(earliest - latest) ? "possible" : "no";
}

/** The day that a span lies within. */
function dayOf({ earliest, latest }: Span): number | undefined {
  const day = Math.floor(earliest / DAY);
  return day === Math.floor(latest / DAY) ? day : undefined;
}
