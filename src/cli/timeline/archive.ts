import type { Command } from "commander";
import { archiveTimeline, protectTimeline } from "../../doors/timelines.ts";
import type { Terminal } from "../terminal.ts";
import { withWriting, type WritingOptions, writeTo } from "./options.ts";

export function addArchive(timeline: Command, terminal: Terminal): void {
  withWriting(timeline.command("archive").argument("<name>"))
    .option("--restore", "show it again")
    .description("Hide a branch from lists. Nothing is ever deleted: it stays readable by its name.")
    .action(async (name: string, { restore = false, ...options }: WritingOptions & { restore?: boolean }) => {
      await writeTo(options, (log) => archiveTimeline(log, name, !restore));
      say(
        { timeline: name, archived: !restore },
        restore ? "is shown again" : "is hidden from lists",
        options,
        terminal,
      );
    });
}

export function addProtect(timeline: Command, terminal: Terminal): void {
  withWriting(timeline.command("protect").argument("<name>"))
    .option("--off", "let it be edited again")
    .description("Make a timeline refuse edits; canon does from the start.")
    .action(async (name: string, { off = false, ...options }: WritingOptions & { off?: boolean }) => {
      await writeTo(options, (log) => protectTimeline(log, name, !off));
      const said = off ? "can be edited" : "is protected: editing it takes --force-canon";
      say({ timeline: name, protected: !off }, said, options, terminal);
    });
}

function say(
  done: { readonly timeline: string; readonly archived?: boolean; readonly protected?: boolean },
  words: string,
  { format }: WritingOptions,
  { out, json, paint }: Terminal,
): void {
  if (format === "pretty") out(`${paint("bold", done.timeline)} ${words}.`);
  else json(done);
}
