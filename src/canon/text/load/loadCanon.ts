import { catalogue as builtIn } from "../../../events/catalogue/catalogue.ts";
import type { Catalogue } from "../../../events/createCatalogue.ts";
import type { EventId } from "../../../events/envelope.ts";
import { amendmentIssues } from "../lowering/amendmentIssues.ts";
import type { BranchHeader } from "../lowering/branchFile.ts";
import { type CanonFile, openCanonFile } from "../lowering/canonFile.ts";
import { withHeaderCalendars } from "../lowering/headerCalendars.ts";
import type { CanonStatement } from "../statements/draft.ts";
import { type CanonLimits, LIMITS } from "../input/limits.ts";
import type { CanonIssue, LoadedCanon, LoadedTimeline } from "../statements/loadedCanon.ts";
import { timelineDrafts } from "../lowering/openTimelines.ts";
import type { SourceFile } from "../files/sourceFile.ts";
import { sourceMap } from "./sourceMap.ts";
import { type Taking, takeStatement } from "../lowering/takeStatement.ts";
import type { TimelineDraft } from "../lowering/timelineDraft.ts";
import { unknownTypeIssues } from "../lowering/unknownTypes.ts";

export interface LoadOptions {
  /** The types of event that files may use; those that come with valoris if absent. */
  readonly catalogue?: Catalogue;
  readonly limits?: CanonLimits;
  /** Called now and then; `done` and `total` are characters. */
  readonly onProgress?: (progress: { readonly doing: string; readonly done: number; readonly total: number }) => void;
}

/**
 * Reads canon files, bases first, to the events of every timeline that they hold. What cannot be read is thrown; an event that
 * is not right in itself is left out and listed in `issues`, and the rest is read.
 *
 * @throws ValorisError `canon/…`, with the place
 * @example
 * import { loadCanon } from "valoris/canon";
 *
 * const { timelines } = loadCanon([{ path: "a.yaml", text: "entities: { gor: { kind: person } }" }]);
 */
export function loadCanon(sources: readonly SourceFile[], options: LoadOptions = {}): LoadedCanon {
  const { limits = LIMITS, onProgress } = options;
  const total = sources.reduce((sum, { text }) => sum + text.length, 0);
  const files = sources.map((source) => openCanonFile(withoutMark(source), limits));
  const headers = files.flatMap(({ calendars }) => calendars ?? []);
  const catalogue = withHeaderCalendars(options.catalogue ?? builtIn, headers);
  const timelines = timelineDrafts(files);
  const issues: CanonIssue[] = [];
  const ordered: { path: string; events: EventId[] }[] = [];

  let read = 0;
  for (const [timeline, own] of timelines) {
    const later: [CanonStatement, Taking][] = [];
    for (const file of own) {
      const taking: Taking = { timeline, file, catalogue, issues, inOrder: [] };
      const { path } = file.source;
      const report =
        onProgress && ((inFile: number) => onProgress({ doing: `reading ${path}`, done: read + inFile, total }));
      for (const statement of file.statements(catalogue, report)) {
        // An amendment is about what was recorded before it, in whichever file.
        if (statement.kind === "amendment") later.push([statement, taking]);
        else takeStatement(statement, taking);
      }
      if (file.ordered) ordered.push({ path, events: taking.inOrder });
      read += file.source.text.length;
      report?.(0);
    }
    for (const [statement, taking] of later) takeStatement(statement, taking);
    for (const issue of amendmentIssues(timeline, catalogue)) issues.push(issue);
  }

  const drafts = [...timelines.keys()];
  for (const issue of unknownTypeIssues(drafts, catalogue)) issues.push(issue);
  return {
    name: ownFirst(files, ({ name }) => name),
    catalogue,
    timelines: drafts.map((draft) => loadedTimeline(draft, timelines.get(draft)?.[0]?.branch)),
    sources: sourceMap(files, drafts),
    issues,
    ordered,
    calendar: ownFirst(files, ({ calendars }) => calendars?.usual),
    ...(files.some(({ lacksBase }) => lacksBase) ? { lacksBase: true } : {}),
  };
}

/** What the first file says that is no base; else the first that says something. */
function ownFirst(files: readonly CanonFile[], said: (file: CanonFile) => string | undefined): string | undefined {
  const saying = files.filter((file) => said(file) !== undefined);
  const first = saying.find(({ source }) => source.base !== true) ?? saying[0];
  return first && said(first);
}

const withoutMark = (source: SourceFile): SourceFile =>
  source.text.startsWith("\uFEFF") ? { ...source, text: source.text.slice(1) } : source;

function loadedTimeline({ name, events }: TimelineDraft, branch: BranchHeader | undefined): LoadedTimeline {
  return {
    name,
    ...(branch === undefined
      ? {}
      : { branch: { of: branch.of, ...(branch.cut === undefined ? {} : { cut: branch.cut }) } }),
    events: Array.from(events.values(), ({ event, recorded }) => ({ event, ...recorded })),
  };
}
