import type { Command } from "commander";
import { defined } from "../../idioms/defined.ts";
import { endPlace, openChronicle, type EventLog, type TimelineName, ValorisError } from "../../index.ts";
import { forkTimeline, namedPosition } from "../../doors/timelines.ts";
import { isoDate, isoDay } from "../dates.ts";
import { instantOfDate } from "../recordedInput.ts";
import { readSettings } from "../settings.ts";
import type { Terminal } from "../terminal.ts";
import { withWriting, type WritingOptions, writeTo } from "./options.ts";

interface ForkOptions extends WritingOptions {
  readonly of: string;
  readonly at?: string;
  readonly cut?: string;
}

export function addFork(timeline: Command, terminal: Terminal): void {
  withWriting(timeline.command("fork").argument("<name>", "the branch, such as what-if/no-valoris"))
    .option("--of <timeline>", "what it branches from", "canon")
    .option("--at <position>", "the last position that it sees: a number, canon@12 or a tag; the head if absent")
    .option("--cut <date>", "what happens after this date (or event) is not seen: the future is open")
    .description("Branch a timeline. Nothing is copied.")
    .addHelpText(
      "after",
      `
Without --cut, the branch keeps all of its parent's history, the future included: an edit changes only what it is about. With
--cut, history ends there, and goes on only by what is added.

Examples:
  $ valoris timeline fork what-if/no-valoris --of canon
  $ valoris timeline fork what-if/after-the-war --cut dominion-war-ends`,
    )
    .action(async (name: string, options: ForkOptions) => {
      await writeTo(options, async (log) => {
        const of = options.at === undefined ? undefined : await namedPosition(log, options.at, options.of);
        if (of !== undefined && of.timeline !== options.of)
          throw new ValorisError(
            "timeline/position",
            `${options.at} is a position of ${of.timeline}, not of ${options.of}.`,
            {
              help: `Say --of ${of.timeline}.`,
            },
          );
        const cut = options.cut === undefined ? undefined : await cutInstant(log, options.of, options.cut);
        const { head, branch } = await forkTimeline(log, name, {
          of: options.of,
          ...defined({ sequence: of?.sequence, cut }),
        });
        if (options.format !== "pretty") {
          const at = branch?.cut === undefined ? {} : { cut: isoDate(branch.cut) };
          terminal.json({ timeline: name, head, parent: branch?.parent, sequence: branch?.sequence, ...at });
          return;
        }
        const { out, paint } = terminal;
        out(`${paint("bold", name)} branches from ${branch?.parent}@${branch?.sequence}.`);
        out(
          paint(
            "dim",
            cut === undefined
              ? `The rest of ${options.of} is kept: all that happens in it, happens here too, until you change it. --cut DATE leaves the future open.`
              : `What ${options.of} has after ${options.cut} (${isoDay(cut)}) is not seen here: the future is open.`,
          ),
        );
      });
    });
}

/** The end of a date, or the instant of an event of the parent. */
async function cutInstant(log: EventLog, of: TimelineName, cut: string): Promise<number> {
  const plain = instantOfDate(cut);
  if (plain !== undefined) return plain;
  const { reading } = await readSettings();
  return endPlace(await openChronicle(log, { ...reading, timeline: of }), cut).instant;
}
