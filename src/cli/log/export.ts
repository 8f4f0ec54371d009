import { Option, type Command } from "commander";
import { exportEvents } from "../../doors/canon.ts";
import { logFolder, openLogFolder } from "../logFolder.ts";
import { createProgress } from "../progress.ts";
import { readSettings } from "../settings.ts";
import type { Terminal } from "../terminal.ts";
import { defined } from "../../idioms/defined.ts";

interface ExportOptions {
  readonly log?: string;
  readonly timeline: string;
  readonly format: "ndjson" | "yaml";
  readonly recorded?: boolean;
  readonly amended?: boolean;
}

export function addExport(log: Command, terminal: Terminal): void {
  log
    .command("export")
    .option("-l, --log <folder>", "the log; default: that of valoris.config.yaml")
    .option("-t, --timeline <name>", "which timeline to write", "canon")
    .addOption(new Option("-f, --format <format>", "what to write").choices(["ndjson", "yaml"]).default("ndjson"))
    .option("--recorded", "also how each event was recorded, so that an import restores commits and their times")
    .option("--amended", "what holds now, its parents' events among it, with amendments applied")
    .description("Write what was recorded in a timeline as NDJSON or as a canon file.")
    .addHelpText(
      "after",
      `
Amendments are written as the events that they are: importing an export gives the same events again.

Examples:
  $ valoris log export --log .valoris > canon.ndjson
  $ valoris log export --log .valoris --format yaml --amended > canon.yaml    a clean copy, without its history`,
    )
    .action(async ({ log: given, timeline, format, recorded, amended }: ExportOptions) => {
      const { catalogue } = (await readSettings()).reading;
      const source = await openLogFolder(logFolder(given));
      const progress = createProgress(terminal);
      const options = {
        catalogue,
        format,
        onProgress: progress.report,
        ...defined({ recorded, amended }),
      };
      try {
        for await (const piece of exportEvents(source, timeline, options)) {
          if (format === "yaml") terminal.document(piece);
          else terminal.jsonText(piece);
          await terminal.drained();
        }
      } finally {
        progress.end();
        await source.close();
      }
    });
}
