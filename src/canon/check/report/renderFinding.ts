import type { Finding, Severity } from "../findings/finding.ts";
import type { SourceMap } from "../../text/statements/loadedCanon.ts";
import { formatLocation, type Location } from "../../../events/valorisError.ts";
import { onOneLine } from "../../../events/printable.ts";
import { displayWidth } from "./displayWidth.ts";
import { ledgerLines } from "./ledgerLines.ts";
import { lineWindow, type Range } from "./lineWindow.ts";
import type { Colour, Paint } from "./paint.ts";
import { type LineMark, type MarkedLine, type SourceBlock, sourceBlocks } from "./sourceBlocks.ts";
import { shortenedStart, wrapText } from "./wrapText.ts";

export interface Canvas {
  readonly paint: Paint;
  /** Columns; at least 40. */
  readonly width: number;
}

const COLOURS: Readonly<Record<Severity, Colour>> = { error: "red", warning: "yellow", info: "blue" };

/**
 * A finding with every place that takes part: the line itself, carets beneath, what happens there beside them. `count` says for how
 * many it stands.
 */
export function findingLines(
  finding: Finding,
  sources: Pick<SourceMap, "line">,
  { paint, width }: Canvas,
  count?: string,
): string[] {
  const { severity, confidence, rule, message, help, events, locations } = finding;
  const colour = COLOURS[severity];
  const sure = confidence === "certain" ? "" : `, ${confidence}`;
  const digits = locations.reduce((most, { line }) => Math.max(most, String(line).length), 2);
  const drawing: Drawing = { paint, colour, digits, room: width - digits - 3, sources };

  const name = shortenedStart(onOneLine(`${rule}${sure}`), width - severity.length - 1);
  const lines = [
    `${paint("bold", paint(colour, severity))} ${paint("bold", name)}${count === undefined ? "" : paint("dim", `  ${count}`)}`,
  ];
  for (const line of wrapText(message, width - 2)) lines.push(`  ${line}`);
  for (const [index, block] of sourceBlocks(finding).entries()) lines.push(...drawBlock(block, index === 0, drawing));
  if (locations.length === 0 && events.length > 0)
    for (const line of wrapText(`in ${events.join(", ")}`, width - 2)) lines.push(paint("dim", `  ${line}`));
  if (help !== undefined) {
    const lead = locations.length === 0 ? "  " : `${" ".repeat(digits)} ${paint("dim", "╰")} `;
    const space = locations.length === 0 ? "  " : " ".repeat(digits + 3);
    for (const [index, line] of wrapText(help, width - displayWidth(space)).entries())
      lines.push(`${index === 0 ? lead : space}${paint("cyan", line)}`);
  }
  if (finding.ledger !== undefined)
    for (const line of ledgerLines(finding.ledger, width - 4)) lines.push(`    ${paint("dim", line)}`);
  return lines;
}

interface Drawing {
  readonly paint: Paint;
  readonly colour: Colour;
  /** Of the longest line number. */
  readonly digits: number;
  /** Columns right of the gutter. */
  readonly room: number;
  readonly sources: Pick<SourceMap, "line">;
}

function drawBlock({ lines }: SourceBlock, isFirst: boolean, drawing: Drawing): string[] {
  const { paint, digits, room } = drawing;
  const drawn: string[] = [];
  let above: number | undefined;
  for (const marked of lines)
    for (const row of rowsOf(marked, drawing)) {
      const [mark] = row;
      if (mark === undefined) continue;
      const isGap = above !== undefined && marked.line > above + 1;
      const corner = isFirst && above === undefined ? "╭" : "├";
      const where = shortenedStart(onOneLine(formatLocation(mark.location)), room - 1);
      drawn.push(`${(isGap ? "…" : "").padStart(digits)} ${paint("dim", `${corner}─ ${where}`)}`);
      drawn.push(...drawRow(marked.line, row, drawing));
      above = marked.line;
    }
  return drawn;
}

/** Of the room: what is left shows what stands around them. */
const SHARED = 0.8;

/** Places that fit into the room together share the line; others show it again where they are. */
function rowsOf({ marks }: MarkedLine, { room }: Drawing): LineMark[][] {
  const rows: LineMark[][] = [];
  for (const mark of marks) {
    const row = rows.at(-1);
    const from = row?.[0]?.location.column ?? 1;
    const until = (mark.location.column ?? 1) + (mark.location.length ?? 1);
    if (row !== undefined && until - from < room * SHARED) row.push(mark);
    else rows.push([mark]);
  }
  return rows;
}

function drawRow(line: number, row: readonly LineMark[], drawing: Drawing): string[] {
  const { paint, digits, room, sources } = drawing;
  const [first] = row;
  const last = row.at(-1);
  if (first === undefined || last === undefined) return [];
  const text = sources.line(first.location.path, line);
  const gutter = `${" ".repeat(digits)} ${paint("dim", "│")} `;
  if (text === undefined) return row.flatMap((mark) => drawLabel(mark, 0, 0, gutter, drawing));
  const focus = { start: rangeOf(first.location, text).start, end: rangeOf(last.location, text).end };
  const window = lineWindow(text.trimEnd(), focus, room);
  const number = paint("dim", `${String(line).padStart(digits)} │`);
  return [
    `${number} ${window.text}`.trimEnd(),
    ...row.flatMap((mark) => {
      const { start, width } = window.columnsOf(rangeOf(mark.location, text));
      return drawLabel(mark, start, width, gutter, drawing);
    }),
  ];
}

/** Carets and the label: after them, where there is room, else before them, else beneath. */
function drawLabel(
  { location, primary }: LineMark,
  start: number,
  width: number,
  gutter: string,
  drawing: Drawing,
): string[] {
  const { paint, colour, room } = drawing;
  const own = primary ? colour : "cyan";
  const carets = "^".repeat(width);
  const label = onOneLine(location.role);
  const size = displayWidth(label) + Number(width > 0);
  const draw = (indent: number, ...parts: string[]): string =>
    `${gutter}${" ".repeat(indent)}${paint(own, parts.filter((part) => part !== "").join(" "))}`;
  if (start + width + size <= room) return [draw(start, carets, label)];
  if (size <= start) return [draw(start - size, label, carets)];
  const indent = Math.max(0, Math.min(start, room - Math.max(24, Math.floor(room / 2))));
  return [
    ...(width === 0 ? [] : [draw(start, carets)]),
    ...wrapText(label, room - indent).map((part) => draw(indent, part)),
  ];
}

/** Without a column, all that is written on the line. */
function rangeOf({ column, length = 1 }: Location, text: string): Range {
  if (column === undefined) return { start: text.length - text.trimStart().length, end: text.trimEnd().length };
  const start = Math.max(0, column - 1);
  return { start, end: start + Math.max(1, length) };
}
