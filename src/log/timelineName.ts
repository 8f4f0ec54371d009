import type { TimelineName } from "../events/envelope.ts";
import { ValorisError } from "../events/valorisError.ts";

/** The timeline that is meant where none is named. */
export const CANON: TimelineName = "canon";

/** What was done to timelines as a whole is kept here: it holds no history of any universe. */
export const OPERATIONS: TimelineName = "valoris/operations";

const PATTERN = /^[a-z0-9][a-z0-9-]*(\/[a-z0-9][a-z0-9-]*)*$/;

/** @throws ValorisError `log/timeline-name` */
export function checkTimelineName(name: string): TimelineName {
  if (typeof name === "string" && PATTERN.test(name) && name.length <= 200) return name;
  throw new ValorisError("log/timeline-name", `“${String(name).slice(0, 200)}” cannot name a timeline.`, {
    help: "Use a–z, 0–9 and hyphens, with / between parts: what-if/no-valoris.",
  });
}

/** @throws ValorisError `log/timeline-name` */
export function refuseReserved(name: TimelineName): void {
  if (name !== OPERATIONS) return;
  throw new ValorisError("log/timeline-name", `${name} is kept for what is done to timelines.`, {
    help: "Choose another name.",
  });
}
