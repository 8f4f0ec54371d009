/** Canon in files: reading, checking, fixing, recording and exporting it; rules and plugins of one's own. Needs Node. */
export { brokenNeeds, type Impossible } from "../canon/check/consequences/brokenNeeds.ts";
export {
  type ConsequenceOptions,
  type Consequences,
  consequencesOf,
} from "../canon/check/consequences/consequences.ts";
export {
  type Confidence,
  type Finding,
  type FindingLocation,
  isAtLeast,
  type Severity,
} from "../canon/check/findings/finding.ts";
export { chooseFixes } from "../canon/check/fixes/chooseFixes.ts";
export { textEdits } from "../canon/check/fixes/textEdits.ts";
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
} from "../canon/check/kit/rule.ts";
export type { FindingPlace, RuleContext, RuleReport } from "../canon/check/kit/ruleContext.ts";
export type { RuleSettings } from "../canon/check/kit/ruleSettings.ts";
export { writtenDate } from "../canon/check/kit/writtenDate.ts";
export { type AnyTension, definePlugin, type Plugin, readPlugin } from "../plugins/plugin.ts";
export { addPlugin, BUILT_IN, type CanonMeans, withPlugins } from "../plugins/withPlugins.ts";
export { type Entities, type Entity, entityRegister } from "../canon/check/registers/entities.ts";
export { lifespanRegister, type Lifespans } from "../canon/check/registers/lifespans.ts";
export { membershipRegister, type Memberships } from "../canon/check/registers/memberships.ts";
export { type Office, officeRegister, type Offices } from "../canon/check/registers/offices.ts";
export { type BaselineEntry, baselineText, readBaseline } from "../canon/check/report/baseline.ts";
export { coverageOf, type DocumentCoverage } from "../canon/check/rules/provenance/coverage.ts";
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
export { leftBehind } from "../canon/sync/export/leftBehind.ts";
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
export { type Choice, choicesAt } from "../canon/text/editing/choices.ts";
export { expectEdit } from "../canon/text/editing/expectEdit.ts";
export { type Mention, type MentionContext, mentionsIn } from "../canon/text/editing/mentions.ts";
export { draftOf, mentionsAt, openText, type Position, statementBefore } from "../canon/text/editing/statementAt.ts";
export { writingAt } from "../canon/text/editing/writingAt.ts";
export { isCanonIn, readCanonFiles } from "../canon/text/files/files.ts";
export { decodeText } from "../canon/text/input/decodeText.ts";
export { LIMITS } from "../canon/text/input/limits.ts";
export { loadCanon } from "../canon/text/load/loadCanon.ts";
export { canonJsonSchema } from "../canon/text/schema/canonSchema.ts";
export type { Fix, TextFix } from "../canon/text/statements/fix.ts";
export type { CanonIssue, LoadedCanon, LoadedTimeline, SourceMap } from "../canon/text/statements/loadedCanon.ts";
export { applyEdits, type TextEdit } from "../canon/text/statements/textEdit.ts";
export { parseYaml, type YamlFile } from "../canon/text/yaml/yamlFile.ts";
