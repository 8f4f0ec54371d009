export { readCanonFiles } from "./files.ts";
export type { Confidence, Finding, FindingLocation, Severity } from "./finding.ts";
export { loadCanon } from "./loadCanon.ts";
export type { CanonIssue, LoadedCanon, LoadedTimeline, SourceMap } from "./loadedCanon.ts";
export { type Canon, chronicleOf, readCanon, type ReadCanonOptions, type ReadProgress } from "./readCanon.ts";
export { recordCanon } from "./recordCanon.ts";
