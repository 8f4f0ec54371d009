import { checkCanon, type CheckOptions, type CheckResult } from "./checkCanon.ts";
import { readCanonFiles } from "../../text/files/files.ts";
import { loadCanon } from "../../text/load/loadCanon.ts";
import { chronicleOf, type ReadCanonOptions } from "../../sync/record/readCanon.ts";

/**
 * Reads canon files and finds what contradicts what. Only what cannot be read at all is an error; a field that does not fit is a
 * finding, and the rest is checked.
 *
 * @throws ValorisError `canon/…`, `log/unknown-timeline`, `check/unknown-rule`
 */
export async function checkFiles(
  paths: string | readonly string[],
  options: ReadCanonOptions & CheckOptions = {},
): Promise<CheckResult> {
  const loaded = loadCanon(await readCanonFiles([paths].flat()), options);
  return checkCanon(loaded, await chronicleOf(loaded, options), options);
}
