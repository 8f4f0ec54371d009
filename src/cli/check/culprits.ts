import {
  type CheckOptions,
  type Culprits,
  chronicleOf,
  culpritsOf,
  loadCanon,
  readCanonFiles,
  type ReadCanonOptions,
  type SourceMap,
} from "../../doors/canon.ts";
import { formatLocation, resolve } from "../../index.ts";
import { showDay, showDaysIn, shownCalendar } from "../dates.ts";
import type { Terminal } from "../terminal.ts";

/** Which few events most findings hang on, in place of the findings. */
export async function printCulprits(
  paths: readonly string[],
  options: ReadCanonOptions & CheckOptions,
  { format, calendar }: { readonly format: string; readonly calendar?: string },
  { out, json, paint }: Terminal,
): Promise<Culprits> {
  const loaded = loadCanon(await readCanonFiles(paths), options);
  showDaysIn(calendar, loaded.catalogue, loaded.calendar);
  const found = await culpritsOf(loaded, await chronicleOf(loaded, options), options);
  if (format === "json" || format === "ndjson") json(found);
  else out(linesOf(found, loaded.sources).map((line) => (line.startsWith(" ") ? line : paint("bold", line))));
  return found;
}

function linesOf({ culprits, rings, findings, left }: Culprits, sources: SourceMap): string[] {
  const at = (event: string): string => {
    const place = sources.locate(event);
    return place === undefined ? event : `${event} (${formatLocation(place)})`;
  };
  const lines = culprits.flatMap(({ event, clears, brings, dates }) => [
    at(event),
    `  without it ${counted(clears.length)} less${brings === 0 ? "" : `, and ${brings} more`}`,
    ...(dates === undefined ? [] : [`  ${whenOf(dates)} clears ${dates.clears}`]),
  ]);
  for (const { by, dates } of rings) {
    lines.push(`These dates cannot all hold: any one of them would have to give way by ${by}`);
    for (const { event, says } of dates) lines.push(`  ${at(event)}: ${says}`);
  }
  lines.push(
    culprits.length === 0
      ? `No event clears more than one of ${counted(findings)} about more than one event.`
      : `${counted(findings)} about more than one event; without ${culprits.length === 1 ? "this one" : `these ${culprits.length}`}, ${left}.`,
  );
  return lines;
}

/** A civil day in the calendar that days are shown in. */
const shown = (day: string): string =>
  shownCalendar() === undefined ? day : showDay(resolve([]).spanOf(day).earliest);

const counted = (count: number): string => `${count} ${count === 1 ? "finding" : "findings"}`;

function whenOf({ after, before, on }: NonNullable<Culprits["culprits"][number]["dates"]>): string {
  if (on !== undefined) return `the date ${shown(on)}`;
  if (after !== undefined && before !== undefined) return `any day between ${shown(after)} and ${shown(before)}`;
  return after === undefined ? `any day before ${shown(before ?? "")}` : `any day after ${shown(after)}`;
}
