import type { ChronicleEvent, CommitId, EventId, TimelineName } from "../../../events/envelope.ts";
import type { Catalogue } from "../../../events/createCatalogue.ts";
import type { Location } from "../../../events/valorisError.ts";
import type { TextFix } from "./fix.ts";
import type { TextEdit } from "./textEdit.ts";

/** Something in a file that its events cannot be right with; the file itself could be read. */
export interface CanonIssue {
  /** The rule of the checker that reports it. */
  readonly rule:
    | "identity/invalid-event"
    | "identity/unknown-type"
    | "identity/misspelt-type"
    | "identity/duplicate-declaration"
    | "identity/declared-again"
    | "identity/cut-text"
    | "causality/out-of-order";
  readonly message: string;
  readonly help?: string;
  readonly locations: readonly { readonly location: Location; readonly role: string }[];
  readonly events: readonly EventId[];
  readonly entities: readonly string[];
  /** What would settle it, the likeliest first; asked for only where it is shown. */
  readonly fixes?: () => readonly TextFix[];
}

/** The events of one timeline, as the files hold them, in file order. */
export interface LoadedTimeline {
  readonly name: TimelineName;
  /** A branch file's; absent for canon itself. */
  readonly branch?: {
    readonly of: TimelineName;
    /** An in-universe date, as written. */
    readonly cut?: string | number;
  };
  /** With `recordedAt`, ms, where the file says when an event was recorded, and `commit`, where it says with which. */
  readonly events: readonly {
    readonly event: ChronicleEvent;
    readonly recordedAt?: number;
    readonly commit?: CommitId;
  }[];
}

/** Where things were written, for messages; found when asked for, so that reading stays fast. */
export interface SourceMap {
  /**
   * Where an event, or a field of it, was written; `path` leads from the event in its flat form (a list index, or a
   * field). A path that is not there gives the nearest parent. For an event with `source: { path, line }` that place.
   * Branches of one timeline may use the same id; `timeline` says in which of them to look first.
   */
  locate(event: EventId, path?: readonly (string | number)[], timeline?: TimelineName): Location | undefined;
  /** Text by which a field of an event becomes another, or goes; nothing where that would touch anything else. */
  edit(
    event: EventId,
    path: readonly (string | number)[],
    value: string | undefined,
    timeline?: TimelineName,
  ): readonly TextEdit[];
  /** The files that were read, by the paths that locations have; a base only lies under them, by `extends:`. */
  readonly files: ReadonlyMap<string, { readonly base: boolean }>;
  /** Where an entity was declared under `entities:`. */
  locateEntity(entity: string): Location | undefined;
  /** The text of a line of a file that was read, without its newline, for showing it. */
  line(path: string, line: number): string | undefined;
  /** Whether the event comes from a file that was only laid under others by `extends:`. */
  isBase(event: EventId, timeline?: TimelineName): boolean;
}

/** Canon files, read and lowered to events; nothing resolved yet. */
export interface LoadedCanon {
  /** The header's `canon:`. */
  readonly name: string | undefined;
  /** With the calendars that headers declare. */
  readonly catalogue: Catalogue;
  /** The header's `calendar:`, that bare dates are of. */
  readonly calendar?: string | undefined;
  /** `canon` first, then branch files, a branch after its parent. */
  readonly timelines: readonly LoadedTimeline[];
  readonly sources: SourceMap;
  readonly issues: readonly CanonIssue[];
  /** Files that promise date order (`order: date`), with what stands under their `events:`, in file order. */
  readonly ordered: readonly { readonly path: string; readonly events: readonly EventId[] }[];
  /** It is laid over a canon that is not there (`base: not-loaded`). */
  readonly lacksBase?: boolean;
}
