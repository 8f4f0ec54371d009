/** What the histories of bench/shapes/ have in common: a few powers, and events as they are written. */
import type { EventLog } from "../src/index.ts";
import { ndjson, times } from "./shape.ts";
import { validated } from "./synthetic.ts";

export type Written = Readonly<Record<string, unknown> & { id: string; type: string }>;

export const faction = (i: number): Written => ({
  id: `founded-${i}`,
  type: "FactionFounded",
  faction: `p-${i}`,
  name: `Power ${i}`,
  standing: "major",
});

/** A system with a lane to the one before. */
export const system = (i: number, holder: string, before = i - 1): Written => ({
  id: `charted-${i}`,
  type: "SystemCharted",
  system: `s-${i}`,
  name: `System ${i}`,
  holder,
  ...(before < 0 ? {} : { lanes: [`s-${before}`] }),
});

/** So many powers, each next to two others. */
export const world = (powers = 10): Written[] => [
  ...times(powers, faction),
  ...times(powers, (i) => system(i, `p-${i}`, i === 0 ? powers - 1 : i - 1)),
];

/** Something that alarms everybody who is near. */
export const breach = (i: number, more: Readonly<Record<string, unknown>> = {}): Written => ({
  id: `breach-${i}`,
  type: "BorderBreached",
  at: "2001-01-01T12:00:00.000Z",
  by: "p-0",
  against: `p-${1 + (i % 9)}`,
  systems: [],
  repelled: true,
  ...more,
});

/** Something that changes nothing. */
export const noted = (i: number, more: Readonly<Record<string, unknown>> = {}): Written => ({
  id: `noted-${i}`,
  type: "Noted",
  about: "p-0",
  ...more,
});

export const canonFile = (events: readonly Written[]): Readonly<Record<string, string>> => ({
  "canon.ndjson": ndjson(events),
});

/** Records events, a thousand a commit. */
export async function record(log: EventLog, events: readonly Written[], timeline = "canon"): Promise<void> {
  for (let from = 0; from < events.length; from += 1000)
    await log.append(
      timeline,
      events.slice(from, from + 1000).map((flat) => validated(flat)),
    );
}
