import { InvalidArgumentError, type Command } from "commander";
import { defined } from "../../idioms/defined.ts";
import { failedGuard, ValorisError } from "../../index.ts";
import {
  type Carried,
  type CarryOptions,
  type CarryStep,
  merge,
  pick,
  rebase,
  type ConflictSide,
} from "../../doors/timelines.ts";
import { plural } from "../figures.ts";
import { readSettings } from "../settings.ts";
import { table } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { withWriting, type WritingOptions, writeTo } from "./options.ts";

interface Keeping {
  readonly all?: ConflictSide;
  readonly events: ReadonlyMap<string, ConflictSide>;
}

interface CarryFlags extends WritingOptions {
  readonly onto: string;
  readonly keep?: Keeping;
  readonly dryRun?: boolean;
  readonly forceCanon?: boolean;
}

/** `ours`, `theirs`, `ours=EVENT`, `theirs=EVENT`; several are gathered. */
function keeping(text: string, { all, events }: Keeping = { events: new Map() }): Keeping {
  const [, side, event] = /^(ours|theirs)(?:=(.+))?$/.exec(text) ?? [];
  if (side !== "ours" && side !== "theirs")
    throw new InvalidArgumentError("Write ours, theirs, ours=EVENT or theirs=EVENT.");
  if (event === undefined) return { all: side, events };
  return { ...(all === undefined ? {} : { all }), events: new Map([...events, [event, side]]) };
}

const withCarrying = (command: Command): Command =>
  withWriting(command)
    .option("--keep <side>", "settle conflicts: ours, theirs, or one by one with ours=EVENT, theirs=EVENT", keeping)
    .option("--dry-run", "only say what would become of each event");

export function addCarrying(timeline: Command, terminal: Terminal): void {
  withCarrying(timeline.command("rebase").argument("<branch>"))
    .requiredOption("--onto <timeline>", "where it is carried to")
    .option("--as <name>", "what the result is called; the branch's name with a number if absent")
    .description("Carry a branch over to where another timeline is now.")
    .addHelpText(
      "after",
      `
Where a branch begins never changes, so the result is a new branch; the old one is archived, and stays readable by its name. Each event
that the branch recorded is picked, or there already, or a conflict: amended on both sides, about what they retracted, of an id that they
gave to another event, or with a guard that does not hold there. “Ours” is the branch, “theirs” what it is carried to. A conflict stops all
before anything is changed. What you decide about one is remembered, and a run that breaks off goes on when it is run again.

Examples:
  $ valoris timeline rebase what-if/no-valoris --onto canon --dry-run
  $ valoris timeline rebase what-if/no-valoris --onto canon --keep theirs=amend-gor-becomes-domo`,
    )
    .action(async (branch: string, { as, ...flags }: CarryFlags & { as?: string }) => {
      await carry(flags, terminal, (log, options) =>
        rebase(log, branch, flags.onto, { ...options, ...(as === undefined ? {} : { as }) }),
      );
    });

  withCarrying(timeline.command("pick").argument("<events...>"))
    .requiredOption("--from <timeline>", "which timeline recorded them")
    .requiredOption("--onto <timeline>", "where they are carried to")
    .option("--force-canon", "change a protected timeline, such as canon")
    .description("Carry single events over, each with all that its timeline recorded about it.")
    .action(async (events: string[], { from, ...flags }: CarryFlags & { from: string }) => {
      const { onto, forceCanon: force = false } = flags;
      await carry(flags, terminal, (log, options) => pick(log, events, { from, onto }, { ...options, force }));
    });

  withWriting(timeline.command("merge").argument("<branch>"))
    .requiredOption("--into <timeline>", "what it branches from")
    .option("--dry-run", "only say what would happen")
    .option("--force-canon", "change a protected timeline, such as canon")
    .description("Give a timeline what its branch recorded, if it has not moved since.")
    .addHelpText(
      "after",
      `
Only this fast-forward exists: two histories are no two states of one thing, and a mean of them would be a third that nobody wrote. Where
the other has moved on, rebase the branch first, settle what contradicts, and merge the result.`,
    )
    .action(async (branch: string, { into, ...flags }: Omit<CarryFlags, "onto"> & { into: string }) => {
      const { dryRun = false, forceCanon: force = false } = flags;
      const { reading } = await readSettings();
      const carried = await writeTo(flags, (log) => merge(log, branch, into, { ...reading, dryRun, force }));
      print(carried, { ...flags, dryRun }, terminal);
    });
}

async function carry(
  flags: CarryFlags,
  terminal: Terminal,
  work: (log: Parameters<typeof rebase>[0], options: CarryOptions) => Promise<Carried>,
): Promise<void> {
  const { keep, dryRun = false } = flags;
  const { reading } = await readSettings();
  const options: CarryOptions = {
    ...reading,
    dryRun,
    ...defined({ keepAll: keep?.all, keep: keep?.events }),
    guardFails: (history, event) => {
      const failed = failedGuard(history, event);
      return (
        failed &&
        (failed.unreadable ??
          `${failed.guard}: ${failed.parts.map(({ text, value }) => `${text} is ${String(value)}`).join(", ")}`)
      );
    },
  };
  try {
    print(await writeTo(flags, (log) => work(log, options)), { ...flags, dryRun }, terminal);
  } catch (error) {
    const conflicts = error instanceof ValorisError ? error.details["conflicts"] : undefined;
    // Whoever gets them as data reads all of them on stdout; people see both sides of each before what to do.
    if (conflicts !== undefined && flags.format === "pretty")
      terminal.out(steps(conflicts as readonly CarryStep[], terminal));
    else if (conflicts !== undefined) terminal.json({ steps: conflicts });
    throw error;
  }
}

function print(
  carried: Carried,
  { format, dryRun }: WritingOptions & { readonly dryRun: boolean },
  terminal: Terminal,
): void {
  const { out, json, paint } = terminal;
  const { from, onto, timeline, head } = carried;
  if (format !== "pretty") {
    json({ branch: from, onto, as: timeline, head, dryRun, steps: carried.steps });
    return;
  }
  if (carried.steps.length > 0) out(steps(carried.steps, terminal));
  const what = `${plural(carried.steps.filter(({ kind }) => kind === "picked").length, "event")} of ${from}`;
  out(
    dryRun
      ? paint("dim", `${what} would be carried over to ${onto}; nothing was recorded.`)
      : `${what} carried over: ${paint("bold", timeline)} is at @${head}.`,
  );
}

const COLOURS = { picked: "green", "already there": "dim", conflict: "red", "left out": "yellow" } as const;

function steps(list: readonly CarryStep[], { paint }: Terminal): string[] {
  const rows = list.flatMap(({ event, type, kind, why = "", ours, theirs, as }) => [
    [
      paint(COLOURS[kind], kind),
      paint("bold", as === undefined ? event : `${event} as ${as}`),
      why === "" ? paint("dim", type) : why,
    ],
    ...(ours === undefined || kind === "picked" ? [] : [["", paint("dim", "ours"), ours]]),
    ...(theirs === undefined || kind === "picked" ? [] : [["", paint("dim", "theirs"), theirs]]),
  ]);
  return table([{ title: "" }, { title: "" }, { title: "" }], rows, (text) => text);
}
