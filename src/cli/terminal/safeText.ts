import { onOneLine } from "../../doors/view.ts";
import { withoutStyle, withSgr } from "./style.ts";

/** What CI systems take for a command, wherever it stands in a line: `##[…]` of GitHub and Azure, `##vso[`, `##teamcity[`. */
const BRACKETED = /##(?=[a-z]*\[)/gi;
/** GitHub's workflow commands: a line of which the first visible characters are these. */
const COMMAND = /^\s*::/;

const safePiece = (text: string): string => onOneLine(text).replaceAll(BRACKETED, "# #");

/**
 * A line as people see it: it stays one line, only colours of ours are colours, and no runner of CI takes it for a command.
 */
export function safeLine(line: string): string {
  const shown = withSgr(line, safePiece);
  return COMMAND.test(onOneLine(withoutStyle(line))) ? shown.replace("::", ": :") : shown;
}

/** A workflow command of ours, whose parts are escaped already (github.ts). */
export const safeCommand = (line: string): string => safePiece(line);

/** What JSON allows within a string, and what a terminal or a runner would take for more than text. */
const UNSEEN = /[\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]|#(?=#)/g;

/** JSON that says the same, and steers nothing: outside its strings, none of these characters can be. */
export const safeJson = (json: string): string =>
  json.replaceAll(UNSEEN, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
