export { canonJsonSchema } from "./text/schema/canonSchema.ts";
export { checkCanon, type CheckOptions, type CheckResult } from "./check/run/checkCanon.ts";
export { checkFiles } from "./check/run/checkFiles.ts";
export { brokenNeeds, type Impossible } from "./check/consequences/brokenNeeds.ts";
export { type ConsequenceOptions, type Consequences, consequencesOf } from "./check/consequences/consequences.ts";
export { coverageOf, type DocumentCoverage } from "./check/rules/provenance/coverage.ts";
export { exportEvents, type ExportOptions } from "./sync/export/exportEvents.ts";
export { type LogStatistics, logStatistics } from "./sync/export/logStatistics.ts";
export { readCanonFiles } from "./text/files/files.ts";
export {
  type Confidence,
  type Finding,
  type FindingLocation,
  isAtLeast,
  type Severity,
} from "./check/findings/finding.ts";
export type { Fix, TextFix } from "./text/statements/fix.ts";
export { githubCommands } from "./check/report/github.ts";
export { jsonResult, ndjson } from "./check/report/jsonResult.ts";
export { renderConcise } from "./check/report/renderConcise.ts";
export { renderPretty } from "./check/report/renderPretty.ts";
export { sarifText } from "./check/report/sarif.ts";
export { applyEdits, type TextEdit } from "./text/statements/textEdit.ts";
export { textEdits } from "./check/fixes/textEdits.ts";
export { loadCanon } from "./text/load/loadCanon.ts";
export type { CanonIssue, LoadedCanon, LoadedTimeline, SourceMap } from "./text/statements/loadedCanon.ts";
export {
  type Canon,
  chronicleOf,
  readCanon,
  type ReadCanonOptions,
  type ReadProgress,
} from "./sync/record/readCanon.ts";
export { recordCanon } from "./sync/record/recordCanon.ts";
export { definePlugin, type Plugin, readPlugin } from "./check/plugins/plugin.ts";
export { type Entities, type Entity, entityRegister } from "./check/registers/entities.ts";
export { type Lifespans, lifespanRegister } from "./check/registers/lifespans.ts";
export { type Memberships, membershipRegister } from "./check/registers/memberships.ts";
export { type Office, officeRegister, type Offices } from "./check/registers/offices.ts";
export type { Register, UseRegister } from "./check/kit/register.ts";
export type { Likelihood } from "./check/kit/likelihood.ts";
export {
  defineRule,
  type Parameters,
  type ParameterValues,
  type Rule,
  type RuleOptions,
  type RulePass,
} from "./check/kit/rule.ts";
export type { FindingPlace, RuleReport, RuleContext } from "./check/kit/ruleContext.ts";
export type { RuleSettings } from "./check/kit/ruleSettings.ts";
export { writtenDate } from "./check/kit/writtenDate.ts";
export { rulePage } from "./check/kit/rulePage.ts";
export { rules } from "./check/rules/rules.ts";
export { type RuleChoice, selectRules } from "./check/run/selectRules.ts";
export { addPlugin, BUILT_IN, type CanonMeans, withPlugins } from "./check/plugins/withPlugins.ts";
export { openWorkspace, type Workspace } from "./check/run/workspace.ts";
export { importCanon, type ImportedTimeline, type ImportOptions } from "./sync/changes/importCanon.ts";
export { syncCanon, type SyncedTimeline, type SyncOptions } from "./sync/changes/syncCanon.ts";
