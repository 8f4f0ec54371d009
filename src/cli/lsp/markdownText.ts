import { onOneLine, printable } from "../../doors/view.ts";

/** What begins emphasis, code, links, images, HTML, entities, tables or a formula within a line (CommonMark 0.31, GitHub's, KaTeX in editors). */
const INLINE = /[\\`*_[\]<>&~|!$]/g;
/** What begins a heading, a list, a rule, a definition or a line below a heading. */
const AT_START = /^(\d*)([#+\-=:.)])/;
/** What GitHub's Markdown makes a link of by itself. */
const LINKS = /(?<=\w):(?=\/\/)|(?<=www)\.|@|(?<=mailto|xmpp):/gi;

const escapeLine = (line: string): string =>
  line.replaceAll(INLINE, String.raw`\$&`).replaceAll(LINKS, String.raw`\$&`).replace(AT_START, String.raw`$1\$2`);

/** What canon says, as it stands within a line of Markdown: text, whatever it looks like. */
export const markdownText = (text: string): string => escapeLine(onOneLine(text).trim());

/** The same of a text with lines of its own, which stay lines. */
export const markdownLines = (text: string): string =>
  text
    .split(/\r\n|[\n\r]/)
    .map((line) => escapeLine(printable(line.replaceAll("\t", " ")).trim()))
    .join("\n");

/** An id between backticks, as many as it takes. */
export function markdownCode(id: string): string {
  const text = onOneLine(id);
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}
