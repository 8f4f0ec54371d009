import { calledAs } from "../subjects.ts";
import { type Course, type Ensemble, type Plan } from "../../doors/sim.ts";
import { type Fan, fanPicture } from "../../doors/view.ts";
import { showDay, shownCalendar } from "../dates.ts";
import type { OutputFile } from "../outputFile.ts";

/** The courses that tell most: the quadrant's nerves, then of shares and of territory the one that differs most, or moves most. */
function tellingCourses({ courses, metrics }: Ensemble): Course[] {
  const weight = ({ metric, subject }: Course): number => {
    const mean = metrics.find(({ metric: of }) => of?.metric === metric && of.subject === subject);
    if (mean === undefined) return 0;
    const { difference, deviation } = mean;
    return difference === undefined ? deviation : Math.abs(difference.value);
  };
  return (["nervousness", "share", "territory"] as const).flatMap((family) => {
    const [first] = courses.filter(({ metric }) => metric === family).sort((a, b) => weight(b) - weight(a));
    return first === undefined ? [] : [first];
  });
}

export const nameOf = ({ names }: Plan, subject: string): string => calledAs(subject, (id) => names.get(id) ?? id);

export const isPaired = ({ metrics }: Ensemble): boolean => metrics.some(({ canon }) => canon !== undefined);

export const titleOf = (ensemble: Ensemble, plan: Plan, timeline: string): string =>
  `${timeline}${isPaired(ensemble) ? ` beside ${plan.canon.timeline}` : ""}`;

/** The courses that tell most, as fans. */
export const fansOf = (ensemble: Ensemble, plan: Plan): Fan[] =>
  tellingCourses(ensemble).map(({ metric, subject, points, runs, canon }) => ({
    metric,
    subject,
    points,
    runs,
    name: nameOf(plan, subject),
    ...(canon === undefined ? {} : { against: { name: plan.canon.timeline, points: canon } }),
  }));

/** Draws an ensemble into a file. @throws ValorisError `cli/unwritable` */
export function draw(file: OutputFile, ensemble: Ensemble, plan: Plan, timeline: string): void {
  const { from, until, observedUntil, seed, runs } = ensemble;
  const picture = fanPicture(fansOf(ensemble, plan), {
    title: titleOf(ensemble, plan, timeline),
    subtitle: `${showDay(from + 1)} to ${showDay(until)}; canon tells up to ${showDay(observedUntil)}`,
    calendar: shownCalendar(),
    footnotes: [
      `${runs} runs, seed ${seed}. All rates are priors of the model “${plan.model.name}”: nobody has observed them.`,
    ],
  });
  file.write(picture);
  file.finish();
}
