import type { Command } from "commander";
import { coverageOf, type DocumentCoverage } from "../doors/canon.ts";
import { type InputOptions, readInput, withInput } from "./input.ts";
import { movingEvents, type MovingType } from "../index.ts";
import { right, table } from "./table.ts";
import type { Terminal } from "./terminal.ts";

export function addCoverage(program: Command, terminal: Terminal): void {
  withInput(program.command("coverage").argument("[files...]", "canon files or folders"))
    .option("--numbers", "how many events move a number, by type, and why others do not")
    .description("Which paragraphs of the cited documents no event covers; or which events no number hears of.")
    .addHelpText(
      "after",
      `
A document lists its sections with the number of their paragraphs; events cite “Section ¶2”. --numbers leaves out who there is
from the beginning, where that moves no number.

Examples:
  $ valoris coverage canon.yaml
  $ valoris coverage canon.yaml --numbers`,
    )
    .action(async (files: string[], options: InputOptions & { numbers?: true }) => {
      const canon = await readInput(files, options, terminal);
      if (options.numbers === true) {
        const types = movingEvents(canon);
        if (options.format === "pretty") terminal.out(prettyNumbers(types, terminal));
        else if (options.format === "json") terminal.json({ ...totalOf(types), types });
        else for (const type of types) terminal.json(type);
        return;
      }
      const documents = coverageOf({ events: [...canon.events] });
      if (options.format === "pretty")
        terminal.out(
          documents.flatMap((document, i) => [...(i === 0 ? [] : [""]), ...prettyDocument(document, terminal)]),
        );
      else if (options.format === "json") terminal.json({ documents });
      else for (const document of documents) terminal.json(document);
    });
}

/** Over all types. */
export const totalOf = (types: readonly MovingType[]) => ({
  events: types.reduce((sum, { events }) => sum + events, 0),
  moving: types.reduce((sum, { moving }) => sum + moving, 0),
});

/** “61 of 101 events move a number of power, territory or nervousness.” */
export function movingWords(types: readonly MovingType[]): string {
  const { events, moving } = totalOf(types);
  return `${moving} of ${events} events move a number of power, territory or nervousness`;
}

function prettyNumbers(types: readonly MovingType[], { paint }: Terminal): string[] {
  const rows = types.map(({ type, events, moving, still }) => [
    type,
    `${moving} of ${events}`,
    still === undefined ? "" : `${still.why}: ${still.example}`,
  ]);
  return [
    `${movingWords(types)}.`,
    ...table([{ title: "" }, right("move one"), { title: "of the others" }], rows, (text) => paint("dim", text)),
  ];
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
