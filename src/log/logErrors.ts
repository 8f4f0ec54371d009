import type { CommitId, EventId, TimelineName } from "../events/envelope.ts";
import { ValorisError } from "../events/valorisError.ts";

/** What every adapter refuses, in the same words. */

export const closed = (): ValorisError =>
  new ValorisError("log/closed", "The log is closed.", { help: "Open it again before using it." });

export const unknownTimeline = (name: TimelineName, known: readonly TimelineName[]): ValorisError =>
  new ValorisError("log/unknown-timeline", `There is no timeline “${name}”.`, {
    help: `There are: ${known.slice(0, 10).join(", ") || "none yet"}.`,
  });

export const timelineExists = (name: TimelineName): ValorisError =>
  new ValorisError("log/timeline-exists", `There is a timeline “${name}” already.`, { help: "Choose another name." });

export const conflict = (timeline: TimelineName, expected: number | "none", head: number): ValorisError =>
  expected === "none"
    ? new ValorisError("log/conflict", `There is a timeline “${timeline}” already, at ${head}.`, {
        help: "Choose another name, or append to its head.",
        details: { expected, head },
      })
    : new ValorisError("log/conflict", `${timeline} is at ${head}, not at ${expected}.`, {
        help: "Somebody appended meanwhile: read what is new, decide again, and append to the new head.",
        details: { expected, head },
      });

export const noPosition = (of: TimelineName, at: number, head: number): ValorisError =>
  new ValorisError("log/position", `${of} has no position ${at}; its head is ${head}.`, {
    help: `Use a whole number from 0 to ${head}.`,
  });

export const noInstant = (what: string, given: unknown): ValorisError =>
  new ValorisError("log/recorded-at", `${what} ${String(given)}: that is no whole number of milliseconds since 1970.`, {
    help: "Give a time such as Date.now() does, or none.",
  });

export const recordedOrder = (timeline: TimelineName, recordedAt: number, last: number): ValorisError =>
  new ValorisError(
    "log/recorded-order",
    `A commit of ${timeline} cannot have been recorded at ${recordedAt} ms: the one before was at ${last} ms.`,
    { help: "Give a time that is not before it, or none.", details: { recordedAt, last } },
  );

export const noCommitId = (given: unknown): ValorisError =>
  new ValorisError(
    "log/commit-id",
    typeof given !== "string" || given === ""
      ? "The id of a commit is text, and not empty."
      : `The id of a commit has at most 200 characters, and no line breaks; this one has ${given.length}.`,
    { help: "Give a shorter one, or none: then the log makes one." },
  );

export const commitKnown = (
  id: CommitId,
  timeline: TimelineName,
  known: { readonly timeline: TimelineName; readonly sequence: number },
): ValorisError =>
  new ValorisError(
    "log/commit-known",
    `The commit ${id} is in ${known.timeline} already (@${known.sequence})${known.timeline === timeline ? ", with other events" : ""}.`,
    {
      help: "A log holds a commit once. Give this one another id; of an export, import it into another log, or export it without --recorded.",
      details: { commit: id, timeline: known.timeline, sequence: known.sequence },
    },
  );

export const eventKnown = (
  id: EventId,
  timeline: TimelineName,
  known: { readonly type: string; readonly recorded: { readonly timeline: TimelineName; readonly sequence: number } },
): ValorisError => {
  const at = `${known.recorded.timeline}@${known.recorded.sequence}`;
  return new ValorisError("log/event-known", `${timeline} has an event ${id} already: ${known.type}, at ${at}.`, {
    help: "Give the new one another id; to change the one that is there, append an EventAmended or EventRetracted about it.",
    details: { event: id, at },
  });
};
