import { refuseImpossible, type ReadCanonOptions } from "../doors/canon.ts";
import { type Bound, type ChronicleInPages, type EventLog, openLog, resolve, ValorisError } from "../index.ts";

/** The end of a date that needs no canon to be read; undefined for what does. */
export function instantOfDate(date: string): number | undefined {
  try {
    const { latest } = resolve([]).spanOf(date);
    return Number.isFinite(latest) ? latest : undefined;
  } catch (error) {
    if (error instanceof ValorisError) return undefined;
    throw error;
  }
}

/** The last instant before a date. */
export const lastInstantBefore = (date: string): number => resolve([]).spanOf(date).earliest - 1;

/** Which part of which timeline is read. */
interface RecordedPart {
  readonly timeline?: string;
  readonly recordedBefore?: string;
  /** A position, itself included. */
  readonly upTo?: number;
}

/**
 * A timeline of a log, as it had been recorded before a date or up to a position if one is given.
 *
 * @throws ValorisError `log/…`, `dates/impossible`
 */
export async function readFromLog(
  log: EventLog,
  { timeline = "canon", recordedBefore, upTo }: RecordedPart,
  { onProgress, ...reading }: Pick<ReadCanonOptions, "catalogue" | "projections" | "approximationYears" | "onProgress">,
): Promise<Bound<ChronicleInPages>> {
  const history = await openLog(log, {
    ...reading,
    timeline,
    ...(recordedBefore === undefined ? {} : { recorded: { instant: lastInstantBefore(recordedBefore) } }),
    ...(upTo === undefined ? {} : { recorded: { sequence: upTo } }),
    onProgress: (progress) => onProgress?.({ doing: `reading ${timeline}`, ...progress }),
  });
  refuseImpossible(history, {
    locate: (id) => {
      const recorded = history.event(id)?.recorded;
      return recorded && { path: `${recorded.timeline}@${recorded.sequence}`, line: 1 };
    },
  });
  return history;
}
