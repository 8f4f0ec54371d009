import { ValorisError } from "../index.ts";
import type { Input } from "./input.ts";
import type { Timelines } from "./timelines.ts";

/** What happened before anybody asked what if. */
export interface Factual {
  readonly history: Input;
  /** ms: the branch sees nothing of it after this. */
  readonly cut?: number;
}

/** What a branch branches from, as it was when it did; undefined for a timeline that branches from none. */
export async function factual(
  { log, read }: Timelines,
  timeline: string,
  against: string | undefined,
): Promise<Factual | undefined> {
  const branch = (await log.timeline(timeline))?.branch;
  if (against !== undefined && against !== timeline && against !== branch?.parent)
    throw new ValorisError(
      "sim/against",
      branch === undefined
        ? `${timeline} branches from no other timeline.`
        : `${timeline} branches from ${branch.parent}, not from ${against}.`,
      {
        help:
          branch === undefined
            ? "Leave --against away, or fork: valoris timeline fork what-if/x --of canon."
            : `Say --against ${branch.parent}: a what-if is held against what it changes.`,
      },
    );
  if (branch === undefined) return undefined;
  const history = await read(branch.parent, branch.sequence);
  return { history, ...(branch.cut === undefined ? {} : { cut: branch.cut }) };
}
