import type { Catalogue } from "../../../events/createCatalogue.ts";
import type { TimelineName } from "../../../events/envelope.ts";
import { type Location, ValorisError } from "../../../events/valorisError.ts";
import { memoryLog } from "../../../log/memory.ts";
import { CANON } from "../../../log/timelineName.ts";
import { type BindOptions, bindChronicle, type Bound } from "../../../projections/bindChronicle.ts";
import type { ChronicleInMemory } from "../../../timelines/chronicleInMemory.ts";
import { readChronicle } from "../../../timelines/readTimeline.ts";
import { readCanonFiles } from "../../text/files/files.ts";
import { loadCanon } from "../../text/load/loadCanon.ts";
import type { CanonIssue, LoadedCanon, SourceMap } from "../../text/statements/loadedCanon.ts";
import { recordCanon } from "./recordCanon.ts";

export interface ReadCanonOptions extends BindOptions {
  /** `canon` if absent; a branch file brings others. */
  readonly timeline?: TimelineName;
  /** The types of event that files may use; the ones that come with valoris if absent. */
  readonly catalogue?: Catalogue;
  /** Years by which `~` and `?` widen a date, each side; 1 if absent. */
  readonly approximationYears?: number;
  /** ms since 1970: when events count as recorded that do not say so; 0 if absent. */
  readonly recordedAt?: number;
  readonly onProgress?: (progress: ReadProgress) => void;
}

export interface ReadProgress {
  readonly doing: string;
  readonly done: number;
  readonly total: number;
}

/** A chronicle that was read from files: it knows where everything is written. */
export interface Canon extends Bound<ChronicleInMemory> {
  readonly loaded: LoadedCanon;
  readonly sources: SourceMap;
  /** Names of all timelines in the files. */
  readonly timelines: readonly TimelineName[];
}

/**
 * Reads canon files or folders, and resolves one timeline of them.
 *
 * @throws ValorisError `canon/…` for what cannot be read, `canon/invalid` for fields that do not fit, `dates/impossible`,
 *   `log/unknown-timeline`
 * @example
 * import { readCanon } from "valoris/canon";
 *
 * const canon = await readCanon("fixtures/cardassian-advance.yaml");
 * console.log(canon.worldAt({ occurred: "2388-10-11" }).nervousness.quadrant);
 */
export async function readCanon(paths: string | readonly string[], options: ReadCanonOptions = {}): Promise<Canon> {
  const files = await readCanonFiles([paths].flat());
  const loaded = loadCanon(files, options);
  refuseInvalid(loaded.issues);
  const chronicle = await chronicleOf(loaded, options);
  refuseImpossible(chronicle, loaded.sources);
  return {
    ...bindChronicle(chronicle, options),
    loaded,
    sources: loaded.sources,
    timelines: loaded.timelines.map(({ name }) => name),
  };
}

/** Resolves a timeline of canon that was loaded, whatever is wrong with it. */
export async function chronicleOf(loaded: LoadedCanon, options: ReadCanonOptions = {}): Promise<ChronicleInMemory> {
  const { approximationYears, recordedAt = 0, timeline = CANON } = options;
  const resolving = {
    catalogue: loaded.catalogue,
    ...(approximationYears === undefined ? {} : { approximationYears }),
  };
  const log = memoryLog({ now: () => recordedAt });
  await recordCanon(loaded, log, resolving);
  return readChronicle(log, timeline, resolving);
}

/** Issues with which a chronicle cannot be trusted; the others are for `valoris check`. */
export function refuseInvalid(issues: readonly CanonIssue[]): void {
  const invalid = issues.filter(
    ({ rule }) => rule === "identity/invalid-event" || rule === "identity/duplicate-declaration",
  );
  const [first] = invalid;
  if (first === undefined) return;
  const more = invalid.length - 1;
  const at: Location | undefined = first.locations[0]?.location;
  throw new ValorisError("canon/invalid", first.message, {
    help:
      [first.help, more > 0 ? `${more} more like it: \`valoris check\` lists all.` : undefined]
        .filter(Boolean)
        .join(" ") || "`valoris check` lists all.",
    details: { issues: invalid },
    ...(at === undefined ? {} : { at }),
  });
}

export function refuseImpossible(
  { impossible }: Pick<ChronicleInMemory, "impossible">,
  sources: Pick<SourceMap, "locate">,
): void {
  const [first] = impossible;
  if (first === undefined) return;
  const places = first.steps.map((step) => {
    const at = sources.locate(step.event, step.path);
    return `${step.event}, ${step.says}${at === undefined ? "" : ` (${at.path}:${at.line})`}`;
  });
  const at = first.steps[0] && sources.locate(first.steps[0].event, first.steps[0].path);
  throw new ValorisError("dates/impossible", `These dates cannot all hold: ${places.join("; ")}.`, {
    help: "Change one of them; `valoris check` shows each place.",
    details: { impossible },
    ...(at === undefined ? {} : { at }),
  });
}
