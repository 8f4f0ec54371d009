import { onOneLine } from "../doors/view.ts";
import { type Output, outputTo, outputError } from "./terminal/output.ts";
import { safeCommand, safeJson, safeLine } from "./terminal/safeText.ts";
import { painted, type Paint, unpainted, withoutStyle } from "./terminal/style.ts";

export type { Colour, Paint } from "./terminal/style.ts";

/** What people read: a line each. A line feed within one is no new line, whoever wrote it. */
export type Lines = string | readonly string[];

/**
 * Where a command writes: results to stdout, progress and notes to stderr. It is the only way there, so that nothing that a file says
 * reaches a terminal or a runner of CI but as text: the writer makes colours of `paint`, and of nothing else.
 */
export interface Terminal {
  readonly paint: Paint;
  readonly isColoured: boolean;
  readonly isTTY: boolean;
  /** Columns. */
  readonly width: number;
  /** @throws ValorisError `cli/output` */
  out(lines: Lines): void;
  /** A value as JSON on a line. @throws ValorisError `cli/output` */
  json(value: unknown): void;
  /** JSON or a part of it, cut outside of its strings; as it is, but that what steers a terminal is escaped. */
  jsonText(text: string): void;
  /** A document that others read, whose format has quoted what does not print. */
  document(text: string): void;
  /** A command for GitHub's runner, with its parts escaped. */
  command(line: string): void;
  /** Resolves once the reader of a pipe has taken what was written. */
  drained(): Promise<void>;
  note(lines: Lines): void;
  /** A line on stderr that the next one takes the place of; undefined: none. Nothing where nobody looks. */
  status(line: string | undefined): void;
  readonly showsStatus: boolean;
  /** An empty screen, where there is one. */
  clear(): void;
}

/** NO_COLOR and FORCE_COLOR are obeyed (no-color.org, force-color.org). */
function wantsColour({ isTTY }: Output): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0";
  return isTTY && TERM !== "dumb";
}

const CLEAR_SCREEN = "\u001b[2J\u001b[3J\u001b[H";
const CLEAR_LINE = "\r\u001b[2K";

export function processTerminal(): Terminal {
  const terminal = terminalOf(
    outputTo(process.stdout, (error) => {
      // Whoever reads the output may stop early: `valoris replay | head`.
      if (error.code === "EPIPE") process.exit(0);
      terminal.note(outputError(error).message);
      process.exit(2);
    }),
    // With nobody to tell, nothing can be said.
    outputTo(process.stderr, () => {}),
  );
  return terminal;
}

export function terminalOf(out: Output, err: Output): Terminal {
  const isColoured = wantsColour(out);
  const written = (lines: Lines): string =>
    typeof lines === "string" ? `${safeLine(lines)}\n` : lines.map((line) => `${safeLine(line)}\n`).join("");
  const tell = (text: string): void => {
    try {
      err.write(text);
    } catch {
      // As above.
    }
  };
  return {
    paint: isColoured ? painted : unpainted,
    isColoured,
    isTTY: out.isTTY,
    width: Math.max(40, out.columns || Number(process.env["COLUMNS"]) || 100),
    out: (lines) => out.write(written(lines)),
    json: (value) => out.write(`${safeJson(JSON.stringify(value))}\n`),
    jsonText: (text) => out.write(safeJson(text)),
    document: (text) => out.write(text),
    command: (line) => out.write(`${safeCommand(line)}\n`),
    drained: out.drained,
    note: (lines) => tell(written(lines)),
    showsStatus: err.isTTY,
    status: (line) => {
      if (err.isTTY) tell(line === undefined ? CLEAR_LINE : `${CLEAR_LINE}${safeLine(line)}`);
    },
    clear: () => {
      if (out.isTTY) out.write(CLEAR_SCREEN);
    },
  };
}

/** Columns that a text takes, colours aside. */
export const columns = (text: string): number => [...onOneLine(withoutStyle(text))].length;

export const padEnd = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - columns(text)));
export const padStart = (text: string, width: number): string => " ".repeat(Math.max(0, width - columns(text))) + text;
