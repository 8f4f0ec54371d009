import { loadCanon, readCanonFiles, recordCanon, refuseImpossible, refuseInvalid } from "../doors/canon.ts";
import { defined } from "../idioms/defined.ts";
import { bindChronicle, type EventLog, memoryLog, resolve, type ResolveOptions } from "../index.ts";
import { readTimeline } from "../doors/timelines.ts";
import { type InputOptions, type Input, type InputSource, sourceOf } from "./input.ts";
import { readConfig } from "./config.ts";
import { showDaysIn } from "./dates.ts";
import { isLogFolder, openLogFolder } from "./logFolder.ts";
import { makeRoomFor } from "./moreMemory.ts";
import { createProgress } from "./progress.ts";
import { lastInstantBefore, readFromLog } from "./recordedInput.ts";
import { readSettings } from "./settings.ts";
import type { Terminal } from "./terminal.ts";

/** Several timelines of one log, or of the canon and branch files that were given. */
export interface Timelines {
  /** The log itself; of files, a recording of them in memory. */
  readonly log: EventLog;
  readonly isOfFiles: boolean;
  readonly resolving: ResolveOptions;
  /** As far as a position, if one is given. @throws ValorisError `log/unknown-timeline`, `dates/impossible` */
  read(timeline: string, upTo?: number): Promise<Input>;
}

/** Where there is a log, that is where branches are; the files that a configuration names are its canon. */
async function timelineSource(
  files: readonly string[],
  options: Pick<InputOptions, "log">,
  terminal: Terminal,
): Promise<InputSource> {
  const configured = files.length === 0 && options.log === undefined ? readConfig(process.cwd())?.log : undefined;
  return configured !== undefined && isLogFolder(configured) ? { log: configured } : sourceOf(files, options, terminal);
}

/** For commands about more than one timeline. @throws ValorisError `cli/no-input`, `canon/…`, `log/…` */
export async function openTimelines(
  files: readonly string[],
  options: Pick<InputOptions, "log" | "recordedBefore" | "calendar">,
  terminal: Terminal,
): Promise<Timelines> {
  const source = await timelineSource(files, options, terminal);
  const { reading: resolving } = await readSettings();
  const { recordedBefore } = options;
  const { report: onProgress, end } = createProgress(terminal);
  if ("log" in source) {
    const log = await openLogFolder(source.log);
    showDaysIn(options.calendar, resolving.catalogue);
    const read = async (timeline: string, upTo?: number): Promise<Input> => {
      try {
        const asked = {
          timeline,
          ...defined({ recordedBefore, upTo }),
        };
        return await readFromLog(log, asked, { ...resolving, onProgress });
      } finally {
        end();
      }
    };
    return { log, isOfFiles: false, resolving, read };
  }
  try {
    makeRoomFor(source.files);
    const loaded = loadCanon(await readCanonFiles(source.files, { onProgress }), { ...resolving, onProgress });
    refuseInvalid(loaded.issues);
    showDaysIn(options.calendar, loaded.catalogue, loaded.calendar);
    const log = memoryLog({ now: () => Date.now() });
    const own = { ...resolving, catalogue: loaded.catalogue };
    await recordCanon(loaded, log, own);
    const read = async (timeline: string, upTo?: number): Promise<Input> => {
      const asked = { ...own, timeline };
      const whole = resolve(await readTimeline(log, timeline, asked, upTo), asked);
      const chronicle =
        recordedBefore === undefined ? whole : whole.asOf({ instant: lastInstantBefore(recordedBefore) });
      refuseImpossible(chronicle, loaded.sources);
      return { ...bindChronicle(chronicle, resolving), loaded };
    };
    return { log, isOfFiles: true, resolving: own, read };
  } finally {
    end();
  }
}
