import type { Command } from "commander";
import { type LogStatistics, logStatistics } from "../../doors/canon.ts";
import { logFolder, openLogFolder } from "../logFolder.ts";
import { right, table } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { type LogOptions, withLog } from "./logOptions.ts";

const showInstant = (ms: number): string => new Date(ms).toISOString();

export function addStats(log: Command, terminal: Terminal): void {
  const command = withLog(log.command("stats"), "only this timeline; all if absent");
  command
    .description("What is in a log: positions, sizes, times, and the hashes that prove it.")
    .addHelpText(
      "after",
      "\nKeep a head's hash elsewhere: `valoris log verify --expect-head HASH` proves the log by it.",
    )
    .action(async (options: LogOptions) => {
      const source = await openLogFolder(logFolder(options.log));
      try {
        const only = command.getOptionValueSource("timeline") === "default" ? undefined : options.timeline;
        print(await logStatistics(source, only), options, terminal);
      } finally {
        await source.close();
      }
    });
}

function print(timelines: readonly LogStatistics[], { format }: LogOptions, { out, json, paint }: Terminal): void {
  if (format === "json") return json({ timelines });
  if (format === "ndjson") return timelines.forEach((timeline) => json(timeline));
  const rows = timelines.map(
    ({ timeline, branch, head, events, commits, bytes, hash, firstRecordedAt, lastRecordedAt }) => [
      paint("bold", timeline),
      `${timeline}@${head}`,
      ...[events, commits, bytes].map((count) => count.toLocaleString("en")),
      firstRecordedAt === null ? "" : showInstant(firstRecordedAt),
      lastRecordedAt === null ? "" : showInstant(lastRecordedAt),
      paint("dim", hash),
      paint("dim", branch === null ? "" : `from ${branch.parent}@${branch.sequence}`),
    ],
  );
  out(
    table(
      [
        { title: "timeline" },
        { title: "head" },
        right("events"),
        right("commits"),
        right("bytes"),
        { title: "first recorded" },
        { title: "last recorded" },
        { title: "hash of the head" },
        { title: "" },
      ],
      rows,
      (text) => paint("dim", text),
    ),
  );
}
