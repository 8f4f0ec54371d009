import { DAY } from "../../events/dates/span.ts";
import type { Chronicle } from "../../timelines/chronicle.ts";
import { chronicleAt, endPlace, type Point } from "../../timelines/point.ts";
import { foldUntil } from "../keyframes.ts";
import { nervousness, type NervousnessView, QUADRANT } from "./nervousness.ts";

/** Days ahead that are looked at; by then the longest half-life has passed ten times. */
const HORIZON = 3650;

/**
 * Days until N has first fallen to half of what it is at a point, if nothing more happens; to a thousandth. Undefined for one who is
 * calm already, and where that never comes within ten years. N need not fall all the way: relief fades as well as alarm.
 */
export function halvesIn(
  chronicle: Chronicle,
  subject: string,
  point: Point = {},
  projection: typeof nervousness = nervousness,
): number | undefined {
  const read = chronicleAt(chronicle, point);
  const { index, instant } = endPlace(read, point.occurred);
  const fold = foldUntil(read, [projection], index);
  const at = (days: number): number => {
    const view = fold.view(projection.name, instant + days * DAY) as NervousnessView;
    return (subject === QUADRANT ? view.quadrant : view.observers[subject]) ?? 0;
  };
  const goal = at(0) / 2;
  if (goal === 0) return undefined;
  for (let day = 1; day <= HORIZON; day++) {
    if (at(day) > goal) continue;
    let [above, below] = [day - 1, day];
    while (below - above > 0.001) {
      const middle = (above + below) / 2;
      if (at(middle) > goal) above = middle;
      else below = middle;
    }
    return below;
  }
  return undefined;
}
