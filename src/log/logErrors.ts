import type { TimelineName } from "../events/envelope.ts";
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

export const conflict = (timeline: TimelineName, expected: number, head: number): ValorisError =>
  new ValorisError("log/conflict", `${timeline} is at ${head}, not at ${expected}.`, {
    help: "Somebody appended meanwhile: read what is new, decide again, and append to the new head.",
    details: { expected, head },
  });

export const noPosition = (of: TimelineName, at: number, head: number): ValorisError =>
  new ValorisError("log/position", `${of} has no position ${at}; its head is ${head}.`, {
    help: `Use a whole number from 0 to ${head}.`,
  });

export const recordedOrder = (timeline: TimelineName, recordedAt: number, last: number): ValorisError =>
  new ValorisError(
    "log/recorded-order",
    `A commit of ${timeline} cannot have been recorded at ${recordedAt} ms: the one before was at ${last} ms.`,
    { help: "Give a time that is not before it, or none.", details: { recordedAt, last } },
  );
