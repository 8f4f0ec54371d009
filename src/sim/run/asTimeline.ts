import { EventAmended, EventRetracted } from "../../events/catalogue/amendments.ts";
import { canonicalJson } from "../../events/contentHash.ts";
import { formatInstant } from "../../events/dates/civil.ts";
import type { ChronicleEvent } from "../../events/envelope.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import type { Removal } from "../engine/engine.ts";
import type { SimRun } from "../ensemble/measure.ts";
import type { Plan } from "../plan.ts";
import { defined } from "../../idioms/defined.ts";

/**
 * A simulated history as events that can be recorded on a branch of the timeline that was simulated: what did not happen is retracted,
 * what went otherwise is amended, each with the rate that moved; what happened besides, is added.
 */
export function asTimeline({ fates, added }: SimRun, name: string, { names }: Pick<Plan, "names">): ChronicleEvent[] {
  const amended = fates.flatMap((fate): ChronicleEvent[] => {
    if (fate.kind === "removed")
      return [
        {
          id: `${name}-without-${fate.event.id}`,
          type: EventRetracted.type,
          version: 1,
          data: { target: fate.event.id, reason: `It does not happen in ${name}: ${whyRemoved(fate.because)}.` },
        },
      ];
    if (fate.kind === "altered")
      return [
        {
          id: `${name}-otherwise-${fate.event.id}`,
          type: EventAmended.type,
          version: 1,
          data: {
            target: fate.event.id,
            set: { ...changesBetween(fate.event, fate.instead), ...titleOf(fate.instead, names) },
            reason: `It comes out otherwise in ${name}: ${fate.mark}.`,
          },
        },
      ];
    return [];
  });
  return [...amended, ...added.map(({ event }) => asWritten(event, names))];
}

/** Why an event of canon does not happen in a run. */
export function whyRemoved(because: Removal): string {
  switch (because.kind) {
    case "rate":
      return because.rate.rate === 0
        ? "it cannot happen any more"
        : `its rate is ${because.rate.rate.toPrecision(2)} a year, not ${because.inCanon.toPrecision(2)} as in canon`;
    case "no way":
      return "there is nothing left that it could come to";
    case "causes":
      return `it has no cause left without ${because.missing.join(", ")}`;
    case "footing":
      return `it has lost its footing: ${because.lost}`;
    case "necessary":
      return `it cannot be without ${because.missing}`;
    case "guard":
      return "its guard does not hold";
  }
}

const titleOf = ({ title }: ResolvedEvent, names: Plan["names"]): { title?: string } =>
  title === undefined ? {} : { title: named(title, names) };

/** Fields of the data that differ; null for those that are gone. */
function changesBetween({ data: before }: ResolvedEvent, { data: after }: ResolvedEvent): Record<string, unknown> {
  const [old, now] = [before, after] as readonly Readonly<Record<string, unknown>>[];
  const set: Record<string, unknown> = {};
  for (const field of Object.keys({ ...old, ...now }))
    if (canonicalJson([old?.[field]]) !== canonicalJson([now?.[field]])) set[field] = now?.[field] ?? null;
  return set;
}

/** An event as one would write it: to the millisecond, and marked as made up. */
function asWritten(event: ResolvedEvent, names: Plan["names"]): ChronicleEvent {
  const { id, type, version, data, causes, known, placed } = event;
  return {
    id,
    type,
    version,
    data,
    at: formatInstant(placed, "millisecond"),
    ...titleOf(event, names),
    ...defined({ causes, known }),
    tags: ["simulated"],
    invented: true,
  };
}

/** A simulated event's title, with those in it called as canon calls them. */
export const named = (title: string, names: Plan["names"]): string =>
  title.replaceAll(/[a-z0-9]+(?:-[a-z0-9]+)*/g, (word) => names.get(word) ?? word);
