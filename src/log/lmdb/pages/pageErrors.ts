import { statSync } from "node:fs";
import { ValorisError } from "../../../events/valorisError.ts";

export const damagedFile = (path: string, what: string): ValorisError =>
  new ValorisError("log/damaged", `${path} is damaged: ${what}.`, {
    help: "Restore it from a copy. It was left as it is.",
    details: { path },
  });

export const notALogFile = (path: string): ValorisError =>
  new ValorisError("log/not-a-log", `${path} is not a log.`, {
    help: "Give the folder of a log, or another name for a new one.",
  });

export const otherStore = (path: string, version: number): ValorisError =>
  new ValorisError("log/newer-format", `${path} has the store's format ${version}, not 2.`, {
    help: "Use the version of valoris that wrote it.",
  });

export function truncated(path: string): ValorisError {
  const { size } = statSync(path);
  return new ValorisError("log/truncated", `${path} is cut off, after ${size} bytes.`, {
    help: "Restore it from a copy. It was left as it is.",
    details: { size },
  });
}
