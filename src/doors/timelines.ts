/** Branches: forking, editing, merging, comparing, and finding what made something so. */
export { bisect, type Bisected, type BisectOptions } from "../projections/bisect.ts";
export { type Blame, blame, type BlamedAmendment, type BlamedLine } from "../projections/blame.ts";
export { type Difference, explainDifference } from "../projections/divergence/difference.ts";
export {
  type Apart,
  type Curve,
  type Divergence,
  divergence,
  type DivergenceOptions,
} from "../projections/divergence/divergence.ts";
export {
  type NumberApart,
  type SystemApart,
  type WorldsApart,
  worldsApart,
} from "../projections/divergence/worldsApart.ts";
export { isAmendment } from "../timelines/amendments.ts";
export type { Carried, CarryOptions } from "../timelines/carry/carrying.ts";
export { merge } from "../timelines/carry/merge.ts";
export { pick, type PickOptions } from "../timelines/carry/pick.ts";
export type { CarryStep, ConflictSide } from "../timelines/carry/plan.ts";
export { rebase, type RebaseOptions } from "../timelines/carry/rebase.ts";
export {
  type Altered,
  type ChronicleDiff,
  diffChronicles,
  type FieldDifference,
  type Moved,
  type OnlyIn,
} from "../timelines/diff.ts";
export type { Edit, EditedTimeline, PlannedEdit } from "../timelines/edit/edit.ts";
export { type Cascaded, type EditOptions, editTimeline } from "../timelines/edit/editTimeline.ts";
export { newestFirst } from "../timelines/newestFirst.ts";
export {
  archiveTimeline,
  type ForkOptions,
  forkTimeline,
  namedPosition,
  type Operation,
  protectTimeline,
  readOperations,
  type RecordedOperation,
  removeTag,
  tagPosition,
  type TimelineStates,
  timelineStates,
} from "../timelines/operations.ts";
export { readTimeline } from "../timelines/readTimeline.ts";
export {
  type ListedTimeline,
  type ListOptions,
  listTimelines,
  type TimelineList,
  type TimelineTree,
  treesOf,
} from "../timelines/timelineTree.ts";
export type { Family, Series } from "../projections/divergence/series.ts";
export { type Grade, type Hanging, type Hung, whatFollows, whatHangsOn } from "../projections/hanging/whatHangsOn.ts";
