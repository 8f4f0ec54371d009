import { readFileSync } from "node:fs";
import { formatLocation, type Location, type ValorisError } from "../events/valorisError.ts";
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
