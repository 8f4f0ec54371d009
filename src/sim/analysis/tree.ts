import { addressOf, PURPOSE, type RunKey, uniformAt } from "../randomness/address.ts";
import { type Rises, reached } from "./climb.ts";

export interface TreePath {
  readonly key: RunKey;
  readonly climb: Rises;
}

export interface TreeOptions {
  readonly climb: (key: RunKey) => Rises;
  readonly seed: number;
  /** Runs at each level. */
  readonly effort: number;
}

/** A tree of runs that shares no random number with another tree: its trunk has runs of its own. */
export interface Tree {
  trunk(): readonly TreePath[];
  /** Clones of the runs that reached a level, as many again; none where no run did. */
  onward(paths: readonly TreePath[], level: number): readonly TreePath[];
}

export function createTree(tree: number, { climb, seed, effort }: TreeOptions): Tree {
  const run = (key: RunKey): TreePath => ({ key, climb: climb(key) });
  let stage = 0;
  return {
    trunk: () => Array.from({ length: effort }, (_, i) => run({ seed, run: tree * effort + i })),
    onward(paths, level) {
      stage++;
      const entries = paths.flatMap((path) => {
        const after = reached(path.climb, level);
        return after === undefined ? [] : [{ key: path.key, after }];
      });
      // Each is cloned equally often on the average: to begin with the first would favour its kin.
      const start = uniformAt({ seed, run: tree }, PURPOSE.resampling, SPLITTING, { low: stage, high: 0 });
      return Array.from({ length: entries.length === 0 ? 0 : effort }, (_, i) => i).flatMap((i) => {
        const entry = entries[Math.floor(((i + start) * entries.length) / effort)];
        if (entry === undefined) return [];
        const { key, after } = entry;
        return [run({ ...key, clones: [...(key.clones ?? []), { after, clone: `${stage}/${i}` }] })];
      });
    },
  };
}

const SPLITTING = addressOf("splitting");
