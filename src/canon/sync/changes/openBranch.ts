import { formatSpan } from "../../../events/dates/civil.ts";
import type { TimelineName } from "../../../events/envelope.ts";
import { ValorisError } from "../../../events/valorisError.ts";
import type { BranchPoint, EventLog } from "../../../log/eventLog.ts";
import { resolve, type ResolveOptions } from "../../../timelines/resolve.ts";
import type { LoadedTimeline } from "../../text/statements/loadedCanon.ts";

type BranchHeader = NonNullable<LoadedTimeline["branch"]>;

/**
 * Looks at all branches before anything is appended.
 *
 * @throws ValorisError `sync/branch` where the log has one with another parent or cut
 */
export async function refuseOtherBranches(
  log: EventLog,
  timelines: readonly LoadedTimeline[],
  options: ResolveOptions,
): Promise<void> {
  for (const { name, branch } of timelines) {
    const existing = branch && (await log.timeline(name));
    if (branch === undefined || existing === undefined) continue;
    const cut = cutOf(branch, options);
    if (existing.branch?.parent !== branch.of || existing.branch.cut !== cut)
      throw otherBranch(name, existing.branch, branch.of, cut);
  }
}

/**
 * The branch that a file is about: forked from its parent's head, unless it is there. Whether it was forked before its parent
 * came to where it is now.
 *
 * @throws ValorisError `log/unknown-timeline`
 */
export async function openBranch(
  log: EventLog,
  name: TimelineName,
  header: BranchHeader,
  options: ResolveOptions,
): Promise<{ readonly behind: boolean }> {
  const { of } = header;
  const cut = cutOf(header, options);
  const { branch } = (await log.timeline(name)) ?? (await log.fork(name, of, cut === undefined ? {} : { cut }));
  return { behind: (branch?.sequence ?? 0) < ((await log.timeline(of))?.head ?? 0) };
}

/** The instant of a cut: a date on its own, which needs no events to be read. */
const cutOf = ({ cut }: BranchHeader, options: ResolveOptions): number | undefined =>
  cut === undefined ? undefined : resolve([], options).spanOf(cut).latest;

function otherBranch(
  name: TimelineName,
  branch: BranchPoint | undefined,
  of: TimelineName,
  cut: number | undefined,
): ValorisError {
  const said = (from: string, at: number | undefined): string =>
    `${from}${at === undefined ? "" : `, cut ${formatSpan({ earliest: at, latest: at })}`}`;
  const inLog = branch === undefined ? "is no branch" : `branches from ${said(branch.parent, branch.cut)}`;
  return new ValorisError("sync/branch", `In the log, ${name} ${inLog}; in the file, from ${said(of, cut)}.`, {
    help: "Give the branch in the file another name: where a timeline branches from is never changed.",
    details: { timeline: name },
  });
}
