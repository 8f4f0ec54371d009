import type { Command } from "commander";
import { type ImportedTimeline, importCanon } from "../../doors/canon.ts";
import { lmdbLog } from "../../log/lmdb.ts";
import { logFolder } from "../logFolder.ts";
import { plural } from "../figures.ts";
import { createProgress } from "../progress.ts";
import type { Terminal } from "../terminal.ts";
import { type LogOptions, withLog } from "./logOptions.ts";
import { noteRaised } from "./noteRaised.ts";
import { readFiles } from "./readFiles.ts";

export function addImport(log: Command, terminal: Terminal): void {
  withLog(
    log.command("import").argument("[files...]", "canon files or folders, YAML or NDJSON"),
    "where files without a `branch:` go",
  )
    .description("Record the events of files as they stand.")
    .addHelpText(
      "after",
      `
Events that are recorded already are refused: sync compares. An import that was interrupted goes on when it is run again.

Examples:
  $ valoris log import canon.yaml --log .valoris
  $ valoris log export --recorded --log old > canon.ndjson
  $ valoris log import canon.ndjson --log new             commits keep their ids and times`,
    )
    .action(async (files: string[], options: LogOptions) => {
      const folder = logFolder(options.log);
      const { loaded, reading } = await readFiles(files, terminal);
      const target = lmdbLog(folder);
      const progress = createProgress(terminal);
      try {
        const imported = await importCanon(loaded, target, {
          ...reading,
          timeline: options.timeline,
          onProgress: progress.report,
        });
        progress.end();
        for (const { timeline, raised } of imported) noteRaised(timeline, raised, terminal);
        print(imported, options, terminal);
      } finally {
        progress.end();
        await target.close();
      }
    });
}

function print(imported: readonly ImportedTimeline[], { format }: LogOptions, { out, json, paint }: Terminal): void {
  const timelines = imported.map(({ timeline, events, commits, head }) => ({ timeline, events, commits, head }));
  if (format === "json") json({ timelines });
  for (const line of timelines)
    if (format === "ndjson") json(line);
    else if (format === "pretty") {
      const { timeline, events, commits, head } = line;
      const what =
        events === 0
          ? "nothing to import: all of it is recorded"
          : `${plural(events, "event")} in ${plural(commits, "commit")}`;
      out(`${paint("bold", timeline)}  ${what}  ${paint("dim", `head ${timeline}@${head}`)}`);
    }
}
