import type { Terminal } from "../terminal.ts";
import { plural } from "../figures.ts";

export function noteRaised(timeline: string, raised: number, { note, paint }: Terminal): void {
  if (raised > 0)
    note(
      `${paint("yellow", "note:")} ${plural(raised, "commit")} of ${timeline} would have been recorded before the one ahead; recorded with it instead.`,
    );
}
