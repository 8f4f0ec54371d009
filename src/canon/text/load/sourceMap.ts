import type { EntityId, EventId, TimelineName } from "../../../events/envelope.ts";
import type { CanonFile } from "../lowering/canonFile.ts";
import type { SourceMap } from "../statements/loadedCanon.ts";
import type { Accepted, TimelineDraft } from "../lowering/timelineDraft.ts";
import { append } from "../../../idioms/multimap.ts";

/** Where the events of these timelines were written; the first that has an id answers for it. */
export function sourceMap(files: readonly CanonFile[], timelines: readonly TimelineDraft[]): SourceMap {
  // A file may come in parts.
  const byPath = new Map<string, CanonFile[]>();
  for (const file of files) append(byPath, file.source.path, file);

  const byName = new Map(timelines.map((timeline) => [timeline.name, timeline]));
  const find = (event: EventId, timeline: TimelineName | undefined): Accepted | undefined => {
    let at = timeline === undefined ? undefined : byName.get(timeline);
    for (; at !== undefined; at = at.parent) {
      const found = at.events.get(event);
      if (found !== undefined) return found;
    }
    for (const { events } of timelines) {
      const found = events.get(event);
      if (found !== undefined) return found;
    }
    return undefined;
  };

  return {
    locate: (id, path = [], timeline) => {
      const found = find(id, timeline);
      if (found === undefined) return undefined;
      const { source } = found.event;
      return source !== undefined && "path" in source
        ? { path: source.path, line: source.line }
        : found.site.place(path);
    },
    edit: (id, path, value, timeline) => {
      const found = find(id, timeline);
      // Offsets within a part are none of the file.
      const isWhole = found !== undefined && byPath.get(found.file.source.path)?.length === 1;
      return isWhole ? found.site.edit(path, value) : [];
    },
    files: new Map(files.map(({ source: { path, base } }) => [path, { base: base === true }])),
    locateEntity: (entity: EntityId) => {
      for (const { entities } of timelines) {
        const site = entities.get(entity)?.site;
        if (site !== undefined) return site.place([], "key");
      }
      return undefined;
    },
    // What ends a part begins no line of it.
    line: (path, line) =>
      byPath
        .get(path)
        ?.map(({ lines }) => lines.line(line))
        .findLast((text) => text !== undefined),
    isBase: (id, timeline) => find(id, timeline)?.file.source.base === true,
  };
}
