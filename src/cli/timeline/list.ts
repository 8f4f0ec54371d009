import { InvalidArgumentError, type Command } from "commander";
import { formatInstant } from "../../index.ts";
import { type ListedTimeline, listTimelines, type TimelineTree, treesOf } from "../../doors/timelines.ts";
import { type Format, withInput } from "../input.ts";
import { plural } from "../figures.ts";
import { table } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { openTimelines } from "../timelines.ts";

interface ListFlags {
  readonly log?: string;
  readonly format: Format;
  readonly archived?: boolean;
  readonly limit: number;
  readonly after?: string;
}

function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("Give a number of timelines.");
  return number;
}

function withPages(command: Command, limit: number): Command {
  return withInput(command, ["pretty", "json", "ndjson"], false)
    .option("--archived", "those that are archived as well")
    .option("--limit <count>", "at most so many", count, limit)
    .option("--after <name>", "go on after this one");
}

export function addList(timeline: Command, terminal: Terminal): void {
  const { out, json, paint } = terminal;
  withPages(timeline.command("list").argument("[files...]", "canon and branch files"), 100)
    .description("The timelines of a log, or of branch files.")
    .action(async (files: string[], { format, ...flags }: ListFlags) => {
      const { log } = await openTimelines(files, flags, terminal);
      const { timelines, next } = await listTimelines(log, flags);
      if (format === "json") return json({ timelines: timelines.map(forMachines), next: next ?? null });
      if (format === "ndjson") return timelines.forEach((one) => json(forMachines(one)));
      const rows = timelines.map((one) => [
        paint("bold", one.name),
        `@${one.head}`,
        paint(
          "dim",
          one.branch === undefined
            ? ""
            : plural(one.own, "event of its own").replace("event of its owns", "events of its own"),
        ),
        paint("dim", fromWords(one)),
        paint("yellow", markWords(one)),
      ]);
      const columns = ["", "", "", "", ""].map((title, i) => ({
        title,
        align: i === 1 ? ("right" as const) : ("left" as const),
      }));
      out(table(columns, rows, (text) => text));
      if (next !== undefined) terminal.note(paint("dim", `There are more: --after ${next}`));
    });
}

export function addGraph(timeline: Command, terminal: Terminal): void {
  const { out, json, paint } = terminal;
  withPages(timeline.command("graph").argument("[files...]", "canon and branch files"), 1000)
    .description("Which timeline branches from which, and where.")
    .action(async (files: string[], { format, ...flags }: ListFlags) => {
      const { log } = await openTimelines(files, flags, terminal);
      const { timelines, next } = await listTimelines(log, flags);
      const trees = treesOf(timelines);
      if (format !== "pretty") return json({ trees: trees.map(treeForMachines), next: next ?? null });
      for (const tree of trees) for (const line of drawn(tree, "", "", terminal)) out(line);
      if (next !== undefined) terminal.note(paint("dim", `There are more: --after ${next}`));
    });
}

function drawn({ timeline, branches }: TimelineTree, lead: string, under: string, { paint }: Terminal): string[] {
  const from = lead === "" ? `${timeline.branch?.parent ?? ""}` : "";
  const at = timeline.branch === undefined ? "" : `${from}@${timeline.branch.sequence} `;
  const own = timeline.branch === undefined ? timeline.head : timeline.own;
  const words = [`${timeline.branch === undefined ? "" : "+"}${own}`, cutWords(timeline), markWords(timeline)];
  const details = words.filter((word) => word !== "").join("  ");
  const line = `${paint("dim", `${lead}${at}`)}${paint("bold", timeline.name)}  ${paint("dim", details)}`;
  return [
    line,
    ...branches.flatMap((branch, i) => {
      const isLast = i === branches.length - 1;
      return drawn(branch, `${under}${isLast ? "╰─" : "├─"}`, `${under}${isLast ? "  " : "│ "}`, { paint } as Terminal);
    }),
  ];
}

const cutWords = ({ branch }: ListedTimeline): string =>
  branch?.cut === undefined ? "" : `cut ${formatInstant(branch.cut, "day")}`;

const fromWords = (timeline: ListedTimeline): string =>
  timeline.branch === undefined
    ? ""
    : [`from ${timeline.branch.parent}@${timeline.branch.sequence}`, cutWords(timeline)].filter(Boolean).join(", ");

const markWords = (timeline: ListedTimeline): string =>
  [
    timeline.protected ? "protected" : "",
    timeline.archived ? "archived" : "",
    ...timeline.tags.map(({ tag, sequence }) => `${tag}=@${sequence}`),
  ]
    .filter(Boolean)
    .join(" ");

const forMachines = ({ name, head, branch, own, archived, protected: isProtected, tags }: ListedTimeline) => ({
  timeline: name,
  head,
  own,
  branch: branch ?? null,
  archived,
  protected: isProtected,
  tags,
});

const treeForMachines = ({ timeline, branches }: TimelineTree): object => ({
  ...forMachines(timeline),
  branches: branches.map(treeForMachines),
});
