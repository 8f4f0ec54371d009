import type { EntityId, EventId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import type { History } from "../history.ts";
import { isType } from "../knownType.ts";
import { all, allOf, any, anyOf, type Likelihood } from "../likelihood.ts";
import { between, createTouching, upTo } from "../touching.ts";
import type { Entities } from "./entities.ts";
import type { Alliance, Treaty } from "./treaty.ts";

/** Whether two are obliged to each other by a treaty at an event: both bound, and nothing has freed them since. */
export type Force = (event: EventId) => Likelihood;

/**
 * Whoever only signed is not bound; whoever ratifies or joins later is so from then on. A breach or an end frees both, whoever
 * is at fault; a member that leaves, or is dissolved, frees only itself.
 */
export function createForce(
  treaty: Treaty,
  pair: readonly EntityId[],
  wanted: readonly Alliance[],
  entities: Entities,
  { chronicle, comparison }: Pick<History, "chronicle" | "comparison">,
): Force {
  const { isBefore } = comparison;
  const laidOut = (events: readonly ResolvedEvent[]) => createTouching(events, (event) => event, comparison);
  const terms = wanted.flatMap((alliance) => treaty.terms.get(alliance) ?? []);
  const beginnings = [terms, ...pair.map((id) => treaty.bound.get(id) ?? [])].map((events) =>
    laidOut(events.filter(({ timeTravel }) => timeTravel !== true)),
  );
  const ends = pair.flatMap((id) => (entities.get(id)?.ends ?? []).flatMap((end) => chronicle.event(end) ?? []));
  const freeing = [...treaty.breaks.filter((event) => freesBoth(event, pair, entities)), ...ends];
  // What has no time, or is out of it, may free them at any.
  if (freeing.some(({ at, timeTravel }) => at === undefined || timeTravel === true)) return () => "no";
  const freed = laidOut(freeing);
  const answered = new Set(freeing.flatMap(({ causes = [] }) => causes));

  return (id) => {
    const event = chronicle.event(id);
    // What a denunciation names as its cause is not undenounced, if the word came later.
    if (event === undefined || answered.has(id)) return "no";
    const stands = (since: ResolvedEvent): Likelihood =>
      all(
        since.at === undefined ? "certain" : isBefore(since.id, id),
        allOf(freed(between(since, event)), (end) =>
          any(isBefore(end.id, since.id), isBefore(id, end.id)),
        ),
      );
    return allOf(beginnings, (begun) => anyOf(begun(upTo(event)), stands));
  };
}

function freesBoth(event: ResolvedEvent, pair: readonly EntityId[], { canonical }: Entities): boolean {
  return !isType(event, "MemberLeft") || pair.includes(canonical(event.data.member));
}
