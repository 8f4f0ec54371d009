import type { TimelineName } from "../../../events/envelope.ts";
import { ValorisError } from "../../../events/valorisError.ts";
import { CANON } from "../../../log/timelineName.ts";
import { type BranchHeader, parentsFirst } from "./branchFile.ts";
import type { CanonFile } from "./canonFile.ts";
import { overrides } from "./extendBase.ts";
import { timelineDraft, type TimelineDraft } from "./timelineDraft.ts";

/** Canon first, then branches, a parent before its children; each with its files in the order given. */
export function timelineDrafts(files: readonly CanonFile[]): Map<TimelineDraft, CanonFile[]> {
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
  return new ValorisError(
    "canon/branch",
    `The branch ${name} is written in two files${first === undefined ? "" : `; the other is ${first.path}:${first.line}`}.`,
    {
      help: "Give one of them another name.",
      at: places.name,
    },
  );
}
