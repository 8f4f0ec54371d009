import type { Command } from "commander";
import { coverageOf, type DocumentCoverage } from "../doors/canon.ts";
import { type InputOptions, readInput, withInput } from "./input.ts";
import type { Terminal } from "./terminal.ts";

export function addCoverage(program: Command, terminal: Terminal): void {
  withInput(program.command("coverage").argument("[files...]", "canon files or folders"))
    .description("Which paragraphs of the cited documents no event covers.")
    .addHelpText(
      "after",
      `
A document lists its sections with the number of their paragraphs; events cite “Section ¶2”.

Example:
  $ valoris coverage canon.yaml`,
    )
    .action(async (files: string[], options: InputOptions) => {
      const canon = await readInput(files, options, terminal);
      const documents = coverageOf({ events: [...canon.events] });
      if (options.format === "pretty")
        terminal.out(
          documents.flatMap((document, i) => [...(i === 0 ? [] : [""]), ...prettyDocument(document, terminal)]),
        );
      else if (options.format === "json") terminal.json({ documents });
      else for (const document of documents) terminal.json(document);
    });
}

function prettyDocument(
  { document, title, paragraphs, uncovered, unknown }: DocumentCoverage,
  { paint }: Terminal,
): string[] {
  const covered = paragraphs.length - uncovered.length;
  const part = paragraphs.length === 0 ? "lists no sections" : `${covered} of ${paragraphs.length} paragraphs covered`;
  const lines = paragraphs.map(({ section, paragraph, events }) => {
    const mark = events.length === 0 ? paint("red", "✗") : paint("green", "✓");
    return `  ${mark} ${section} ¶${paragraph}  ${paint("dim", `${events.length} event${events.length === 1 ? "" : "s"}`)}`;
  });
  const strays = unknown.map(
    ({ event, locator }) => `  ${paint("yellow", "?")} ${event} cites “${locator}”, which the document does not have`,
  );
  return [`${paint("bold", title)} ${paint("dim", document)}: ${part}`, ...lines, ...strays];
}
