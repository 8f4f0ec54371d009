import { type SyncChange, countChanges, type SyncedTimeline } from "../../doors/canon.ts";
import type { Format } from "../input.ts";
import type { Paint, Terminal } from "../terminal.ts";

/** What was appended to each timeline, or would be. */
export function printSynced(
  synced: readonly SyncedTimeline[],
  { format, dryRun }: { readonly format: Format; readonly dryRun: boolean },
  { out, json, paint }: Terminal,
): void {
  if (format === "json") json({ dryRun, timelines: synced.map((one) => summary(one, dryRun)) });
  for (const one of synced) {
    if (format === "ndjson") {
      if (dryRun) for (const change of one.changes) json({ timeline: one.timeline, ...jsonChange(change) });
      else json(summary(one, false));
    } else if (format === "pretty") {
      if (dryRun) for (const change of one.changes) out(prettyChange(change, paint));
      out(prettySummary(one, dryRun, paint));
    }
  }
}

function summary({ timeline, changes, head }: SyncedTimeline, listed: boolean) {
  const { add, amend, retract, restore } = countChanges(changes);
  const counts = { added: add, amended: amend, retracted: retract, restored: restore };
  return { timeline, ...counts, head, ...(listed ? { changes: changes.map(jsonChange) } : {}) };
}

const jsonChange = ({ kind, target, event, before }: SyncChange) => ({
  kind,
  target,
  event,
  ...(before === undefined ? {} : { before }),
});

function prettySummary({ timeline, changes, head }: SyncedTimeline, dryRun: boolean, paint: Paint): string {
  const { add, amend, retract, restore } = countChanges(changes);
  const counts = [
    [add, "added"],
    [amend, "amended"],
    [retract, "retracted"],
    [restore, "restored"],
  ] as const;
  const said = counts.flatMap(([count, what]) => (count === 0 ? [] : [`${count.toLocaleString("en")} ${what}`]));
  const what = said.length === 0 ? "as in the files" : `${dryRun ? "would be " : ""}${said.join(", ")}`;
  return `${paint("bold", timeline)}  ${what}  ${paint("dim", dryRun ? "nothing was appended" : `head ${timeline}@${head}`)}`;
}

function prettyChange({ kind, target, event, before = {} }: SyncChange, paint: Paint): string {
  const data: { set?: Record<string, unknown>; reason?: string } =
    typeof event.data === "object" ? { ...event.data } : {};
  if (kind === "add") return `${paint("green", "+")} ${target}  ${paint("dim", event.type)}`;
  if (kind === "restore") return `${paint("green", "↺")} ${target}  ${paint("dim", data.reason ?? "")}`;
  if (kind === "retract") return `${paint("red", "-")} ${target}  ${paint("dim", data.reason ?? "")}`;
  const fields = Object.entries(data.set ?? {}).map(
    ([field, value]) => `${field}: ${short(before[field])} → ${short(value)}`,
  );
  return `${paint("yellow", "~")} ${target}  ${paint("dim", fields.join("; "))}`;
}

/** A value in a few characters. */
function short(value: unknown): string {
  const text =
    value === undefined || value === null ? "none" : typeof value === "string" ? value : JSON.stringify(value);
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
