import {
  loadCanon,
  type LoadedCanon,
  readCanonFiles,
  recordCanon,
  refuseImpossible,
  refuseInvalid,
} from "../../doors/canon.ts";
import { sourceOf } from "../input.ts";
import { noteIssues } from "../noteIssues.ts";
import { createProgress } from "../progress.ts";
import { readSettings, type Settings } from "../settings.ts";
import type { Terminal } from "../terminal.ts";
import { memoryLog, openChronicle, readChronicle, ValorisError } from "../../index.ts";

/**
 * Reads files that are to be recorded, all of their timelines; what a log should not hold is refused.
 *
 * @throws ValorisError `canon/…`, `dates/impossible`, `cli/no-input`
 */
export async function readFiles(
  files: readonly string[],
  terminal: Terminal,
): Promise<{ readonly loaded: LoadedCanon; readonly reading: Settings["reading"] }> {
  const source = await sourceOf(files, {}, terminal);
  if (!("files" in source))
    throw new ValorisError("cli/no-input", "No files were given, and the configuration names no canon.", {
      help: "Name a canon file or folder, or add `canon:` to valoris.config.yaml.",
    });
  const progress = createProgress(terminal);
  try {
    const { reading } = await readSettings();
    const { report: onProgress } = progress;
    const loaded = loadCanon(await readCanonFiles(source.files, { onProgress }), { ...reading, onProgress });
    refuseInvalid(loaded.issues);
    const isWhole = loaded.timelines[0]?.events.length !== 0;
    const said = new Set<string>();
    const note = (text: string): void => {
      if (!said.has(text)) terminal.note(text);
      said.add(text);
    };
    const log = memoryLog({ now: () => 0 });
    const resolving = { ...reading, catalogue: loaded.catalogue };
    await recordCanon(loaded, log, resolving);
    for (const { name, branch } of loaded.timelines) {
      // Branches are many, and differ in little from what they branch from: they share its pages.
      const options = { ...resolving, timeline: name };
      const chronicle = await (branch === undefined ? readChronicle(log, name, options) : openChronicle(log, options));
      refuseImpossible(chronicle, loaded.sources);
      progress.end();
      // What a branch file on its own leans on is in the log.
      if (isWhole) noteIssues({ timeline: name, loaded, issues: chronicle.issues }, { ...terminal, note });
    }
    return { loaded, reading };
  } finally {
    progress.end();
  }
}
