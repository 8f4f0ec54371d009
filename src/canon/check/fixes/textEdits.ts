import type { TimelineName } from "../../../events/envelope.ts";
import type { Fix, TextFix } from "../../text/statements/fix.ts";
import type { SourceMap } from "../../text/statements/loadedCanon.ts";
import type { TextEdit } from "../../text/statements/textEdit.ts";

/**
 * The exact changes of text that a fix is; none where it cannot be made in its place alone, or only in a file that merely lies
 * under others by `extends:`.
 */
export function textEdits(
  fix: Fix | TextFix,
  sources: Pick<SourceMap, "edit" | "files">,
  timeline?: TimelineName,
): readonly TextEdit[] {
  const edits = "edits" in fix ? fix.edits : sources.edit(fix.at.event, fix.at.path, fix.value, timeline);
  return edits.every(({ path }) => sources.files.get(path)?.base === false) ? edits : [];
}
