/** What people and tools look at: pictures, lines for a terminal, SARIF. */
export { rulePage } from "../canon/check/kit/rulePage.ts";
export { githubCommands } from "../canon/check/report/github.ts";
export { jsonResult, jsonText, ndjson } from "../canon/check/report/jsonResult.ts";
export { conciseLines, renderConcise } from "../canon/check/report/renderConcise.ts";
export { findingLines } from "../canon/check/report/renderFinding.ts";
export { prettyLines, renderPretty } from "../canon/check/report/renderPretty.ts";
export { sarifText } from "../canon/check/report/sarif.ts";
export { summaryOf } from "../canon/check/report/summary.ts";
export { onOneLine, printable } from "../events/printable.ts";
export { divergencePicture, type PictureOptions } from "../projections/divergence/picture.ts";
export type { Fan, FanPoint } from "../sim/pictures/fan.ts";
export { fanLines, type FanLinesOptions, type FanPaint } from "../sim/pictures/fanLines.ts";
export { fanPicture, type FanPictureOptions } from "../sim/pictures/fanPicture.ts";
