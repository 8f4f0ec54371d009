import { closeSync, openSync } from "node:fs";
import { ValorisError } from "../../index.ts";

/** Before long work whose result is to go there. @throws ValorisError `cli/unwritable` */
export function checkWritable(path: string): void {
  try {
    closeSync(openSync(path, "a"));
  } catch (error) {
    throw unwritable(path, error);
  }
}

export const unwritable = (path: string, error: unknown): ValorisError =>
  new ValorisError("cli/unwritable", `${path} cannot be written: ${error instanceof Error ? error.message : ""}`, {
    help: "Name a file in a folder that is there.",
  });
