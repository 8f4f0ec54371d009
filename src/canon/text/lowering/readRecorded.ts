import type { CommitId } from "../../../events/envelope.ts";
import { isFields } from "../statements/draft.ts";
import { readInstant } from "./readInstant.ts";

/** What a file says of how an event was recorded. */
export interface WrittenRecord {
  /** ms since 1970-01-01T00:00Z. */
  readonly recordedAt: number;
  /** An export's: what was recorded together, is imported together. */
  readonly commit?: CommitId;
}

const KEYS = ["timeline", "sequence", "commit", "recordedAt"];

/** An instant, or `{ timeline, sequence, commit, recordedAt }` as an export writes it; undefined if it is neither. */
export function readRecorded(value: unknown): WrittenRecord | undefined {
  const isRecord = isFields(value) && Object.keys(value).every((key) => KEYS.includes(key));
  const recordedAt = readInstant(isRecord ? value["recordedAt"] : value);
  if (recordedAt === undefined) return undefined;
  if (!isRecord || value["commit"] === undefined) return { recordedAt };
  const { commit } = value;
  return typeof commit === "string" && commit !== "" && commit.length <= 200 ? { recordedAt, commit } : undefined;
}
