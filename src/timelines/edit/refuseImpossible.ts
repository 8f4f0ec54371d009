import { ValorisError } from "../../events/valorisError.ts";
import type { ImpossibleDates } from "../dateIssues.ts";
import type { PagedHistory } from "../pages/pagedHistory.ts";

/** @throws ValorisError `edit/impossible-dates` for dates that could all hold before */
export function refuseImpossible(before: PagedHistory, after: PagedHistory): void {
  const known = new Set(before.impossible.map(ringOf));
  const found = after.impossible.find((one) => !known.has(ringOf(one)));
  if (found === undefined) return;
  const steps = found.steps.map(({ event, says }) => `${event}, ${says}`);
  throw new ValorisError("edit/impossible-dates", `With this, these dates cannot all hold: ${steps.join("; ")}.`, {
    help: "Choose another date, or move the others first. Nothing was changed.",
    details: { steps: found.steps },
  });
}

const ringOf = ({ steps }: ImpossibleDates): string => JSON.stringify(steps.map(({ event }) => event).sort());
