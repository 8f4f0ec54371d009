import type { Command } from "commander";
import { namedPosition, removeTag, tagPosition, timelineStates } from "../../doors/timelines.ts";
import { table } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { withWriting, type WritingOptions, writeTo } from "./options.ts";

interface TagOptions extends WritingOptions {
  readonly timeline: string;
  readonly remove?: boolean;
}

export function addTag(timeline: Command, terminal: Terminal): void {
  const { out, json, paint } = terminal;
  const command = timeline
    .command("tag")
    .argument("[tag]", "a name for a position")
    .argument("[position]", "a number, or canon@12; the head if absent");
  withWriting(command)
    .option("-t, --timeline <name>", "whose position", "canon")
    .option("--remove", "forget the tag")
    .description("Give a position of a timeline a name, or list those that have one.")
    .addHelpText(
      "after",
      `
Examples:
  $ valoris timeline tag before-the-rewrite
  $ valoris timeline fork what-if/old-canon --at before-the-rewrite`,
    )
    .action(async (tag: string | undefined, position: string | undefined, options: TagOptions) => {
      await writeTo({ ...options, dryRun: tag === undefined }, async (log) => {
        const isPretty = options.format === "pretty";
        if (tag === undefined) {
          const tags = [...(await timelineStates(log)).tags].map(([name, at]) => ({ tag: name, ...at }));
          const rows = tags.map(({ tag: name, timeline: of, sequence }) => [paint("bold", name), `${of}@${sequence}`]);
          if (!isPretty) json({ tags });
          else out(rows.length === 0 ? "No tags yet." : table([{ title: "" }, { title: "" }], rows, (text) => text));
          return;
        }
        if (options.remove === true) {
          await removeTag(log, tag);
          if (isPretty) out(`${paint("bold", tag)} is forgotten.`);
          else json({ tag, removed: true });
          return;
        }
        const asked = position === undefined ? undefined : await namedPosition(log, position, options.timeline);
        const of = asked?.timeline ?? options.timeline;
        const sequence = await tagPosition(log, tag, of, asked?.sequence);
        if (isPretty) out(`${paint("bold", tag)} is ${of}@${sequence}.`);
        else json({ tag, timeline: of, sequence });
      });
    });
}
