import { utf8ToBytes } from "@noble/hashes/utils.js";
import { Packr } from "msgpackr";
import { type Digest, digestAnywhere } from "./digest.ts";
import { decodeRows, encodeRows } from "../events/codec.ts";
import { canonicalJson } from "../events/contentHash.ts";
import type { ChronicleEvent, TimelineName } from "../events/envelope.ts";
import { ValorisError } from "../events/valorisError.ts";
import type { BranchPoint, CommitBlock } from "./eventLog.ts";

export type CommitHeader = Omit<CommitBlock, "hash" | "block">;

/** The hash of the header, as a list in canonical JSON, a line feed, and the block. A platform may bring a faster digest. */
export function hashCommit(header: CommitHeader, block: Uint8Array, digest: Digest = digestAnywhere): string {
  const { timeline, sequence, count, id, recordedAt, previous } = header;
  const head = canonicalJson([timeline, sequence, count, id, recordedAt, previous]);
  return digest(utf8ToBytes(`${head}\n`), block);
}

/** Events as bytes; `decodeBlock` reads them. */
export const encodeBlock = (events: readonly ChronicleEvent[]): Uint8Array => encodeRows(events);

/** What a timeline's first commit is chained to: its name, and for a branch where it branched off, of what history. */
export function startHash(
  timeline: TimelineName,
  branch: BranchPoint | undefined,
  parentHash: string,
  digest: Digest = digestAnywhere,
): string {
  return digest(utf8ToBytes(canonicalJson([timeline, branch ?? null, parentHash])));
}

/** @throws ValorisError `log/block`, `log/newer-format`, naming the commit */
export function decodeBlock({ timeline, sequence, id, count, block }: CommitBlock): readonly ChronicleEvent[] {
  try {
    const events: readonly object[] = decodeRows(block);
    if (events.length === count && events.every(isEvent)) return events;
    throw new ValorisError("log/block", `A block holds ${events.length} events, its header says ${count}.`);
  } catch (error) {
    if (!(error instanceof ValorisError)) throw error;
    throw new ValorisError(error.code, `Commit ${id} (${timeline}@${sequence}): ${error.message}`, {
      help: error.help ?? "Restore the log from a copy; `valoris log verify` says which commits are whole.",
      details: { timeline, sequence, commit: id },
    });
  }
}

/** The least that what was valid when it entered must still be. */
function isEvent(row: object): row is ChronicleEvent {
  const { id, type, version, data } = row as Partial<ChronicleEvent>;
  return typeof id === "string" && typeof type === "string" && typeof version === "number" && data !== undefined;
}

const packr = new Packr({ useRecords: false, mapsAsObjects: true });

/** A commit as one value of a store. Where it stands in which timeline is the store's key. */
export function packBlock({ id, count, recordedAt, previous, hash, block }: CommitBlock): Uint8Array {
  return packr.pack([id, count, recordedAt, previous, hash, block]);
}

/** A value whose header cannot be read any more comes back without an id and a hash: no commit has none, so it proves nothing. */
export function unpackBlock(timeline: TimelineName, sequence: number, bytes: Uint8Array): CommitBlock {
  try {
    const [id, count, recordedAt, previous, hash, block]: unknown[] = packr.unpack(bytes);
    if (
      typeof id === "string" &&
      typeof count === "number" &&
      typeof recordedAt === "number" &&
      typeof previous === "string" &&
      typeof hash === "string" &&
      block instanceof Uint8Array
    )
      return { id, timeline, sequence, count, recordedAt, previous, hash, block };
  } catch {
    // What is no MessagePack is as damaged as what is another value.
  }
  return { id: "", timeline, sequence, count: 0, recordedAt: 0, previous: "", hash: "", block: bytes };
}

/** @throws ValorisError `log/block` where the bytes are not those that were stored */
export function proveBlock(commit: CommitBlock, digest?: Digest): CommitBlock {
  if (hashCommit(commit, commit.block, digest) === commit.hash) return commit;
  const { id, timeline, sequence } = commit;
  throw new ValorisError("log/block", `Commit ${id || "?"} at ${timeline}@${sequence} is not what was stored.`, {
    help: "Its bytes were altered. Restore the log from a copy; `valoris log verify` says which commits are whole.",
    details: { timeline, sequence, commit: id },
  });
}
