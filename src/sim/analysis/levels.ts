import { ValorisError } from "../../events/valorisError.ts";
import { checkNumbers } from "../statistics/checkNumbers.ts";
import type { TreePath, Tree } from "./tree.ts";

/** Of runs, the part that should get from one level to the next: the best where levels are free (Garvels 2000) is e⁻², about 0.14. */
const SHARE = 0.2;
/** With it, probabilities down to 10⁻²⁸. */
const MOST_LEVELS = 40;

/**
 * Levels on the way to a threshold, and the threshold itself: each is what a fifth of the runs of a tree reached that set out from the
 * one before. As few as may be where scores are whole numbers. They end early where nobody gets any higher.
 */
export function findLevels(tree: Tree, threshold: number): readonly number[] {
  const levels: number[] = [];
  let paths = tree.trunk();
  while (levels.length < MOST_LEVELS) {
    const level = nextLevel(paths);
    if (level === undefined || level >= threshold) break;
    levels.push(level);
    paths = tree.onward(paths, level);
  }
  return [...levels, threshold];
}

function nextLevel(paths: readonly TreePath[]): number | undefined {
  const highest = paths.map(({ climb }) => climb.rises.at(-1)?.score ?? Number.NEGATIVE_INFINITY).sort((a, b) => b - a);
  const lowest = highest.at(-1) ?? Number.NEGATIVE_INFINITY;
  const level = highest[Math.ceil(SHARE * highest.length) - 1] ?? lowest;
  // A level that all reach tells nobody apart.
  return level > lowest ? level : highest.findLast((score) => score > lowest);
}

/** @throws ValorisError `sim/levels`, `sim/not-a-number` */
export function checkLevels(levels: readonly number[], threshold: number): readonly number[] {
  checkNumbers([...levels, threshold], "A level");
  const all = [...levels, threshold];
  const wrong = all.find((level, i) => i > 0 && level <= (all[i - 1] ?? level));
  if (wrong === undefined) return all;
  throw new ValorisError("sim/levels", `The levels do not rise: ${all.join(", ")}.`, {
    help: `Give them in ascending order, all below the threshold, ${threshold}.`,
    details: { level: wrong },
  });
}
