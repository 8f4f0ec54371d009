import type { EventId } from "../../events/envelope.ts";
import { type FailedGuard, failedGuards } from "../../projections/expressions/guards.ts";
import { eventsUntil, type History } from "../../timelines/history.ts";

/** An event that stands, though what it needs does not. */
export interface Impossible {
  readonly event: EventId;
  /** One sentence. */
  readonly why: string;
  /** From what it needs to what is at the root of it: an event that was taken back, or whose guard fails. Empty for its own guard. */
  readonly chain: readonly EventId[];
}

/** Events of `after` that need something that was so `before`: an event, the truth of their guard, or others that need these. */
export function brokenNeeds(before: History, after: History): Impossible[] {
  const roots = new Map<EventId, string>();
  const found = new Map<EventId, Impossible>();
  const dependents = new Map<EventId, EventId[]>();
  let isGuarded = false;
  for (const { id, guard, necessary = [] } of eventsUntil(after, after.events.length)) {
    if (guard !== undefined) isGuarded = true;
    for (const need of necessary) {
      dependents.set(need, [...(dependents.get(need) ?? []), id]);
      if (roots.has(need) || after.event(need) !== undefined || before.event(need) === undefined) continue;
      roots.set(need, goneWords(after, need));
    }
  }
  for (const failed of isGuarded ? newlyFailing(before, after) : []) {
    const { event } = failed;
    const why = guardWords(failed);
    roots.set(event, why);
    found.set(event, { event, why: `${event} cannot have happened: ${why}`, chain: [] });
  }
  let reached: readonly (readonly EventId[])[] = [...roots.keys()].map((id) => [id]);
  while (reached.length > 0)
    reached = reached.flatMap((chain) =>
      (dependents.get(chain[0] ?? "") ?? []).flatMap((event) => {
        if (found.has(event)) return [];
        const steps = chain.map((need, i) => `${chain[i - 1] ?? `${event} cannot have happened`} without ${need}`);
        found.set(event, { event, why: `${steps.join(", nor ")}: ${roots.get(chain.at(-1) ?? "") ?? ""}`, chain });
        return [[event, ...chain]];
      }),
    );
  return [...found.values()].sort((a, b) => after.indexOf(a.event) - after.indexOf(b.event));
}

function newlyFailing(before: History, after: History): FailedGuard[] {
  const now = failedGuards(after);
  const then = new Set(now.length === 0 ? [] : failedGuards(before).map(({ event }) => event));
  return now.filter(({ event }) => !then.has(event));
}

function goneWords(after: History, id: EventId): string {
  const taken = after.retracted.get(id);
  return taken === undefined ? `${id} is not there` : `${id} is retracted (${taken.retraction.reason})`;
}

function guardWords({ event, guard, parts, unreadable }: FailedGuard): string {
  if (unreadable !== undefined) return `the guard of ${event} cannot be read. ${unreadable}`;
  return `it is guarded by “${guard}”, and ${parts.map(({ text, value }) => `${text} is ${String(value)}`).join(", ")}`;
}
