import type { EventId } from "../../../events/envelope.ts";
import type { EventLog, RecordedEvent } from "../../../log/eventLog.ts";
import type { EditedTimeline } from "../../../timelines/edit/edit.ts";
import { readTimeline } from "../../../timelines/readTimeline.ts";
import { resolve, type ResolveOptions } from "../../../timelines/resolve.ts";
import { checkCanon, type CheckOptions } from "../run/checkCanon.ts";
import { recordedCanon } from "../../sync/export/recordedSources.ts";
import type { Finding } from "../findings/finding.ts";
import { type Hanging, whatFollows } from "../../../projections/hanging/whatHangsOn.ts";
import { touchedBy } from "./touched.ts";

/** What an edit has made of the history around it. */
export interface Consequences {
  /** What hangs on what was edited, by how firmly, each with the chain that leads there. All of it stands still. */
  readonly hanging: Hanging;
  /** What the rules find now, and did not find before. */
  readonly found: readonly Finding[];
  /** What they found before, and no longer do. */
  readonly settled: readonly Finding[];
  /** Events that the rules looked at: all; or, of a long history, those that have to do with what was edited. */
  readonly checked: number;
}

export interface ConsequenceOptions extends CheckOptions, Omit<ResolveOptions, "timeline" | "firstDate"> {
  /** Chronicles longer than this are checked around the edit only; 50 000 if absent. */
  readonly most?: number;
}

/** A rule that says what `impossible` says with the way that leads there. */
const SAID_BETTER: ReadonlySet<string> = new Set(["treaty/missing-precondition"]);

/**
 * What follows from an edit: later events that need what was taken back, directly or through others, whose guard no longer holds, or
 * that a rule now finds to contradict the rest.
 */
export async function consequencesOf(
  log: EventLog,
  { timeline, from, before, after, events, touched }: EditedTimeline,
  { most = 50_000, ...options }: ConsequenceOptions = {},
): Promise<Consequences> {
  const hanging = whatFollows(before, after, touched);
  const recorded = await readTimeline(log, timeline, options, from);
  const pending = events.map((event, i): RecordedEvent => {
    const position = {
      timeline,
      sequence: from + 1 + i,
      commit: "",
      recordedAt: recorded.at(-1)?.recorded.recordedAt ?? 0,
    };
    return { ...event, recorded: position };
  });
  const whole = [...recorded, ...pending];
  const seen = recorded.length <= most ? undefined : touchedBy(whole, touched, before.catalogue);
  const findingsOf = (all: readonly RecordedEvent[]): readonly Finding[] => {
    const read = seen === undefined ? all : all.filter(({ id }) => seen.has(id));
    const chronicle = resolve(read, { ...options, timeline });
    return checkCanon(recordedCanon(chronicle), chronicle, options).findings;
  };
  const old = findingsOf(recorded);
  const now = findingsOf(whole);
  const known = new Set(old.map(({ fingerprint }) => fingerprint));
  const still = new Set(now.map(({ fingerprint }) => fingerprint));
  const cannot = new Set<EventId>(hanging.impossible.map(({ event }) => event));
  return {
    hanging,
    found: now.filter(
      ({ fingerprint, rule, events: about }) =>
        !known.has(fingerprint) && !(SAID_BETTER.has(rule) && about.some((id) => cannot.has(id))),
    ),
    settled: old.filter(({ fingerprint }) => !still.has(fingerprint)),
    checked: seen?.size ?? whole.length,
  };
}
