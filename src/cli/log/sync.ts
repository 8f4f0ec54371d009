import type { Command } from "commander";
import { type LoadedCanon, type SyncedTimeline, syncCanon, statedTimelines, rehearsalLog } from "../../doors/canon.ts";
import { type EventLog, memoryLog, ValorisError } from "../../index.ts";
import { lmdbLog } from "../../log/lmdb.ts";
import { logFolder, openLogFolder } from "../logFolder.ts";
import { createProgress } from "../progress.ts";
import type { Terminal } from "../terminal.ts";
import { gitTimes } from "./gitTimes.ts";
import { type LogOptions, withLog } from "./logOptions.ts";
import { noteRaised } from "./noteRaised.ts";
import { readFiles } from "./readFiles.ts";
import { printSynced } from "./syncOutput.ts";

interface SyncOptions extends LogOptions {
  readonly dryRun?: boolean;
  readonly recordedFromGit?: boolean;
  readonly reason?: string;
  readonly force?: boolean;
}

export function addSync(log: Command, terminal: Terminal): void {
  withLog(
    log.command("sync").argument("[files...]", "canon files or folders; all of the canon"),
    "where files without a `branch:` belong",
  )
    .option("--dry-run", "only print what would be appended")
    .option("--recorded-from-git", "what is added counts as recorded when git says that it was written")
    .option("--force", "also take back what was recorded since the state from which the files were written")
    .option("--reason <text>", "why, for changes to which the files give no reason")
    .description("Append what changed in the files: additions, amendments, retractions.")
    .addHelpText(
      "after",
      `
Files and log are compared by id. What is in the log and not in the files is retracted, so name all of the files; nothing is
ever deleted, and what comes back is restored.

Files that hold nothing of what was recorded last, and would take it back, look like an older copy: that is refused, and what it would
take back is said. --force does it all the same.

Examples:
  $ valoris log sync canon/ --log .valoris --dry-run
  $ valoris log sync canon/ --log .valoris --recorded-from-git`,
    )
    .action(async (files: string[], options: SyncOptions) => {
      const folder = logFolder(options.log);
      const { loaded, reading } = await readFiles(files, terminal);
      const target = options.dryRun === true ? await rehearsal(folder, loaded, options) : lmdbLog(folder);
      const progress = createProgress(terminal);
      try {
        const synced = await syncCanon(loaded, target, {
          ...reading,
          timeline: options.timeline,
          onProgress: progress.report,
          refuseTakingBack: options.force !== true && options.dryRun !== true,
          ...(options.reason === undefined ? {} : { reason: options.reason }),
          ...(options.recordedFromGit === true ? { recordedTimes: gitTimes(loaded.sources, terminal) } : {}),
        });
        progress.end();
        noteSynced(synced, terminal);
        printSynced(synced, { format: options.format, dryRun: options.dryRun === true }, terminal);
      } finally {
        progress.end();
        await target.close();
      }
    });
}

/** What would happen is tried on a copy; a log that is not there yet is an empty one. */
async function rehearsal(folder: string, loaded: LoadedCanon, { timeline }: SyncOptions): Promise<EventLog> {
  const now = (): number => Date.now();
  let source: EventLog;
  try {
    source = await openLogFolder(folder);
  } catch (error) {
    if (error instanceof ValorisError && error.code === "log/missing") return memoryLog({ now });
    throw error;
  }
  try {
    const stated = statedTimelines(loaded, timeline);
    const names = stated.flatMap(({ name, branch }) => (branch === undefined ? [name] : [branch.of, name]));
    return await rehearsalLog(source, names, now);
  } finally {
    await source.close();
  }
}

/** Names that are said; the rest is counted. */
const NAMED = 5;

const fewOf = (names: readonly string[]): string =>
  `${names.slice(0, NAMED).join(", ")}${names.length > NAMED ? ` and ${names.length - NAMED} more` : ""}`;

function noteSynced(synced: readonly SyncedTimeline[], terminal: Terminal): void {
  const { note, paint } = terminal;
  for (const { timeline, raised, behind, takenBack } of synced) {
    if (takenBack.length > 0)
      note(
        `${paint("yellow", "note:")} this takes back what was recorded in ${timeline} since the files were written: ${fewOf(takenBack.map(({ target }) => target))}.`,
      );
    noteRaised(timeline, raised, terminal);
    if (behind)
      note(
        `${paint("yellow", "note:")} ${timeline} branched off before its parent's latest events, and does not see them.`,
      );
  }
}
