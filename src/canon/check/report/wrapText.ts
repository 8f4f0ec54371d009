import { printable } from "../../../events/printable.ts";
import { displayWidth, glyphsOf } from "./displayWidth.ts";
import { held } from "../../../idioms/held.ts";

/** Breaks a text into lines of at most `width` columns, between words where it can. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of printable(text.replaceAll(/\s+/g, " ")).trim().split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (displayWidth(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    const pieces = breakWord(word, width);
    lines.push(...pieces.slice(0, -1));
    line = held(pieces.at(-1));
  }
  return line === "" && lines.length > 0 ? lines : [...lines, line];
}

function breakWord(word: string, width: number): string[] {
  if (displayWidth(word) <= width) return [word];
  const pieces = [""];
  let used = 0;
  for (const glyph of glyphsOf(word)) {
    if (used + glyph.width > width) {
      pieces.push("");
      used = 0;
    }
    pieces.push(`${pieces.pop() ?? ""}${glyph.text}`);
    used += glyph.width;
  }
  return pieces;
}

/** The end of a text that is too long, after an ellipsis: of a path, what tells it apart. */
export function shortenedStart(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  const kept: string[] = [];
  let used = 1;
  for (const glyph of glyphsOf(text).toReversed()) {
    if (used + glyph.width > width) break;
    kept.unshift(glyph.text);
    used += glyph.width;
  }
  return `…${kept.join("")}`;
}
