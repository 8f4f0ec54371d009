import { ValorisError } from "../../events/valorisError.ts";
import type { ImpossibleDates } from "../dateIssues.ts";
import type { ChronicleInPages } from "../pages/chronicleInPages.ts";

/** Dates that cannot all hold, and could in each of the histories before. */
export function newlyImpossible(
  before: readonly ChronicleInPages[],
  after: ChronicleInPages,
): ImpossibleDates | undefined {
  const known = new Set(before.flatMap(({ impossible }) => impossible.map(ringOf)));
  return after.impossible.find((one) => !known.has(ringOf(one)));
}

/** @throws ValorisError `edit/impossible-dates` for dates that could all hold before */
export function refuseNewlyImpossible(before: ChronicleInPages, after: ChronicleInPages): void {
  const found = newlyImpossible([before], after);
  if (found === undefined) return;
  const steps = found.steps.map(({ event, says }) => `${event}, ${says}`);
  throw new ValorisError("edit/impossible-dates", `With this, these dates cannot all hold: ${steps.join("; ")}.`, {
    help: "Choose another date, or move the others first. Nothing was changed.",
    details: { steps: found.steps },
  });
}

const ringOf = ({ steps }: ImpossibleDates): string => JSON.stringify(steps.map(({ event }) => event).sort());
