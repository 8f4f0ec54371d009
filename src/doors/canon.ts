/** Canon in files: reading, checking, fixing, recording and exporting it; rules and plugins of one's own. Needs Node. */
export {
  type ConsequenceOptions,
  type Consequences,
  consequencesOf,
} from "../canon/check/consequences/consequences.ts";
export { type Culprit, type Culprits, culpritsOf, type Ring } from "../canon/check/culprits/culprits.ts";
export {
  type Confidence,
  type Finding,
  type FindingLocation,
  isAtLeast,
  type Severity,
} from "../canon/check/findings/finding.ts";
export type { Likelihood } from "../canon/check/kit/likelihood.ts";
export type { Register, UseRegister } from "../canon/check/kit/register.ts";
export {
  defineRule,
  type Parameters,
  type ParameterValues,
  type Rule,
  type RuleOptions,
  type RuleParameter,
  type RulePass,
  type ParameterValue,
  type RuleExplanation,
  type Widened,
} from "../canon/check/kit/rule.ts";
export type { FindingPlace, RuleContext, RuleReport } from "../canon/check/kit/ruleContext.ts";
export type { RuleSettings } from "../canon/check/kit/ruleSettings.ts";
export { writtenDate } from "../canon/check/kit/writtenDate.ts";
export { type AnyTension, definePlugin, type Plugin, readPlugin } from "../plugins/plugin.ts";
export { type CanonMeans, withPlugins } from "../plugins/withPlugins.ts";
export { type BaselineEntry, baselineText, readBaseline, type Baseline } from "../canon/check/report/baseline.ts";
export { coverageOf, type DocumentCoverage, type ParagraphCoverage } from "../canon/check/rules/provenance/coverage.ts";
export { rules } from "../canon/check/rules/rules.ts";
export { checkCanon, type CheckOptions, type CheckResult } from "../canon/check/run/checkCanon.ts";
export { checkFiles } from "../canon/check/run/checkFiles.ts";
export { groupOf, type RuleChoice, selectRules } from "../canon/check/run/selectRules.ts";
export { openWorkspace, type Workspace } from "../canon/check/run/workspace.ts";
export { countChanges, type SyncChange } from "../canon/sync/changes/change.ts";
export { importCanon, type ImportedTimeline, type ImportOptions } from "../canon/sync/changes/importCanon.ts";
export type { RecordedTimes } from "../canon/sync/changes/recordedTimes.ts";
export { rehearsalLog } from "../canon/sync/changes/rehearsal.ts";
export { statedTimelines, syncCanon, type SyncedTimeline, type SyncOptions } from "../canon/sync/changes/syncCanon.ts";
export { exportEvents, type ExportOptions } from "../canon/sync/export/exportEvents.ts";
export { leftBehind, type LeftBehind } from "../canon/sync/export/leftBehind.ts";
export { type LogStatistics, logStatistics } from "../canon/sync/export/logStatistics.ts";
export { recordedCanon } from "../canon/sync/export/recordedSources.ts";
export {
  type Canon,
  chronicleOf,
  readCanon,
  type ReadCanonOptions,
  type ReadProgress,
  refuseImpossible,
  refuseInvalid,
} from "../canon/sync/record/readCanon.ts";
export { recordCanon } from "../canon/sync/record/recordCanon.ts";
export { calendarsOf, calendarsSchema } from "../events/dates/calendarsSchema.ts";
export { isCanonIn, readCanonFiles, type ReadFilesOptions } from "../canon/text/files/files.ts";
export { LIMITS, type CanonLimits } from "../canon/text/input/limits.ts";
export { loadCanon, type LoadOptions } from "../canon/text/load/loadCanon.ts";
export { canonJsonSchema } from "../canon/text/schema/canonSchema.ts";
export type { Fix, TextFix } from "../canon/text/statements/fix.ts";
export type { CanonIssue, LoadedCanon, LoadedTimeline, SourceMap } from "../canon/text/statements/loadedCanon.ts";
export * as editing from "./editing.ts";
export type { Aliases } from "../canon/check/registers/aliases.ts";
export type { CanonStatement, FieldPath, Misfit, Site, StatedEvent } from "../canon/text/statements/draft.ts";
export type { Comparison } from "../canon/check/kit/comparison.ts";
export type { EffectIn, IndexedChronicle } from "../canon/check/kit/indexedChronicle.ts";
export type { Elsewhere } from "../canon/check/kit/elsewhere.ts";
export type { GivenParameters, Guard, NotChecked } from "../canon/check/run/runRules.ts";
export type { SourceFile } from "../canon/text/files/sourceFile.ts";
export * as registers from "./registers.ts";
