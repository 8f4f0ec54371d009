import { readFileSync } from "node:fs";
import { formatLocation, type Location, ValorisError } from "../events/valorisError.ts";
import type { Terminal } from "./terminal.ts";

/** An error for people: what, where, with the line it is about, and what to do. */
export function printError(error: ValorisError, { note, paint }: Terminal): void {
  note(`${paint("red", "error")}${paint("dim", `[${error.code}]`)}: ${error.message}`);
  if (error.at !== undefined) {
    note(`  ${paint("dim", "at")} ${paint("cyan", formatLocation(error.at))}`);
    const excerpt = excerptOf(error.at);
    if (excerpt !== undefined) note(excerpt.map((line) => `  ${line}`).join("\n"));
  }
  if (error.help !== undefined) note(`  ${paint("green", "help:")} ${error.help}`);
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
