import type { TimelineName } from "../events/envelope.ts";
import type { EventLog, Timeline } from "../log/eventLog.ts";
import { OPERATIONS } from "../log/timelineName.ts";
import { timelineStates } from "./operations.ts";
import { append } from "../idioms/multimap.ts";

/** A timeline as lists show it. */
export interface ListedTimeline extends Timeline {
  /** Events of its own, amendments among them. */
  readonly own: number;
  readonly archived: boolean;
  readonly protected: boolean;
  readonly tags: readonly { readonly tag: string; readonly sequence: number }[];
}

export interface ListOptions {
  /** Those that are archived as well. */
  readonly archived?: boolean;
  /** How many; 100 if absent. */
  readonly limit?: number;
  /** The name to go on after. */
  readonly after?: TimelineName;
}

export interface TimelineList {
  readonly timelines: readonly ListedTimeline[];
  /** Where to go on, if there are more. */
  readonly next?: TimelineName;
}

/** The timelines of a log in name order, a page at a time; what is archived only if asked for. */
export async function listTimelines(log: EventLog, options: ListOptions = {}): Promise<TimelineList> {
  const { archived = false, limit = 100 } = options;
  const states = await timelineStates(log);
  const tags = new Map<TimelineName, { tag: string; sequence: number }[]>();
  for (const [tag, { timeline, sequence }] of states.tags) {
    append(tags, timeline, { tag, sequence });
  }
  const found: ListedTimeline[] = [];
  let after = options.after;
  do {
    const page = await log.timelines({ limit: limit + 2, ...(after === undefined ? {} : { after }) });
    for (const timeline of page.timelines) {
      const { name, head, branch } = timeline;
      if (name === OPERATIONS || (!archived && states.archived.has(name))) continue;
      found.push({
        ...timeline,
        own: head - (branch?.sequence ?? 0),
        archived: states.archived.has(name),
        protected: states.protected.has(name),
        tags: tags.get(name) ?? [],
      });
    }
    after = page.next;
  } while (after !== undefined && found.length <= limit);
  const timelines = found.slice(0, limit);
  const next = found.length > limit ? timelines.at(-1)?.name : undefined;
  return { timelines, ...(next === undefined ? {} : { next }) };
}

/** A timeline with those that branch from it, by where they do. */
export interface TimelineTree {
  readonly timeline: ListedTimeline;
  readonly branches: readonly TimelineTree[];
}

/** Branches of branches that are drawn within one another: what lies deeper is a tree of its own, so that none grows with its square. */
const DEEPEST = 100;

/** Listed timelines as trees: each under its parent, if that is listed as well, and not a hundred branches deep. */
export function treesOf(timelines: readonly ListedTimeline[]): TimelineTree[] {
  const names = new Set(timelines.map(({ name }) => name));
  const children = new Map<TimelineName | undefined, ListedTimeline[]>();
  for (const timeline of timelines) {
    const parent = timeline.branch?.parent;
    const under = parent !== undefined && names.has(parent) ? parent : undefined;
    append(children, under, timeline);
  }
  const sorted = (name: TimelineName | undefined): ListedTimeline[] =>
    (children.get(name) ?? []).sort((a, b) => (a.branch?.sequence ?? 0) - (b.branch?.sequence ?? 0));
  const roots = sorted(undefined);
  const under = (name: TimelineName, depth: number): TimelineTree[] => {
    if (depth < DEEPEST) return sorted(name).map((one) => ({ timeline: one, branches: under(one.name, depth + 1) }));
    for (const one of sorted(name)) roots.push(one);
    return [];
  };
  const trees: TimelineTree[] = [];
  // The list grows while it is gone through.
  for (const timeline of roots) trees.push({ timeline, branches: under(timeline.name, 1) });
  return trees;
}
