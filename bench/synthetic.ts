/** Logs of synthetic histories. */
import { catalogue, type ChronicleEvent, type EventLog } from "../src/index.ts";
import { ENVELOPE_FIELDS } from "../src/events/envelope.ts";
import { type Flat, history } from "./history.ts";
import { note } from "./workspace.ts";

/** As the catalogue returns it, without asking the catalogue: which only what is timed with validation has to. */
export function asEvent(flat: Flat): ChronicleEvent {
  const { id, type, ...fields } = flat;
  const envelope: Record<string, unknown> = {};
  const data: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(fields)) (ENVELOPE_FIELDS.has(field) ? envelope : data)[field] = value;
  const version = catalogue.definitions.get(String(type))?.version ?? 1;
  return { id: String(id), ...envelope, type: String(type), version, data };
}

/** @throws where the catalogue refuses an event: then nothing measured here would mean anything */
export function validated(flat: Flat): ChronicleEvent {
  const parsed = catalogue.parse(flat);
  if (parsed.kind === "event") return parsed.event;
  throw new Error(`${JSON.stringify(flat)} is no event of the catalogue`);
}

/** Appends a part of the history, so many events a commit. */
export async function fill(log: EventLog, from: number, to: number, commit = 1000): Promise<void> {
  for (let next = from; next < to; next += commit) {
    await log.append("canon", [...history(next, Math.min(next + commit, to))].map(asEvent));
    if (next % 100_000 === 0) note(`recording ${next.toLocaleString("en")} of ${to.toLocaleString("en")}`);
  }
}
