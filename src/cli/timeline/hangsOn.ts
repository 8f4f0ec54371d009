import type { Command } from "commander";
import { type Hanging, whatHangsOn } from "../../doors/timelines.ts";
import { type InputOptions, readInput, withInput } from "../input.ts";
import type { Terminal } from "../terminal.ts";

export function addHangsOn(timeline: Command, terminal: Terminal): void {
  withInput(
    timeline.command("what-hangs-on").argument("<event>", "its id").argument("[files...]", "canon files or folders"),
    ["pretty", "json"],
  )
    .description("What could not be without an event, loses its cause or its footing, or is only dated by it.")
    .addHelpText(
      "after",
      `
Impossible: it names the event as \`necessary\`, or its guard fails. No cause left: all of its \`causes\` are gone. No footing left: what
its own effects take for granted is not so, such as a predecessor who sits, a death (manner: died), a war, a treaty, a giver who holds the
system. All of that goes through others in turn. Only dated by it: it stays where it is. Nothing is changed.

Examples:
  $ valoris timeline what-hangs-on treaty-of-valoris-ratified
  $ valoris timeline what-hangs-on first-strike canon.yaml --format json`,
    )
    .action(async (event: string, files: string[], options: InputOptions) => {
      const history = await readInput(files, options, terminal);
      const hanging = whatHangsOn(history, event);
      if (options.format === "pretty") terminal.out(pretty(event, hanging, terminal));
      else terminal.json(hanging);
    });
}

const TITLES = {
  impossible: "Impossible without it",
  losesCause: "No cause left",
  losesFooting: "No footing left",
  datedBy: "Only dated by it",
} as const;

function pretty(event: string, hanging: Hanging, { paint }: Terminal): string[] {
  const grades = ["impossible", "losesCause", "losesFooting", "datedBy"] as const;
  const lines = grades.flatMap((grade) =>
    hanging[grade].length === 0 ? [] : [paint("bold", TITLES[grade]), ...hanging[grade].map(({ why }) => `  ${why}`)],
  );
  return lines.length === 0 ? [`Nothing hangs on ${event}.`] : lines;
}
