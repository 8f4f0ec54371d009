import { refuseImpossible } from "../canon/readCanon.ts";
import type { ReadProgress } from "../canon/canon.ts";
import { type BoundHistory, type EventLog, openLog, type Point, resolve } from "../index.ts";

/**
 * A timeline of a log, as it had been recorded before a date if one is given: what is asked of it later need not say so again.
 *
 * @throws ValorisError `log/…`, `dates/impossible`
 */
export async function readRecorded(
  log: EventLog,
  { timeline = "canon", recordedBefore }: { readonly timeline?: string; readonly recordedBefore?: string },
  onProgress: (progress: ReadProgress) => void,
): Promise<BoundHistory> {
  const instant = recordedBefore === undefined ? undefined : resolve([]).spanOf(recordedBefore).earliest - 1;
  const history = await openLog(log, {
    timeline,
    ...(instant === undefined ? {} : { recorded: { instant } }),
    onProgress: (progress) => onProgress({ doing: `reading ${timeline}`, ...progress }),
  });
  refuseImpossible(history, {
    locate: (id) => {
      const recorded = history.event(id)?.recorded;
      return recorded && { path: `${recorded.timeline}@${recorded.sequence}`, line: 1 };
    },
  });
  return instant === undefined ? history : asOpened(history);
}

function asOpened(history: BoundHistory): BoundHistory {
  const there = ({ recorded: _recorded, ...point }: Point = {}): Point => point;
  return {
    ...history,
    asOf: () => history,
    worldAt: (point) => history.worldAt(there(point)),
    because: (metric, subject, point) => history.because(metric, subject, there(point)),
    tenure: (system, point) => history.tenure(system, there(point)),
  };
}
