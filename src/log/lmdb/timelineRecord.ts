import { Packr } from "msgpackr";
import { ValorisError } from "../../events/valorisError.ts";
import type { BranchPoint } from "../eventLog.ts";
import { unwrap, withChecksum } from "./checked.ts";

/** What the store knows of a timeline. */
export interface TimelineRecord {
  readonly branch?: BranchPoint;
  /** What its first commit is chained to. */
  readonly start: string;
  readonly head: number;
  /** Of its last commit; `start` while it has none. */
  readonly hash: string;
  /** ms; of its last commit, or of the last that its branch point sees. */
  readonly recordedAt: number;
  /** As far as the places of its events, and of those that it takes over, are noted by their ids; absent: none are. */
  readonly noted?: number;
}

const packr = new Packr({ useRecords: false, mapsAsObjects: true });

/** An altered head would hide commits, or have the next one written over them: so the record is checked, as commits are by their hash. */
export const packRecord = (record: TimelineRecord): Buffer => withChecksum(packr.pack(record));

/** @throws ValorisError `log/damaged` */
export function unpackRecord(name: string, bytes: Buffer): TimelineRecord {
  const value = unwrap(bytes);
  if (value !== undefined) return packr.unpack(value) as TimelineRecord;
  throw new ValorisError("log/damaged", `What the log keeps about the timeline “${name}” was altered.`, {
    help: "Restore the log from a copy.",
    details: { timeline: name },
  });
}
