import type { Command } from "commander";
import { verifyInChild } from "../../log/lmdb.ts";
import type { Verification } from "../../index.ts";
import { logFolder } from "../logFolder.ts";
import { plural } from "../figures.ts";
import { createProgress } from "../progress.ts";
import type { Terminal } from "../terminal.ts";
import { type LogOptions, withLog } from "./logOptions.ts";

interface VerifyOptions extends LogOptions {
  readonly expectHead?: string;
}

const ALTERED = 1;

export function addVerify(log: Command, terminal: Terminal): void {
  withLog(log.command("verify"), "the timeline of --expect-head")
    .option("--expect-head <hash>", "a hash that `log stats` printed: finds what was cut off or rewritten since")
    .description("Prove every commit by its hash, and name what was altered.")
    .addHelpText("after", "\nExit codes: 0 as it was recorded, 1 something was altered, 2 could not run.")
    .action(async (options: VerifyOptions) => {
      const progress = createProgress(terminal);
      try {
        const { expectHead: hash, timeline } = options;
        const verified = await verifyInChild(logFolder(options.log), {
          onProgress: ({ events, total }) => progress.report({ doing: "verifying", done: events, total }),
          ...(hash === undefined ? {} : { expectHead: { timeline, hash } }),
        });
        progress.end();
        if (verified.problems.length > 0) process.exitCode = ALTERED;
        print(verified, options, terminal);
      } finally {
        progress.end();
      }
    });
}

/** Ids that are named of one commit; its count says how many there are. */
const NAMED = 20;

function print(verified: Verification, { format }: VerifyOptions, { out, json, paint }: Terminal): void {
  if (format === "json") return json(verified);
  if (format === "ndjson") {
    for (const problem of verified.problems) json(problem);
    return;
  }
  for (const { timeline, commit, sequence, message, events } of verified.problems) {
    const more = events.length > NAMED ? `, and ${events.length - NAMED} more` : "";
    const place = timeline === "" ? "" : ` ${paint("bold", `${timeline}@${sequence}`)}`;
    out(`${paint("red", "altered")}${place}${commit === "" ? "" : ` commit ${commit}`}: ${message}`);
    if (events.length > 0)
      out(`  ${paint("dim", `${plural(events.length, "event")}:`)} ${events.slice(0, NAMED).join(", ")}${more}`);
  }
  const { timelines, commits, events, problems } = verified;
  const counts = [plural(timelines, "timeline"), plural(commits, "commit"), plural(events, "event")].join(", ");
  out(
    problems.length === 0
      ? `${paint("green", "as recorded")}  ${counts}`
      : `${plural(problems.length, "problem")} in ${counts}`,
  );
  for (const [timeline, hash] of Object.entries(verified.heads)) out(paint("dim", `${timeline}  ${hash}`));
}
