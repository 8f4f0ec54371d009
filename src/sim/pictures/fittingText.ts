/** Ideographs and pictures take the room of two letters. */
const isWide = (char: string): boolean => char >= "\u2e80";

/** How much room a text takes. */
export type TextMeasure = (text: string) => number;

const sum = (text: string, wide: number, narrow: number): number => {
  let width = 0;
  for (const char of text) width += isWide(char) ? wide : narrow;
  return width;
};

/** Columns of a terminal. */
export const terminalColumns: TextMeasure = (text) => sum(text, 2, 1);

/** px, about: fonts differ, and a wide one has to fit. */
export const pixelsOf =
  (size: number): TextMeasure =>
  (text) =>
    sum(text, size, 0.62 * size);

/** As much of a text as there is room for, cut with an ellipsis. */
export function shorten(text: string, room: number, measure: TextMeasure): string {
  if (measure(text) <= room) return text;
  let kept = "";
  for (const char of text) {
    if (measure(`${kept}${char}…`) > room) break;
    kept += char;
  }
  return measure("…") > room ? "" : `${kept.trimEnd()}…`;
}

/** A text in lines, broken between words; a word that is wider than a line is cut. */
export function wrap(text: string, room: number, measure: TextMeasure): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/u).filter((one) => one !== "")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line === "" || measure(longer) <= room) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, ...(line === "" ? [] : [line])].map((one) => shorten(one, room, measure));
}
