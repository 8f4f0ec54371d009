export { canonJsonSchema } from "./schema/canonSchema.ts";
export { checkCanon, type CheckOptions, type CheckResult } from "./checkCanon.ts";
export { checkFiles } from "./checkFiles.ts";
export { brokenNeeds, type Impossible } from "./consequences/brokenNeeds.ts";
export { type ConsequenceOptions, type Consequences, consequencesOf } from "./consequences/consequences.ts";
export { coverageOf, type DocumentCoverage } from "./coverage.ts";
export { exportEvents, type ExportOptions } from "./export/exportEvents.ts";
export { type LogStatistics, logStatistics } from "./export/logStatistics.ts";
export { readCanonFiles } from "./source/files.ts";
export { type Confidence, type Finding, type FindingLocation, isAtLeast, type Severity } from "./findings/finding.ts";
export type { Fix, TextFix } from "./findings/fix.ts";
export { githubCommands } from "./findings/github.ts";
export { jsonResult, ndjson } from "./findings/jsonResult.ts";
export { renderConcise } from "./findings/renderConcise.ts";
export { renderPretty } from "./findings/renderPretty.ts";
export { sarifText } from "./findings/sarif.ts";
export { applyEdits, type TextEdit } from "./fixes/textEdit.ts";
export { textEdits } from "./fixes/textEdits.ts";
export { loadCanon } from "./loadCanon.ts";
export type { CanonIssue, LoadedCanon, LoadedTimeline, SourceMap } from "./loadedCanon.ts";
export { type Canon, chronicleOf, readCanon, type ReadCanonOptions, type ReadProgress } from "./readCanon.ts";
export { recordCanon } from "./recordCanon.ts";
export { definePlugin, type Plugin, readPlugin } from "./plugin.ts";
export { type Entities, type Entity, entityRegister } from "./rules/registers/entities.ts";
export { type Lifespans, lifespanRegister } from "./rules/registers/lifespans.ts";
export { type Memberships, membershipRegister } from "./rules/registers/memberships.ts";
export { type Office, officeRegister, type Offices } from "./rules/registers/offices.ts";
export type { Register, UseRegister } from "./rules/registers/register.ts";
export type { Likelihood } from "./rules/likelihood.ts";
export {
  defineRule,
  type Parameters,
  type ParameterValues,
  type Rule,
  type RuleOptions,
  type RulePass,
} from "./rules/rule.ts";
export type { FindingPlace, RuleReport, RuleContext } from "./rules/ruleContext.ts";
export type { RuleSettings } from "./rules/ruleSettings.ts";
export { writtenDate } from "./rules/writtenDate.ts";
export { rulePage } from "./rules/rulePage.ts";
export { rules } from "./rules/rules.ts";
export { type RuleChoice, selectRules } from "./rules/selectRules.ts";
export { addPlugin, BUILT_IN, type CanonMeans, withPlugins } from "./withPlugins.ts";
export { openWorkspace, type Workspace } from "./workspace.ts";
export { importCanon, type ImportedTimeline, type ImportOptions } from "./sync/importCanon.ts";
export { syncCanon, type SyncedTimeline, type SyncOptions } from "./sync/syncCanon.ts";
