import { ValorisError } from "../../events/valorisError.ts";

/** Keys are bytes of the file like all others: one that was altered may come out as anything. */

/** The sequence in the key of a commit. @throws ValorisError `log/damaged` */
export function sequenceIn(key: unknown): number {
  const sequence: unknown = Array.isArray(key) ? key[1] : undefined;
  if (typeof sequence === "number" && Number.isSafeInteger(sequence)) return sequence;
  throw damaged("a commit");
}

/** The name of a timeline. @throws ValorisError `log/damaged` */
export function nameIn(key: unknown): string {
  if (typeof key === "string") return key;
  throw damaged("a timeline");
}

const damaged = (of: string): ValorisError =>
  new ValorisError("log/damaged", `The key of ${of} in the log was altered.`, { help: "Restore the log from a copy." });
