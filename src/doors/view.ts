/** What people and tools look at: pictures, lines for a terminal, SARIF. */
export { rulePage } from "../canon/check/kit/rulePage.ts";
export { githubCommands } from "../canon/check/report/github.ts";
export { jsonText, ndjson } from "../canon/check/report/jsonResult.ts";
export { conciseLines } from "../canon/check/report/renderConcise.ts";
export { findingLines, type Canvas } from "../canon/check/report/renderFinding.ts";
export { prettyLines, type PrettyOptions } from "../canon/check/report/renderPretty.ts";
export { sarifText, type SarifOptions } from "../canon/check/report/sarif.ts";
export { summaryOf } from "../canon/check/report/summary.ts";
export { onOneLine, printable } from "../events/printable.ts";
export { divergencePicture, type PictureOptions } from "../projections/divergence/picture.ts";
export type { Fan, FanPoint, Observation } from "../sim/pictures/fan.ts";
export { fanLines, type FanLinesOptions, type FanPaint } from "../sim/pictures/fanLines.ts";
export { fanPicture, type FanPictureOptions } from "../sim/pictures/fanPicture.ts";
export type { Colour, Paint } from "../canon/check/report/paint.ts";
