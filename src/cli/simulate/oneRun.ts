import type { Scenario } from "../../index.ts";
import type { Terminal } from "../terminal.ts";
import type { Timelines } from "../timelines.ts";
export async function oneRun(_: {
  opened: Timelines;
  timeline: string;
  scenario: Scenario;
  asked: { seed: number; run: number };
  flags: { into?: string };
  terminal: Terminal;
}): Promise<void> {}
