import type { Catalogue } from "../../../events/createCatalogue.ts";
import type { TimelineName } from "../../../events/envelope.ts";
import type { EventLog, RecordedEvent } from "../../../log/eventLog.ts";
import { unknownTimeline } from "../../../log/logErrors.ts";
import { applyAmendments } from "../../../timelines/amendments.ts";
import { readTimeline } from "../../../timelines/readTimeline.ts";
import { upcastRecorded } from "../../../timelines/upcastRecorded.ts";
import type { ReadProgress } from "../record/readCanon.ts";
import { type FlatOptions, flatEvent } from "./flatEvent.ts";
import { branchHeader, yamlEvents } from "./yamlEvents.ts";

export interface ExportOptions {
  readonly catalogue: Catalogue;
  readonly format: "ndjson" | "yaml";
  /** Adds how each event was recorded, so that an import restores commits and their times. */
  readonly recorded?: boolean;
  /**
   * What the timeline holds now, its parents' events among it, with amendments applied. If absent, what was recorded in it, as
   * it was, with amendments as events of their own: importing that gives the same events again.
   */
  readonly amended?: boolean;
  readonly onProgress?: (progress: ReadProgress) => void;
}

/**
 * The events of a timeline as text that canon is read from, piece by piece; each ends with a line feed.
 *
 * @throws ValorisError `log/unknown-timeline`, `export/cut`
 */
export async function* exportEvents(
  log: EventLog,
  name: TimelineName,
  options: ExportOptions,
): AsyncGenerator<string, void, undefined> {
  const { format, amended = false, onProgress } = options;
  const timeline = await log.timeline(name);
  if (timeline === undefined)
    throw unknownTimeline(
      name,
      (await log.timelines()).timelines.map((known) => known.name),
    );
  const { branch, head } = timeline;
  if (format === "yaml") {
    if (branch !== undefined && !amended) yield branchHeader(name, branch);
    yield "events:\n";
  }

  const first = (branch?.sequence ?? 0) + 1;
  let done = 0;
  for await (const events of amended ? [await amendedEvents(log, name, options)] : ownEvents(log, name, first)) {
    for (let from = 0; from < events.length; from += PIECE) yield written(events.slice(from, from + PIECE), options);
    done += events.length;
    onProgress?.({ doing: `exporting ${name}`, done, total: head - first + 1 });
  }
}

/** Events in one piece of text. */
const PIECE = 1000;

async function* ownEvents(log: EventLog, name: TimelineName, from: number): AsyncGenerator<readonly RecordedEvent[]> {
  for await (const { events } of log.read(name, { from })) yield events;
}

async function amendedEvents(
  log: EventLog,
  name: TimelineName,
  { catalogue }: FlatOptions,
): Promise<readonly RecordedEvent[]> {
  return applyAmendments(upcastRecorded(await readTimeline(log, name, { catalogue }), catalogue), catalogue).events;
}

function written(events: readonly RecordedEvent[], options: ExportOptions): string {
  const flat = events.map((event) => flatEvent(event, options));
  return options.format === "yaml" ? yamlEvents(flat) : `${flat.map((fields) => JSON.stringify(fields)).join("\n")}\n`;
}
