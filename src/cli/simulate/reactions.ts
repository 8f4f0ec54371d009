import type { CanonReaction } from "../../doors/sim.ts";
import { isoDate, showDay } from "../dates.ts";
import type { Format } from "../input.ts";
import { table } from "../table.ts";
import type { Terminal } from "../terminal.ts";

const COLOURS = { modelled: "green", reacting: "cyan", scripted: "yellow" } as const;

/** Canon's events, each with what may make it go otherwise. */
export function explainReactions(reactions: readonly CanonReaction[], format: Format, terminal: Terminal): void {
  const { paint } = terminal;
  const forMachines = reactions.map(({ at, ...rest }) => ({ ...rest, at: isoDate(at) }));
  if (format === "json") return terminal.json(forMachines);
  if (format === "ndjson") {
    for (const line of forMachines) terminal.json(line);
    return;
  }
  const rows = reactions.map(({ event, at, how, why, hangsOn }) => [
    showDay(at),
    event,
    paint(COLOURS[how], how),
    [how === "modelled" ? why : "", ...hangsOn, how === "scripted" ? why : ""].filter((part) => part !== "").join("; "),
  ]);
  const columns = [
    { title: "" },
    { title: "event" },
    { title: "" },
    { title: "what may change it, or why nothing does" },
  ];
  terminal.out(table(columns, rows, (text) => paint("dim", text)));
}
