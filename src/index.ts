export { catalogue, type KnownEvent, type KnownType } from "./events/catalogue/catalogue.ts";
export { type Catalogue, createCatalogue, flatten, type ParsedEvent } from "./events/createCatalogue.ts";
export type { Claim } from "./events/claim.ts";
export {
  alert,
  attack,
  belong,
  bond,
  capital,
  chart,
  claim,
  contest,
  type Effect,
  type EffectKind,
  exposure,
  life,
  loss,
  meeting,
  member,
  motive,
  place,
  question,
  ranking,
  rule,
  seat,
  side,
  spy,
  standing,
  strength,
  word,
} from "./events/effects.ts";
export { defineEvent, type EventDefinition, type EventOptions } from "./events/defineEvent.ts";
export { event, type EventFields } from "./events/event.ts";
export type { DateExpression } from "./events/dates/dateExpression.ts";
export type { Calendars, StardateEra } from "./events/dates/calendars.ts";
export type { Span } from "./events/dates/span.ts";
export { parseStardate, stardateOf } from "./events/dates/stardate.ts";
export {
  acts,
  begins,
  creates,
  declares,
  ends,
  type FieldReference,
  oneOrMore,
  type Reference,
  refers,
  restores,
} from "./events/fields.ts";
export type { ChronicleEvent, CommitId, EntityId, EventId, NewEvent, Source, TimelineName } from "./events/envelope.ts";
export type { Tension } from "./events/tension.ts";
export { type Location, ValorisError } from "./events/valorisError.ts";
export type {
  AppendOptions,
  BranchPoint,
  Change,
  Commit,
  EventLog,
  ForkPoint,
  Recorded,
  RecordedEvent,
  Timeline,
  TimelinePage,
} from "./log/eventLog.ts";
export { memoryLog, type MemoryLogOptions } from "./log/memory.ts";
export { type LogProblem, type Verification, verifyLog, type VerifyOptions } from "./log/verifyLog.ts";
export type { Edit, EditedTimeline, PlannedEdit } from "./timelines/edit/edit.ts";
export { type EditOptions, editTimeline } from "./timelines/edit/editTimeline.ts";
export type { Carried, CarryOptions } from "./timelines/carry/carrying.ts";
export { merge } from "./timelines/carry/merge.ts";
export { pick, type PickOptions } from "./timelines/carry/pick.ts";
export type { CarryStep, ConflictSide } from "./timelines/carry/plan.ts";
export { rebase, type RebaseOptions } from "./timelines/carry/rebase.ts";
export {
  type Altered,
  diffChronicles,
  type FieldDifference,
  type ChronicleDiff,
  type Moved,
  type OnlyIn,
} from "./timelines/diff.ts";
export { isAmendment } from "./timelines/amendments.ts";
export { newestFirst } from "./timelines/newestFirst.ts";
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
} from "./timelines/operations.ts";
export {
  type ListedTimeline,
  type ListOptions,
  listTimelines,
  type TimelineList,
  type TimelineTree,
  treesOf,
} from "./timelines/timelineTree.ts";
export { endPlace } from "./timelines/point.ts";
export { openChronicle, type OpenChronicleOptions } from "./timelines/pages/openChronicle.ts";
export type { ChronicleInPages } from "./timelines/pages/chronicleInPages.ts";
export type { ChronicleInMemory, ChronicleOfTwoTimes, Order } from "./timelines/chronicleInMemory.ts";
export { type ChronicleUpdate, followChronicle } from "./timelines/followChronicle.ts";
export type { EventSequence, Chronicle } from "./timelines/chronicle.ts";
export type { OccurredPoint, Point, RecordedPoint } from "./timelines/point.ts";
export { readChronicle } from "./timelines/readTimeline.ts";
export { resolve, type ResolveOptions } from "./timelines/resolve.ts";
export type { ResolvedEvent } from "./timelines/resolvedEvent.ts";
export { type Because, because } from "./projections/because.ts";
export {
  type BelievedChronicle,
  type Beliefs,
  believed,
  beliefsOf,
} from "./projections/beliefs/believed.ts";
export { claimText } from "./projections/beliefs/claims.ts";
export { type Gap, gapOf, type MissedEvent } from "./projections/beliefs/gap.ts";
export type { JudgedBelief } from "./projections/beliefs/judge.ts";
export type { NervesGap } from "./projections/beliefs/nervesGap.ts";
export type { ClaimBelief, OptionBelief, QuestionBelief } from "./projections/beliefs/credences.ts";
export { learnedAt, type LearningOptions } from "./projections/beliefs/learning.ts";
export type { BeliefOptions } from "./projections/beliefs/survey.ts";
export {
  type BindOptions,
  bindChronicle,
  type Answers,
  type Bound,
  type BuiltInWorld,
  METRICS,
} from "./projections/bindChronicle.ts";
export { type Difference, explainDifference } from "./projections/divergence/difference.ts";
export {
  type Apart,
  type Curve,
  type Divergence,
  divergence,
  type DivergenceOptions,
} from "./projections/divergence/divergence.ts";
export { divergencePicture, type PictureOptions } from "./projections/divergence/picture.ts";
export {
  type NumberApart,
  type SystemApart,
  type WorldsApart,
  worldsApart,
} from "./projections/divergence/worldsApart.ts";
export { bisect, type Bisected, type BisectOptions } from "./projections/bisect.ts";
export { type Blame, blame, type BlamedAmendment, type BlamedLine } from "./projections/blame.ts";
export {
  compileExpression,
  type Expression,
  type ExpressionPart,
  type Threshold,
  type Value,
} from "./projections/expressions/compile.ts";
export { failedGuard, failedGuards, type FailedGuard } from "./projections/expressions/guards.ts";
export { METRIC_WORDS, QUERY_WORDS } from "./projections/expressions/vocabulary.ts";
export { type FactEntry, facts } from "./projections/facts/facts.ts";
export { story } from "./projections/facts/story.ts";
export { CODING_BOOK_VERSION, codingBook, type CodingBookTable } from "./projections/codingBook.ts";
export {
  type AnyProjection,
  type Contribution,
  defineProjection,
  type Explanation,
  type Projection,
  type Sink,
  type WithProjections,
} from "./projections/defineProjection.ts";
export {
  createNervousness,
  nervousness,
  type NervousnessView,
  QUADRANT,
} from "./projections/nervousness/nervousness.ts";
export { halvesIn } from "./projections/nervousness/halvesIn.ts";
export { openLog, type OpenLogOptions } from "./projections/openLog.ts";
export { type ParityCrossing, parityCrossings } from "./projections/power/parity.ts";
export { power, type PowerView } from "./projections/power/power.ts";
export { explainShare } from "./projections/power/explainShare.ts";
export { project } from "./projections/project.ts";
export { type Batch, replay, replayBatches, type ReplayOptions } from "./projections/replay.ts";
export { type Tenure, tenure } from "./projections/tenure.ts";
export { borders, supplied } from "./projections/territory/laneGraph.ts";
export {
  type Actors,
  type Channel,
  defineChannel,
  type Draft,
  type Identified,
  type Mark,
  type Parameter,
} from "./sim/channels/defineChannel.ts";
export { channels } from "./sim/channels/channels.ts";
export type { Alternative, Firing } from "./sim/engine/source.ts";
export { ENGINE_VERSION } from "./sim/engine/engine.ts";
export type {
  Course,
  CoursePoint,
  Ensemble,
  EventFate,
  Frequency,
  Mean,
  Pairing,
} from "./sim/ensemble/ensemble.ts";
export type { Columns } from "./sim/ensemble/columns.ts";
export { type Block, hashOf, type SimRun } from "./sim/ensemble/measure.ts";
export {
  type BlockRunner,
  type BlockStore,
  simulate,
  simulateOne,
  type SimulateOptions,
} from "./sim/ensemble/simulate.ts";
export { keepRuns } from "./sim/ensemble/store.ts";
export { type Given, type ModelFile, modelSchema } from "./sim/model/modelSchema.ts";
export { printModel } from "./sim/model/printModel.ts";
export { modelOf, readModel } from "./sim/model/readModel.ts";
export { defaultModel, type Model } from "./sim/model/model.ts";
export type { Fan, FanPoint } from "./sim/pictures/fan.ts";
export { fanLines, type FanLinesOptions, type FanPaint } from "./sim/pictures/fanLines.ts";
export { fanPicture, type FanPictureOptions } from "./sim/pictures/fanPicture.ts";
export { type Luck, luck, type LuckOptions } from "./sim/analysis/luck.ts";
export { type Rare, rare, type RareOptions } from "./sim/analysis/rare.ts";
export type { ElementaryEffect } from "./sim/analysis/screening.ts";
export { type Sensitivity, sensitivity, type SensitivityOptions } from "./sim/analysis/sensitivity.ts";
export type { RareOutcome } from "./sim/analysis/splitting.ts";
export type { VarianceShare } from "./sim/analysis/varianceShares.ts";
export type { Estimate } from "./sim/statistics/interval.ts";
export { type Hindcast, hindcast, type HindcastOptions, type Score } from "./sim/scoring/hindcast.ts";
export { type Surprise, surprise, type SurprisingEvent } from "./sim/scoring/surprise.ts";
export { asTimeline, named, whyRemoved } from "./sim/run/asTimeline.ts";
export { type RateMove, whatMoved } from "./sim/run/whatMoved.ts";
export { type Plan, type PlanOptions, planWhatIf } from "./sim/plan.ts";
export { buildScenario, meansOf, type Means, prepareScenario, type Scenario } from "./sim/scenario.ts";
export { territory, type TerritoryView } from "./projections/territory/territory.ts";
export { type World, worldAt } from "./projections/world.ts";
