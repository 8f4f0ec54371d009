import { contentHash } from "../../src/events/contentHash.ts";
import type { ChronicleEvent } from "../../src/events/envelope.ts";
import type { Commit, EventLog } from "../../src/log/eventLog.ts";

/** Of a size that differs from commit to commit, some as large as several pages. */
export const noted = (id: string, size = 20): ChronicleEvent => ({
  id,
  type: "Noted",
  version: 1,
  at: 2388,
  tags: Array.from({ length: size }, (_, i) => `${id} ${i}`),
  data: { about: "x" },
});

/** The events of the n-th commit: one to three. */
export const commitOf = (n: number): ChronicleEvent[] =>
  Array.from({ length: 1 + (n % 3) }, (_, i) => noted(`k${n}-${i}`, n % 7 === 0 ? 2000 : 20));

export async function readAll(log: EventLog, timeline = "canon"): Promise<Commit[]> {
  const commits: Commit[] = [];
  for await (const commit of log.read(timeline)) commits.push(commit);
  return commits;
}

export const idsOf = (commits: readonly Commit[]): string[] =>
  commits.flatMap(({ events }) => events.map(({ id }) => id));

/** What tells whether events are the same in everything. */
export const hashesOf = (commits: readonly Commit[]): string[] =>
  commits.flatMap(({ events }) => events.map(contentHash));
