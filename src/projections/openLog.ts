import type { EventLog } from "../log/eventLog.ts";
import { openChronicle, type OpenChronicleOptions } from "../timelines/pages/openChronicle.ts";
import type { ChronicleInPages } from "../timelines/pages/chronicleInPages.ts";
import { type BindOptions, bindChronicle, type Bound } from "./bindChronicle.ts";
import { buildKeyframes } from "./keyframes.ts";

export interface OpenLogOptions extends OpenChronicleOptions, BindOptions {}

/**
 * Opens a timeline of a log for reading: what is asked of it is read from pages and keyframes, as much as the question needs. The first time, its pages and keyframes are made, in the log's cache; from then on any
 * point of it is at hand, and what was recorded since costs what it touches.
 *
 * @throws ValorisError `log/unknown-timeline`
 * @example
 * import { catalogue, memoryLog, openLog } from "valoris";
 *
 * const log = memoryLog({ now: () => 0 });
 * await log.append("canon", [
 *   { id: "earth", type: "FactionFounded", version: 1, data: { faction: "earth", name: "Earth", standing: "major" } },
 * ]);
 * const canon = await openLog(log);
 * console.log(canon.worldAt().power["earth"]?.share); // 1
 */
export async function openLog(log: EventLog, options: OpenLogOptions = {}): Promise<Bound<ChronicleInPages>> {
  const history = await openChronicle(log, options);
  const bound = bindChronicle(history, options);
  if (options.keep !== false) await buildKeyframes(history, bound.projections, options.onProgress);
  return bound;
}
