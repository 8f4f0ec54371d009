import { canonicalJson } from "../../../events/contentHash.ts";
import type { ChronicleEvent, EntityId, EventId, TimelineName } from "../../../events/envelope.ts";
import type { CanonFile } from "./canonFile.ts";
import type { Site } from "../statements/draft.ts";
import { overrides } from "./extendBase.ts";
import type { CanonIssue } from "../statements/loadedCanon.ts";
import type { WrittenRecord } from "./readRecorded.ts";

/** An event that was read and is right in itself. */
export interface Accepted {
  readonly event: ChronicleEvent;
  readonly recorded: WrittenRecord | undefined;
  readonly site: Site;
  readonly file: CanonFile;
}

/** An entity's declaration with its forces: they stand and fall together. */
interface Declared {
  readonly file: CanonFile;
  readonly site: Site;
  readonly events: readonly Accepted[];
}

/** The events of one timeline while files are read: ids are unique, in what it sees of its parents too; overlays replace. */
export interface TimelineDraft {
  readonly name: TimelineName;
  readonly parent: TimelineDraft | undefined;
  readonly events: Map<EventId, Accepted>;
  readonly entities: Map<EntityId, Declared>;
  /** By id that was made up more than once: the last number it got. */
  readonly numbers: Map<EventId, number>;
  /** Ids of events and of entities that it or any timeline of the same files has or had: most are looked for in vain. */
  readonly used: Set<string>;
}

/** A timeline without events yet. */
export const timelineDraft = (name: TimelineName, parent?: TimelineDraft): TimelineDraft => ({
  name,
  parent,
  events: new Map(),
  entities: new Map(),
  numbers: new Map(),
  used: parent?.used ?? new Set(),
});

/** An event of the timeline, or of those that it branches from. */
export function findEvent(timeline: TimelineDraft, id: EventId): Accepted | undefined {
  if (!timeline.used.has(id)) return undefined;
  for (let at: TimelineDraft | undefined = timeline; at !== undefined; at = at.parent) {
    const found = at.events.get(id);
    if (found !== undefined) return found;
  }
  return undefined;
}

function put(timeline: TimelineDraft, id: EventId, accepted: Accepted): void {
  timeline.events.set(id, accepted);
  timeline.used.add(id);
}

/**
 * Adds an event. With `numbered`, an id that is taken gets a number: it was made up, from the content or from a target.
 * Returns the id that it has now, or what is wrong.
 */
export function addEvent(
  timeline: TimelineDraft,
  accepted: Accepted,
  numbered: boolean,
  replaces: boolean,
): EventId | CanonIssue {
  const { event } = accepted;
  const other = findEvent(timeline, event.id);
  if (other === undefined) {
    put(timeline, event.id, accepted);
    return event.id;
  }
  if (replaces && timeline.events.get(event.id) === other && overrides(accepted.file.source, other.file.source)) {
    // Deleted first, so that it stands where the overlay has it.
    timeline.events.delete(event.id);
    put(timeline, event.id, accepted);
    return event.id;
  }
  if (!numbered)
    return twice(`The event \`${event.id}\``, other.site, accepted.site, { events: [event.id], entities: [] });
  const id = numberedId(timeline, event.id);
  put(timeline, id, { ...accepted, event: { ...event, id } });
  return id;
}

function numberedId(timeline: TimelineDraft, id: EventId): EventId {
  let number = (lastNumber(timeline, id) ?? 1) + 1;
  while (findEvent(timeline, `${id}-${number}`) !== undefined) number++;
  timeline.numbers.set(id, number);
  return `${id}-${number}`;
}

/** What it begins after is taken: by the timeline itself, or by the nearest that it branches from. */
function lastNumber(timeline: TimelineDraft, id: EventId): number | undefined {
  for (let at: TimelineDraft | undefined = timeline; at !== undefined; at = at.parent) {
    const number = at.numbers.get(id);
    if (number !== undefined) return number;
  }
  return undefined;
}

/** Adds an entity's events, unless the same was said before. Returns what is wrong. */
export function addEntity(timeline: TimelineDraft, entity: EntityId, declared: Declared): CanonIssue | undefined {
  const other = findEntity(timeline, entity);
  if (other !== undefined) {
    if (timeline.entities.get(entity) === other && overrides(declared.file.source, other.file.source))
      for (const accepted of other.events) remove(timeline, accepted);
    else if (facts(other) === facts(declared))
      // A branch may say what its parent says, and bases are others'.
      return timeline.entities.get(entity) !== other || declared.file.source.base === true
        ? undefined
        : {
            ...twice(`\`${entity}\``, other.site, declared.site, { events: [], entities: [entity] }),
            rule: "identity/declared-again",
          };
    else {
      const events = declared.events.slice(0, 1).map(({ event }) => event.id);
      return twice(`\`${entity}\``, other.site, declared.site, { events, entities: [entity] });
    }
  }
  timeline.entities.set(entity, declared);
  timeline.used.add(`entity ${entity}`);
  const results = declared.events.map((accepted) => addEvent(timeline, accepted, false, true));
  return results.find((result) => typeof result !== "string");
}

function remove({ events }: TimelineDraft, accepted: Accepted): void {
  if (events.get(accepted.event.id) === accepted) events.delete(accepted.event.id);
}

function findEntity(timeline: TimelineDraft, entity: EntityId): Declared | undefined {
  if (!timeline.used.has(`entity ${entity}`)) return undefined;
  for (let at: TimelineDraft | undefined = timeline; at !== undefined; at = at.parent) {
    const found = at.entities.get(entity);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What is stated, without where and in which words. */
const facts = ({ events }: Declared): string =>
  canonicalJson(events.map(({ event: { type, data, at, known } }) => ({ type, data, at, known })));

function twice(what: string, first: Site, second: Site, about: Pick<CanonIssue, "events" | "entities">): CanonIssue {
  return {
    rule: "identity/duplicate-declaration",
    message: `${what} is declared twice; the first counts.`,
    help: "Rename or remove one of them; to change what another file says, use `extends:` or `amend:`.",
    locations: [
      { location: first.place([]), role: "declared here" },
      { location: second.place([]), role: "and again here" },
    ],
    ...about,
  };
}
