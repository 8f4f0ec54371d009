import { CANON } from "../log/timelineName.ts";
import { checkCanon, type CheckOptions, type CheckResult } from "./checkCanon.ts";
import { readCanonFiles } from "./files.ts";
import { loadCanon } from "./loadCanon.ts";
import type { SourceMap } from "./loadedCanon.ts";
import { chronicleOf, type ReadCanonOptions } from "./readCanon.ts";

/** What was found, and where everything is written, to show it. */
export interface CheckedFiles extends CheckResult {
  readonly sources: SourceMap;
}

/**
 * Reads canon files and finds what contradicts what. Only what cannot be read at all is an error; a field that does not fit is a
 * finding, and the rest is checked.
 *
 * @throws ValorisError `canon/…`, `log/unknown-timeline`
 */
export async function checkFiles(
  paths: string | readonly string[],
  options: ReadCanonOptions & CheckOptions = {},
): Promise<CheckedFiles> {
  const files = await readCanonFiles([paths].flat());
  const loaded = loadCanon(files, options);
  const chronicle = await chronicleOf(loaded, { timeline: CANON, ...options });
  return { ...checkCanon(loaded, chronicle, options), sources: loaded.sources };
}
