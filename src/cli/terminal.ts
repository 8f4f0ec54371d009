import { stripVTControlCharacters } from "node:util";

/** Where a command writes: results to `out`, progress and notes to `err`. */
export interface Terminal {
  readonly paint: Paint;
  readonly isColoured: boolean;
  /** Columns. */
  readonly width: number;
  out(text: string): void;
  /** Text as it is, of much of it: written when this resolves. */
  piece(text: string): Promise<void>;
  note(text: string): void;
  readonly err: { readonly isTTY: boolean; write(text: string): void };
}

export type Colour = "bold" | "dim" | "red" | "green" | "yellow" | "blue" | "magenta" | "cyan";
export type Paint = (colour: Colour, text: string) => string;

const CODES: Readonly<Record<Colour, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
};

const inColour: Paint = (colour, text) => `\u001b[${CODES[colour][0]}m${text}\u001b[${CODES[colour][1]}m`;
const plain: Paint = (_, text) => text;

/** NO_COLOR and FORCE_COLOR are obeyed (no-color.org, force-color.org). */
function wantsColour(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0";
  return stream.isTTY && TERM !== "dumb";
}

export function processTerminal(): Terminal {
  const isColoured = wantsColour(process.stdout);
  return {
    paint: isColoured ? inColour : plain,
    isColoured,
    width: Math.max(40, process.stdout.columns || Number(process.env["COLUMNS"]) || 100),
    out: (text) => void process.stdout.write(`${text}\n`),
    piece: (text) => new Promise((resolve) => void process.stdout.write(text, () => resolve())),
    note: (text) => void process.stderr.write(`${text}\n`),
    err: { isTTY: process.stderr.isTTY, write: (text) => void process.stderr.write(text) },
  };
}

/** Columns that a text takes, colours aside. */
export const columns = (text: string): number => [...stripVTControlCharacters(text)].length;

export const padEnd = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - columns(text)));
export const padStart = (text: string, width: number): string => " ".repeat(Math.max(0, width - columns(text))) + text;
