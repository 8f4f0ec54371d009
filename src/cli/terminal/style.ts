export type Colour = "bold" | "dim" | "red" | "green" | "yellow" | "blue" | "magenta" | "cyan" | "brightBlue";
export type Paint = (colour: Colour, text: string) => string;

/** SGR (ECMA-48): what begins it, and what ends it. */
const CODES: Readonly<Record<Colour, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
  brightBlue: [94, 39],
};

/** Begins a mark of ours. No file can hold it: it is drawn anew by each process. */
const OWN = `\u0000${Math.random()}${Math.random()}:`;
const MARK = new RegExp(`${OWN.replaceAll(".", "[.]")}(\\d+);`, "g");

const mark = (code: number): string => `${OWN}${code};`;

/** A text with marks around it, which only the terminal's writer makes colours of: colours that a file says never are any. */
export const painted: Paint = (colour, text) => `${mark(CODES[colour][0])}${text}${mark(CODES[colour][1])}`;

export const unpainted: Paint = (_, text) => text;

/** A painted text without its marks. */
export const withoutStyle = (text: string): string => text.replaceAll(MARK, "");

/** Each piece between marks as `clean` gives it, and the marks as the escape sequences that they stand for. */
export function withSgr(text: string, clean: (piece: string) => string): string {
  // Splitting by a pattern with a group yields pieces and codes in turn.
  return text
    .split(MARK)
    .map((part, i) => (i % 2 === 0 ? clean(part) : `\u001b[${part}m`))
    .join("");
}
