import type { Course, Ensemble, Frequency } from "../../doors/sim.ts";
import { isoDate } from "../dates.ts";

const courseOf = ({ points, canon, ...rest }: Course) => ({
  ...rest,
  points: points.map(({ at, ...point }) => ({ at: isoDate(at), ...point })),
  ...(canon === undefined ? {} : { canon: canon.map(({ at, ...point }) => ({ at: isoDate(at), ...point })) }),
});

/** Of the curve of times, as many steps as anybody reads. */
const STEPS = 200;

function thinned({ times, ...rest }: Frequency): Frequency {
  if (times === undefined) return rest;
  const { runs, steps } = times;
  const every = Math.max(1, Math.ceil(steps.length / STEPS));
  return { ...rest, times: { runs, steps: steps.filter((_, i) => i % every === 0 || i === steps.length - 1) } };
}

export const forMachines = ({ reacting, ...ensemble }: Ensemble) => ({
  reacting,
  ...ensemble,
  from: isoDate(ensemble.from),
  until: isoDate(ensemble.until),
  observedUntil: isoDate(ensemble.observedUntil),
  outcomes: ensemble.outcomes.map(thinned),
  events: ensemble.events.map(({ at, ...event }) => ({ ...event, at: isoDate(at) })),
  courses: ensemble.courses.map(courseOf),
});

export function* lines(ensemble: Ensemble) {
  const { outcomes, numbers, metrics, classes, events, courses, ...rest } = forMachines(ensemble);
  yield { kind: "ensemble", ...rest };
  for (const one of outcomes) yield { kind: "outcome", ...one };
  for (const one of numbers) yield { kind: "number", ...one };
  for (const one of metrics) yield { kind: "metric", ...one };
  for (const one of classes) yield { kind: "class", ...one };
  for (const one of events) yield { kind: "event", ...one };
  for (const one of courses) yield { kind: "course", ...one };
}
