import type { EventId } from "../../../events/envelope.ts";
import { type FailedGuard, failedGuards } from "../../../projections/expressions/guards.ts";
import { eventsUntil, type Chronicle } from "../../../timelines/chronicle.ts";
import { append } from "../../../idioms/multimap.ts";
import { held } from "../../../idioms/held.ts";

/** An event that stands, though what it needs does not. */
export interface Impossible {
  readonly event: EventId;
  /** One sentence. */
  readonly why: string;
  /**
   * From what it needs to what is at the root of it: an event that was taken back, or whose guard fails; of more than
   * 16 steps the nearest and the root. Empty for its own guard.
   */
  readonly chain: readonly EventId[];
}

/** What is known to be impossible, and why: the last steps of the way from its root, nearest first. */
interface Reached {
  readonly chain: readonly EventId[];
  readonly root: EventId;
  readonly length: number;
}

/** Steps of a chain that are told. */
const TOLD = 16;

/** Events of `after` that need something that was so `before`: an event, the truth of their guard, or others that need these. */
export function brokenNeeds(before: Chronicle, after: Chronicle): Impossible[] {
  const roots = new Map<EventId, string>();
  const found = new Map<EventId, Impossible>();
  const dependents = new Map<EventId, EventId[]>();
  let isGuarded = false;
  for (const { id, guard, necessary = [] } of eventsUntil(after, after.events.length)) {
    if (guard !== undefined) isGuarded = true;
    for (const need of necessary) {
      append(dependents, need, id);
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
  // Each is reached from what it needs, nearest first; a chain is told up to where that is of use, as all of it would be n² long.
  let reached: readonly Reached[] = [...roots.keys()].map((id) => ({ chain: [id], root: id, length: 1 }));
  while (reached.length > 0)
    reached = reached.flatMap(({ chain, root, length }) =>
      (dependents.get(held(chain[0])) ?? []).flatMap((event) => {
        if (found.has(event)) return [];
        const steps = chain.map((need, i) => `${chain[i - 1] ?? `${event} cannot have happened`} without ${need}`);
        const rest = length > chain.length ? `, and so on, back to ${root}` : "";
        found.set(event, {
          event,
          why: `${steps.join(", nor ")}${rest}: ${held(roots.get(root))}`,
          chain: rest === "" ? chain : [...chain, root],
        });
        return [{ chain: [event, ...chain].slice(0, TOLD), root, length: length + 1 }];
      }),
    );
  return [...found.values()].sort((a, b) => after.indexOf(a.event) - after.indexOf(b.event));
}

function newlyFailing(before: Chronicle, after: Chronicle): FailedGuard[] {
  const now = failedGuards(after);
  const then = new Set(now.length === 0 ? [] : failedGuards(before).map(({ event }) => event));
  return now.filter(({ event }) => !then.has(event));
}

function goneWords(after: Chronicle, id: EventId): string {
  const taken = after.retracted.get(id);
  return taken === undefined ? `${id} is not there` : `${id} is retracted (${taken.retraction.reason})`;
}

function guardWords({ event, guard, parts, unreadable }: FailedGuard): string {
  if (unreadable !== undefined) return `the guard of ${event} cannot be read. ${unreadable}`;
  return `it is guarded by “${guard}”, and ${parts.map(({ text, value }) => `${text} is ${String(value)}`).join(", ")}`;
}
