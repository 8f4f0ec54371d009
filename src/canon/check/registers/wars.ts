import type { Span } from "../../../events/dates/span.ts";
import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { idsOf, textOf } from "../kit/fieldValues.ts";
import { type Entities, entityRegister } from "./entities.ts";
import type { Register } from "../kit/register.ts";
import { append } from "../../../idioms/multimap.ts";
import { countWhile } from "../../../idioms/sortedSearch.ts";

export interface Wars {
  /** Whether a faction may be in a war, a battle or a breach of a border some time within a span. */
  mayFight(faction: EntityId, within: Span): boolean;
}

/** Who fights when. */
export const warRegister: Register<Wars> = {
  name: "wars",
  build({ changesOf, chronicle }, use) {
    const entities = use(entityRegister);
    const spans = new Map<EntityId, Span[]>();
    const add = (fighter: EntityId, span: Span): void => {
      for (const faction of standingBehind(fighter, entities)) append(spans, faction, span);
    };
    const ends = new Map<EntityId, number>();
    const endOf = (conflict: EntityId): number => {
      let end = ends.get(conflict);
      if (end === undefined) {
        end = Number.NEGATIVE_INFINITY;
        for (const id of entities.get(conflict)?.ends ?? [])
          end = Math.max(end, chronicle.event(id)?.occurred.latest ?? Number.POSITIVE_INFINITY);
        ends.set(conflict, end);
      }
      return end;
    };
    const fight = (
      fighters: readonly EntityId[],
      { occurred }: ResolvedEvent,
      conflict: EntityId | undefined,
    ): void => {
      const last = conflict === undefined ? occurred.latest : endOf(conflict);
      // A conflict that nobody ends goes on.
      const latest = last === Number.NEGATIVE_INFINITY ? Number.POSITIVE_INFINITY : last;
      for (const fighter of fighters) add(fighter, { earliest: occurred.earliest, latest });
    };
    for (const { effect, event } of changesOf("side", "contest", "attack"))
      if (effect.kind === "side") {
        if (effect.change === "joins" && effect.who !== undefined) fight([effect.who], event, effect.conflict);
      } else if (effect.kind === "contest") fight(effect.sides.flat(), event, undefined);
      else if (effect.isOpen) fight([...effect.by, effect.against], event, undefined);
    const timelines = new Map([...spans].map(([faction, list]) => [faction, timelineOf(list)]));
    return {
      mayFight: (faction, { earliest, latest }) => {
        const timeline = timelines.get(entities.canonical(faction));
        return timeline !== undefined && timeline.latestUpTo(latest) >= earliest;
      },
    };
  },
};

/** So many stand behind one at most: nobody is a part of more, each within the next. */
const MOST_BEHIND = 64;

/** Itself, and whatever it belongs to. */
export function standingBehind(id: EntityId, entities: Entities): ReadonlySet<EntityId> {
  const found = new Set([entities.canonical(id)]);
  // A set goes on with what is added to it.
  for (const own of found) {
    if (found.size > MOST_BEHIND) break;
    for (const owner of idsOf(entities.fact(own, "of"))) found.add(entities.canonical(owner));
    const whole = textOf(entities.fact(own, "partOf"));
    if (whole !== undefined) found.add(entities.canonical(whole));
  }
  return found;
}

/** The latest end of what begins by an instant: spans by beginning, and the latest end so far beside each. */
function timelineOf(spans: readonly Span[]): { latestUpTo(instant: number): number } {
  const sorted = [...spans].sort((a, b) => a.earliest - b.earliest || 0);
  let most = Number.NEGATIVE_INFINITY;
  const ends = sorted.map(({ latest }) => (most = Math.max(most, latest)));
  return {
    latestUpTo(instant) {
      return ends[countWhile(sorted, ({ earliest }) => earliest <= instant) - 1] ?? Number.NEGATIVE_INFINITY;
    },
  };
}
