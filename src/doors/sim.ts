/** What-ifs: models, ensembles of runs, and what can be said of them. */
export { type Luck, luck, type LuckOptions } from "../sim/analysis/luck.ts";
export { type Rare, rare, type RareOptions } from "../sim/analysis/rare.ts";
export type { ElementaryEffect, Screening } from "../sim/analysis/screening.ts";
export { type Sensitivity, sensitivity, type SensitivityOptions } from "../sim/analysis/sensitivity.ts";
export type { RareOutcome, SplittingLevel } from "../sim/analysis/splitting.ts";
export type { VarianceShare, VarianceShares } from "../sim/analysis/varianceShares.ts";
export { channels } from "../sim/channels/channels.ts";
export {
  type Actors,
  type Channel,
  defineChannel,
  type Draft,
  type Identified,
  type Mark,
  type Parameter,
  type ModelValues,
  type Values,
} from "../sim/channels/defineChannel.ts";
export type { Alternative, Firing } from "../sim/engine/source.ts";
export type { Columns, MetricColumn, Truth } from "../sim/ensemble/columns.ts";
export type {
  Times,
  Course,
  CoursePoint,
  Ensemble,
  EventFate,
  Frequency,
  Mean,
  Pairing,
} from "../sim/ensemble/ensemble.ts";
export { type Block, hashOf, type SimRun, type Measured } from "../sim/ensemble/measure.ts";
export {
  BLOCK_RUNS,
  type BlockRunner,
  type BlockStore,
  simulate,
  simulateOne,
  type SimulateOptions,
} from "../sim/ensemble/simulate.ts";
export { keepRuns } from "../sim/ensemble/store.ts";
export { defaultModel, type Model, type Coverage } from "../sim/model/model.ts";
export { type Given, type ModelFile, modelSchema } from "../sim/model/modelSchema.ts";
export { printModel } from "../sim/model/printModel.ts";
export { modelOf, readModel } from "../sim/model/readModel.ts";
export { type Plan, type PlanOptions, planWhatIf } from "../sim/plan.ts";
export { YEAR } from "../sim/randomness/atoms.ts";
export { asTimeline, named, whyRemoved } from "../sim/run/asTimeline.ts";
export { type CanonReaction, howCanonReacts } from "../sim/run/howCanonReacts.ts";
export { type RateMove, whatMoved, type FeatureReading, type WorldPart } from "../sim/run/whatMoved.ts";
export {
  buildScenario,
  type Means,
  meansOf,
  prepareScenario,
  type Scenario,
  type ScenarioOptions,
} from "../sim/scenario.ts";
export { type Hindcast, hindcast, type HindcastOptions, type Score } from "../sim/scoring/hindcast.ts";
export { type Surprise, surprise, type SurprisingEvent } from "../sim/scoring/surprise.ts";
export type { Estimate, Interval } from "../sim/statistics/interval.ts";
export type { Added, EngineRun, Fate, Removal, Rewritten } from "../sim/engine/engine.ts";
export type { Cast, CastList } from "../sim/world/cast.ts";
export type { Excitation, ExcitedAmong } from "../sim/model/excitation.ts";
export type { RateAt } from "../sim/engine/rate.ts";
export type { SimWorld } from "../sim/world/simWorld.ts";
export * as features from "../sim/world/features.ts";
export type { Reading } from "../sim/model/model.ts";
