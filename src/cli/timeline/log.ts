import { InvalidArgumentError, type Command } from "commander";
import { type RecordedEvent } from "../../index.ts";
import {
  isAmendment,
  newestFirst,
  type Operation,
  readOperations,
  type RecordedOperation,
} from "../../doors/timelines.ts";
import { type Format, withInput } from "../input.ts";
import { plural } from "../figures.ts";
import type { Terminal } from "../terminal.ts";
import { openTimelines } from "../timelines.ts";

interface LogFlags {
  readonly log?: string;
  readonly format: Format;
  readonly limit: number;
}

/** A line of the log: a commit of the timeline, or something that was done to it. */
interface Entry {
  readonly recordedAt: number;
  readonly position?: string;
  readonly did: readonly string[];
}

function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("Give a number of entries.");
  return number;
}

export function addHistory(timeline: Command, terminal: Terminal): void {
  const command = timeline
    .command("log")
    .argument("[timeline]", "whose", "canon")
    .argument("[files...]", "canon and branch files");
  withInput(command, ["pretty", "json", "ndjson"], false)
    .option("--limit <count>", "at most so many", count, 30)
    .description(
      "What was done to a timeline, the last first: what was recorded, and with what reason; forks, tags and the like.",
    )
    .action(async (name: string, files: string[], { limit, format, ...flags }: LogFlags) => {
      const { log } = await openTimelines(files, flags, terminal);
      const operations: RecordedOperation[] = [];
      for await (const one of readOperations(log)) if (isAbout(one.operation, name)) operations.push(one);
      const entries: Entry[] = [];
      for await (const { sequence, events, recordedAt } of newestFirst(log, name)) {
        if (entries.length === limit) break;
        const last = sequence + events.length - 1;
        entries.push({ recordedAt, position: `${name}@${last}`, did: commitWords(events) });
      }
      for (const { operation, recordedAt } of operations)
        entries.push({ recordedAt, did: [operationWords(operation)] });
      // Commits come in their order; at one instant, what was done to a timeline comes before what was recorded on it.
      const shown = entries.sort((a, b) => b.recordedAt - a.recordedAt).slice(0, limit);
      if (format === "json") return terminal.json({ timeline: name, entries: shown.map(forMachines) });
      for (const entry of shown)
        if (format === "ndjson") terminal.json(forMachines(entry));
        else terminal.out(pretty(entry, terminal));
    });
}

const isAbout = (operation: Operation, name: string): boolean =>
  ("timeline" in operation && operation.timeline === name) || ("from" in operation && operation.from === name);

const forMachines = ({ recordedAt, position, did }: Entry) => ({
  recordedAt: new Date(recordedAt).toISOString(),
  position: position ?? null,
  did,
});

function pretty({ recordedAt, position = "", did }: Entry, { paint }: Terminal): string[] {
  const [first = "", ...rest] = did;
  const when = new Date(recordedAt).toISOString().slice(0, 16).replace("T", " ");
  return [
    `${paint("cyan", when)}  ${first}  ${paint("dim", position)}`,
    ...rest.map((line) => `${" ".repeat(18)}${line}`),
  ];
}

/** Lines of one commit that are shown one by one. */
const LINES = 6;

function commitWords(events: readonly RecordedEvent[]): string[] {
  const amendments = events.filter(isAmendment);
  const added = events.filter((event) => !isAmendment(event));
  const lines = amendments.map(({ data, tags }) => {
    // Amendments were validated when they entered.
    const { target, reason, set } = data as { target: string; reason: string; set?: Record<string, unknown> };
    const verb = tags?.includes("undo") === true ? "undid" : set === undefined ? "retracted" : "amended";
    const fields = Object.keys(set ?? {}).join(", ");
    return `${verb} ${target}${fields === "" ? "" : ` (${fields})`}: ${reason}`;
  });
  if (added.length > 0 && added.length <= LINES)
    lines.push(...added.map(({ id, type, why }) => `added ${id} (${type})${why === undefined ? "" : `: ${why}`}`));
  else if (added.length > 0) lines.push(`added ${plural(added.length, "event")}`);
  return lines.length > LINES ? [...lines.slice(0, LINES), `and ${lines.length - LINES} more`] : lines;
}

function operationWords(operation: Operation): string {
  switch (operation.kind) {
    case "forked":
      return `${operation.timeline} branched from ${operation.parent}@${operation.sequence}`;
    case "tagged":
      return `tagged ${operation.timeline}@${operation.sequence} as ${operation.tag}`;
    case "untagged":
      return `forgot the tag ${operation.tag}`;
    case "rebased":
      return `${operation.from} was carried over to ${operation.onto}, as ${operation.timeline}`;
    case "decided":
      return `decided to keep ${operation.keep} of ${operation.event}, for carrying ${operation.timeline} over to ${operation.onto}`;
    case "merged":
    case "picked":
      return `${operation.kind} from ${operation.from} into ${operation.timeline}`;
    default:
      return `${operation.timeline} was ${operation.kind}`;
  }
}
