import type { Catalogue } from "../../../events/createCatalogue.ts";
import type { EventId } from "../../../events/envelope.ts";
import type { RecordedEvent } from "../../../log/eventLog.ts";
import type { ChronicleInMemory } from "../../../timelines/chronicleInMemory.ts";
import type { LoadedCanon, SourceMap } from "../../text/statements/loadedCanon.ts";
import { jsonRange } from "../../text/ndjson/jsonOffsets.ts";
import { rememberTrees } from "../../text/ndjson/rememberTrees.ts";
import { LIMITS } from "../../text/input/limits.ts";
import { flatEvent } from "./flatEvent.ts";
import type { LeftBehind } from "./leftBehind.ts";

/**
 * Where the events of a log were written: at their position, `canon@12`, as the line that an export gives them; for an event that
 * came from elsewhere (`source: { path, line }`), there.
 */
function recordedSources(find: (id: EventId) => RecordedEvent | undefined, catalogue: Catalogue): SourceMap {
  const lines = new Map<string, string>();
  const positionOf = ({ recorded }: RecordedEvent): string => `${recorded.timeline}@${recorded.sequence}`;
  const treeOf = rememberTrees((event: RecordedEvent) => {
    const text = JSON.stringify(flatEvent(event, { catalogue }));
    lines.set(positionOf(event), text);
    return text;
  }, LIMITS.depth);
  return {
    locate: (id, path = []) => {
      const event = find(id);
      if (event === undefined) return undefined;
      const { source } = event;
      if (source !== undefined && "path" in source) return { path: source.path, line: source.line };
      const { start, length } = jsonRange(treeOf(event), path, "value");
      return { path: positionOf(event), line: 1, column: start + 1, length: Math.max(1, length) };
    },
    edit: () => [],
    files: new Map(),
    locateEntity: () => undefined,
    line: (path, line) => (line === 1 ? lines.get(path) : undefined),
    isBase: () => false,
  };
}

/** A timeline of a log, for whoever expects canon that was read from files; with what it leaves behind, where it is a branch. */
export function recordedCanon(
  { timeline, recorded, catalogue }: ChronicleInMemory,
  behind: readonly LeftBehind[] = [],
): LoadedCanon {
  const [parent] = behind;
  const byId = new Map([...behind.flatMap(({ events }) => events), ...recorded].map((event) => [event.id, event]));
  const timelines = [{ timeline, of: parent?.timeline, events: [] }, ...behind];
  return {
    name: undefined,
    catalogue,
    timelines: timelines.map(({ timeline: name, of, events }) => ({
      name,
      ...(of === undefined ? {} : { branch: { of } }),
      events: events.map((event) => ({ event })),
    })),
    sources: recordedSources((id) => byId.get(id), catalogue),
    issues: [],
    ordered: [],
  };
}
