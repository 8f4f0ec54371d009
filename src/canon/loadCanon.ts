import { catalogue as builtIn } from "../events/catalogue/catalogue.ts";
import type { Catalogue } from "../events/createCatalogue.ts";
import type { EventId, TimelineName } from "../events/envelope.ts";
import { ValorisError } from "../events/valorisError.ts";
import { CANON } from "../log/timelineName.ts";
import { amendmentIssues } from "./amendmentIssues.ts";
import { type BranchHeader, parentsFirst } from "./branchFile.ts";
import { type CanonFile, openCanonFile } from "./canonFile.ts";
import type { Draft, Misfit, Statement } from "./draft.ts";
import { type CanonLimits, LIMITS } from "./limits.ts";
import type { CanonIssue, LoadedCanon, LoadedTimeline } from "./loadedCanon.ts";
import { overrides } from "./extendBase.ts";
import type { SourceFile } from "./sourceFile.ts";
import { sourceMap } from "./sourceMap.ts";
import { type Accepted, addEntity, addEvent, timelineDraft, type TimelineDraft } from "./timelineDraft.ts";
import { unknownTypeIssues } from "./unknownTypes.ts";
import { validateDraft } from "./validateDraft.ts";

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
  const { catalogue = builtIn, limits = LIMITS, onProgress } = options;
  const total = sources.reduce((sum, { text }) => sum + text.length, 0);
  const files = sources.map((source) => openCanonFile(withoutMark(source), limits));
  const timelines = openTimelines(files);
  const issues: CanonIssue[] = [];
  const ordered: { path: string; events: EventId[] }[] = [];

  let read = 0;
  for (const [timeline, own] of timelines) {
    const later: (() => void)[] = [];
    for (const file of own) {
      const inOrder: EventId[] = [];
      const { path } = file.source;
      const report = onProgress && ((inFile: number) => onProgress({ doing: `reading ${path}`, done: read + inFile, total }));
      for (const statement of file.statements(catalogue, report)) {
        const take = () => takeStatement(statement, { timeline, file, catalogue, issues, inOrder });
        if (statement.kind === "amendment") later.push(take);
        else take();
      }
      if (file.ordered) ordered.push({ path, events: inOrder });
      read += file.source.text.length;
      report?.(0);
    }
    for (const take of later) take();
    issues.push(...amendmentIssues(timeline, catalogue));
  }

  const drafts = [...timelines.keys()];
  issues.push(...unknownTypeIssues(drafts, catalogue));
  return {
    name: (files.find(({ name, source }) => name !== undefined && source.base !== true) ?? files.find(({ name }) => name !== undefined))?.name,
    catalogue,
    timelines: drafts.map((draft) => loadedTimeline(draft, timelines.get(draft)?.[0]?.branch)),
    sources: sourceMap(files, drafts),
    issues,
    ordered,
  };
}

const withoutMark = (source: SourceFile): SourceFile =>
  source.text.startsWith("\uFEFF") ? { ...source, text: source.text.slice(1) } : source;

/** Canon first, then branches, a parent before its children; each with its files in the order given. */
function openTimelines(files: readonly CanonFile[]): Map<TimelineDraft, CanonFile[]> {
  const branchFiles = new Map<TimelineName, CanonFile>();
  for (const file of files) {
    if (file.branch === undefined) continue;
    const other = branchFiles.get(file.branch.name);
    if (other !== undefined && !overrides(file.source, other.source)) throw branchTwice(file.branch, other);
    branchFiles.set(file.branch.name, file);
  }
  const canon = timelineDraft(CANON);
  const timelines = new Map([[canon, files.filter(({ branch }) => branch === undefined)]]);
  const byName = new Map([[CANON, canon]]);
  for (const { name, of } of parentsFirst([...branchFiles.values()].flatMap(({ branch }) => branch ?? []))) {
    const file = branchFiles.get(name);
    const timeline = timelineDraft(name, byName.get(of));
    byName.set(name, timeline);
    timelines.set(timeline, file === undefined ? [] : [file]);
  }
  return timelines;
}

function branchTwice({ name, places }: BranchHeader, { branch }: CanonFile): ValorisError {
  const first = branch?.places.name;
  return new ValorisError("canon/branch", `The branch ${name} is written in two files${first === undefined ? "" : `; the other is ${first.path}:${first.line}`}.`, {
    help: "Give one of them another name.",
    at: places.name,
  });
}

interface Taking {
  readonly timeline: TimelineDraft;
  readonly file: CanonFile;
  readonly catalogue: Catalogue;
  readonly issues: CanonIssue[];
  /** Ids of what stands under `events:`. */
  readonly inOrder: EventId[];
}

function takeStatement(statement: Statement, taking: Taking): void {
  if (statement.kind === "misfit") taking.issues.push(misfitIssue(statement.misfit));
  else if (statement.kind === "entity") takeEntity(statement, taking);
  else {
    const accepted = accept(statement, taking);
    if (accepted === undefined) return;
    const isAmendment = statement.kind === "amendment";
    const result = addEvent(taking.timeline, accepted, isAmendment || statement.flat["id"] === undefined, !isAmendment);
    if (typeof result !== "string") taking.issues.push(result);
    else if (!isAmendment) taking.inOrder.push(result);
  }
}

function takeEntity({ entity, declaration, forces }: Statement & { readonly kind: "entity" }, taking: Taking): void {
  const { timeline, issues, catalogue, file } = taking;
  const before = issues.length;
  const first = accept(declaration, taking, entity);
  const rest = forces.map((draft) => {
    const verdict = validateDraft(draft, catalogue, entity);
    if (verdict.event !== undefined) return { ...verdict, site: draft.site, file };
    issues.push(...verdict.issues.filter((issue) => !alreadySaid(issue, issues.slice(before))));
    return undefined;
  });
  if (first === undefined) return;
  const events = [first, ...rest.filter((accepted) => accepted !== undefined)];
  const result = addEntity(timeline, entity, { file, site: declaration.site, events });
  if ("rule" in result) issues.push(result);
}

/** A force shares fields with its faction: what is wrong with them is wrong once. */
function alreadySaid(issue: CanonIssue, issues: readonly CanonIssue[]): boolean {
  const [at] = issue.locations;
  return issues.some(({ locations: [other] }) => other?.location.line === at?.location.line && other?.location.column === at?.location.column);
}

function accept(draft: Draft, { catalogue, issues, file }: Taking, entity?: string): Accepted | undefined {
  const verdict = validateDraft(draft, catalogue, entity);
  if (verdict.event !== undefined) return { event: verdict.event, recordedAt: verdict.recordedAt, site: draft.site, file };
  issues.push(...verdict.issues);
  return undefined;
}

function misfitIssue({ message, help, location, entity, event }: Misfit): CanonIssue {
  return {
    rule: "identity/invalid-event",
    message,
    ...(help === undefined ? {} : { help }),
    locations: [{ location, role: "written here" }],
    events: event === undefined ? [] : [event],
    entities: entity === undefined ? [] : [entity],
  };
}

function loadedTimeline({ name, events }: TimelineDraft, branch: BranchHeader | undefined): LoadedTimeline {
  return {
    name,
    ...(branch === undefined ? {} : { branch: { of: branch.of, ...(branch.cut === undefined ? {} : { cut: branch.cut }) } }),
    events: Array.from(events.values(), ({ event, recordedAt }) => (recordedAt === undefined ? { event } : { event, recordedAt })),
  };
}
