import { readFileSync } from "node:fs";
import { formatLocation, type Location, ValorisError } from "../index.ts";
import type { Terminal } from "./terminal.ts";

/** An error for people: what, where, with the line it is about, and what to do. */
export function printError(error: ValorisError, { note, paint }: Terminal): void {
  const { message, excerpt: below } = partsOf(error);
  note(`${paint("red", "error")}${paint("dim", `[${error.code}]`)}: ${message}`);
  note(below.map((line) => `  ${line}`));
  if (error.at !== undefined) {
    note(`  ${paint("dim", "at")} ${paint("cyan", formatLocation(error.at))}`);
    const excerpt = excerptOf(error.at);
    if (excerpt !== undefined) note(excerpt.map((line) => `  ${line}`));
  }
  if (error.help !== undefined) note(`  ${paint("green", "help:")} ${error.help}`);
}

/** A message that ends with lines of its own, such as an expression with a caret below it, says which they are. */
function partsOf({ message, details: { excerpt } }: ValorisError): { message: string; excerpt: readonly string[] } {
  const lines = Array.isArray(excerpt) ? excerpt.map(String) : [];
  const end = lines.map((line) => `\n  ${line}`).join("");
  return message.endsWith(end)
    ? { message: message.slice(0, message.length - end.length), excerpt: lines }
    : { message, excerpt: [] };
}

/** What was thrown and should not have been. */
export function printBug(error: unknown, { note }: Terminal): void {
  note("This is a bug in valoris, not in your canon. Please report it with what follows.");
  if (!(error instanceof Error)) return note(String(error));
  const { name, message, stack = "" } = error;
  note(`${name}: ${message}`);
  note(stack.split("\n").filter((line) => /^ {4}at /.test(line)));
}

/** What the operating system refused, if that is what it is: it is nobody's bug. */
export function systemError(error: unknown): ValorisError | undefined {
  if (!(error instanceof Error && "syscall" in error && "code" in error)) return undefined;
  return new ValorisError("cli/system", `The system refused: ${error.message}.`, {
    help: "See to the file or the folder, its permissions and the room on its disk, and run the command again.",
    cause: error,
  });
}

const MARGIN = 60;

/** The line and a caret beneath it; of a long line, what stands around the caret. */
function excerptOf({ path, line, column = 1, length = 1 }: Location): string[] | undefined {
  let text: string | undefined;
  try {
    text = readFileSync(path, "utf8").split(/\r?\n/, line)[line - 1];
  } catch {
    return undefined;
  }
  if (text === undefined || text.trim() === "") return undefined;
  const start = Math.max(0, column - 1 - MARGIN);
  const shown = text.slice(start, column - 1 + MARGIN).replaceAll("\t", " ");
  const lead = start > 0 ? "…" : "";
  const gutter = String(line);
  const carets = "^".repeat(Math.max(1, Math.min(length, shown.length - (column - 1 - start))));
  return [
    `${gutter} │ ${lead}${shown}`,
    `${" ".repeat(gutter.length)} │ ${" ".repeat(lead.length + column - 1 - start)}${carets}`,
  ];
}
