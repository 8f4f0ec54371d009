import type { Observable } from "rxjs";
import type { ChronicleEvent, CommitId, NewEvent, TimelineName } from "../events/envelope.ts";
import type { DerivedCache } from "./derivedCache.ts";

/** Where and when an event entered the log. Sequences count from 1 in each timeline, parents' events included. */
export interface Recorded {
  readonly timeline: TimelineName;
  readonly sequence: number;
  readonly commit: CommitId;
  /** ms since 1970-01-01T00:00Z. */
  readonly recordedAt: number;
}

export interface RecordedEvent extends ChronicleEvent {
  readonly recorded: Recorded;
}

/** What is appended together, is there together. */
export interface Commit {
  readonly id: CommitId;
  readonly timeline: TimelineName;
  /** Sequence of the first event. */
  readonly sequence: number;
  readonly recordedAt: number;
  readonly events: readonly RecordedEvent[];
}

/** A commit as stored: what it needs to be read and proved, and nothing that depends on where it is kept. */
export interface CommitBlock {
  readonly id: CommitId;
  readonly timeline: TimelineName;
  /** Of its first event. */
  readonly sequence: number;
  /** Events in it. */
  readonly count: number;
  /** ms since 1970-01-01T00:00Z. */
  readonly recordedAt: number;
  /** Hash of the commit before; of a timeline's first commit, the hash that the timeline starts with. */
  readonly previous: string;
  /** SHA-256 of all of the above and of the block, in hex. */
  readonly hash: string;
  /** The events, without what the header says of them. */
  readonly block: Uint8Array;
}

/** A branch point: everything of `parent` up to and including `sequence`; of that, only what happened by `cut` is seen. */
export interface BranchPoint {
  readonly parent: TimelineName;
  readonly sequence: number;
  /** An in-universe instant, ms. */
  readonly cut?: number;
}

export interface Timeline {
  readonly name: TimelineName;
  /** Sequence of its last event; 0 when it is empty. */
  readonly head: number;
  readonly branch?: BranchPoint;
}

export interface AppendOptions {
  /** The head that the caller has seen; `none` where there was no such timeline. @throws `log/conflict` when it is otherwise */
  readonly expected?: number | "none";
  /**
   * Appending the same commit twice stores it once. 1 to 200 characters without spaces.
   *
   * @throws `log/commit-known` where another timeline has a commit of this id, or this one has it with other events
   */
  readonly commitId?: CommitId;
  /**
   * Whole ms since 1970-01-01T00:00Z; the log's own clock if absent. Never before the commit before: where the log's clock went back, a
   * commit counts as recorded with the one before. @throws `log/recorded-order` for a time that was given
   */
  readonly recordedAt?: number;
  /** The events were let in before, by another log or from files: they are taken as they are. */
  readonly unchecked?: boolean;
}

/** Where a branch leaves its parent: at a position, its head if absent; `cut` is an in-universe instant, ms. */
export interface ForkPoint {
  readonly sequence?: number;
  readonly cut?: number;
}

/** One of several changes that are made together. */
export type Change =
  | ({
      readonly kind: "append";
      readonly timeline: TimelineName;
      readonly events: readonly NewEvent[];
    } & AppendOptions)
  | ({ readonly kind: "fork"; readonly timeline: TimelineName; readonly of: TimelineName } & ForkPoint);

/** Sequences, both included. */
export interface SequenceRange {
  readonly from?: number;
  readonly to?: number;
}

/** One page of timelines, in name order; `next` is the name to go on from. */
export interface TimelinePage {
  readonly timelines: readonly Timeline[];
  readonly next?: TimelineName;
}

export interface PageRequest {
  readonly after?: TimelineName;
  readonly limit?: number;
}

/**
 * Where events are kept: the port that every store stands behind. Order is exact within a timeline; there is no global
 * sequence. A timeline comes into being with its first append, or as a fork.
 */
export interface EventLog {
  /**
   * Done when it is durable. Events are let in as those of files are: by the schema of their type in the log's catalogue, and under an id
   * that nothing in the timeline's history has. Appending no events only creates the timeline.
   *
   * @throws ValorisError `event/invalid`, `event/unknown-type`, `log/event-known`, `log/conflict`, `log/commit-known`, `log/commit-id`,
   *   `log/recorded-at`, `log/recorded-order`, `log/timeline-name`, `log/closed`; of a log in a folder, `log/missing` where that is gone
   */
  append(timeline: TimelineName, events: readonly NewEvent[], options?: AppendOptions): Promise<Commit>;
  /**
   * Several appends and forks, in this order: all of them are done, or none. Gives the commits of the appends.
   *
   * @throws as `append` and `fork`
   */
  transact(changes: readonly Change[]): Promise<readonly Commit[]>;
  /** Commits that hold the range, parents' first, cut to it. @throws ValorisError `log/unknown-timeline` */
  read(timeline: TimelineName, range?: SequenceRange): AsyncIterable<Commit>;
  /**
   * As `read`, without waiting: where a log can, a history that was opened goes on though its pages are gone from the cache. Without,
   * reading it fails with `log/cache-changed` until it is opened again.
   */
  readNow?(timeline: TimelineName, range?: SequenceRange): Iterable<Commit>;
  /** Commits that hold the range as they are stored: whole, with the hashes that prove them. @throws as `read` */
  blocks(timeline: TimelineName, range?: SequenceRange): AsyncIterable<CommitBlock>;
  /** History from a sequence on, then what is appended, as it is: nothing twice, nothing missed. It may begin before the timeline does. */
  follow(timeline: TimelineName, from?: number): Observable<Commit>;
  /** Copies nothing. @throws ValorisError `log/timeline-exists`, `log/unknown-timeline`, `log/position`, `log/timeline-name` */
  fork(name: TimelineName, of: TimelineName, at?: ForkPoint): Promise<Timeline>;
  timeline(name: TimelineName): Promise<Timeline | undefined>;
  /** SHA-256 that proves all of a timeline's history, in hex: of its last commit, chained to all before. @throws `log/unknown-timeline` */
  headHash(name: TimelineName): Promise<string>;
  timelines(request?: PageRequest): Promise<TimelinePage>;
  /** Where what is computed from this log may be kept: pages and keyframes. */
  readonly cache: DerivedCache;
  close(): Promise<void>;
}
