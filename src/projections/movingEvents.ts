import { effectsOf } from "../events/effectsOf.ts";
import type { EventId } from "../events/envelope.ts";
import { batchesOf } from "../timelines/chronicle.ts";
import type { ResolvedEvent } from "../timelines/resolvedEvent.ts";
import type { WithProjections } from "./defineProjection.ts";
import { createFold } from "./fold.ts";
import { nervousness } from "./nervousness/nervousness.ts";
import { type NervousnessEntry, type NervousnessState, settledAt } from "./nervousness/nervousnessState.ts";
import { power, type PowerEntry } from "./power/power.ts";
import { territory } from "./territory/territory.ts";

/** Of one type of event, how many of a chronicle's move a number. */
export interface MovingType {
  readonly type: string;
  readonly events: number;
  readonly moving: number;
  /** Of those that move none: why, and an example. */
  readonly still?: { readonly why: string; readonly example: EventId };
}

/**
 * How many events move a number of power, territory or nervousness, by type, those with the most that move none first; one pass. A number
 * that stands still while events happen listens to something else than what was written. Who there is since the beginning is not
 * counted where it moves none: a cast happens at no time, and is nothing that a number should hear of.
 */
export function movingEvents(chronicle: WithProjections): MovingType[] {
  const { catalogue, events } = chronicle;
  const nerves = chronicle.projections?.find(({ name }) => name === nervousness.name) ?? nervousness;
  const fold = createFold([territory, power, nerves], { catalogue });
  const moved = new Set<EventId>();
  const felt = (entry: NervousnessEntry): void => void (entry.kind === "felt" && moved.add(entry.origin.id));
  const sinks = {
    power: {
      subject: undefined,
      add: (entry: PowerEntry) =>
        void (entry.kind === "fixed"
          ? moved.add(entry.by.id)
          : entry.kind === "fading" && moved.add(entry.effect.by.id)),
    },
    nervousness: { subject: undefined, add: felt },
  } as const;
  for (const batch of batchesOf(events, 0, events.length))
    for (const event of batch) {
      if (effectsOf(event, catalogue).some(({ kind }) => kind === "rule" || kind === "contest")) moved.add(event.id);
      fold.apply([event], sinks as never);
    }
  settledAt(fold.states()[nerves.name] as NervousnessState, Number.MAX_SAFE_INTEGER, felt);

  const types = new Map<string, { events: number; moving: number; example: ResolvedEvent | undefined }>();
  for (const batch of batchesOf(events, 0, events.length))
    for (const event of batch) {
      if (event.placed === Number.NEGATIVE_INFINITY && !moved.has(event.id)) continue;
      const own = types.get(event.type) ?? { events: 0, moving: 0, example: undefined };
      own.events++;
      if (moved.has(event.id)) own.moving++;
      else own.example ??= event;
      types.set(event.type, own);
    }
  return [...types]
    .map(([type, { example, ...counts }]) => ({
      type,
      ...counts,
      ...(example === undefined ? {} : { still: { why: whyStill(example, chronicle), example: example.id } }),
    }))
    .sort((a, b) => b.events - b.moving - (a.events - a.moving) || (a.type < b.type ? -1 : 1));
}

function whyStill(event: ResolvedEvent, { catalogue }: WithProjections): string {
  const definition = catalogue.definitions.get(event.type);
  if (definition === undefined) return "nobody has defined the type";
  const effects = effectsOf(event, catalogue);
  if (definition.tensions.length > 0)
    return "nobody is near enough to feel it, or it weighs only under conditions that do not hold here";
  if (effects.length === 0) return "the type says something, and changes nothing";
  return "what the type changes is so, and no number: rules, guards and what-ifs read it";
}
