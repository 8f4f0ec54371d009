import type { Chronicle } from "../../timelines/chronicle.ts";
import type { AnyProjection } from "../defineProjection.ts";
import type { Expression } from "./compile.ts";

/** Events [from, to); `key` where they are exactly those of a page. */
export interface EventRange {
  readonly from: number;
  readonly to: number;
  readonly key?: string;
}

/** The least and the most that a number was just after any event of a page. */
interface Extremes {
  readonly least: number;
  readonly most: number;
}

/** Extremes of one number, page by page, kept beside the keyframes; undefined where an expression is more than one threshold. */
export function createExtremes(
  { keyframes }: Chronicle,
  { threshold }: Expression,
  projections: readonly AnyProjection[],
) {
  if (threshold === undefined || keyframes === undefined) return undefined;
  const versions = projections.map(({ name, version, settings = "" }) => `${name}@${version}:${settings}`).join("+");
  const keyOf = (page: string): string => `keyframe:${page}:extremes:${threshold.metric}:${versions}`;
  return {
    /** Whether the expression holds nowhere in a page, as far as that is known. */
    excludes({ key }: EventRange): boolean {
      const known = key === undefined ? undefined : (keyframes.get(keyOf(key)) as Extremes | undefined);
      if (known === undefined) return false;
      const furthest = threshold.operator === ">" || threshold.operator === ">=" ? known.most : known.least;
      return !threshold.holds(furthest);
    },
    record({ key }: EventRange) {
      if (key === undefined) return undefined;
      let least = Number.POSITIVE_INFINITY;
      let most = Number.NEGATIVE_INFINITY;
      return {
        see(value: number): void {
          if (value < least) least = value;
          if (value > most) most = value;
        },
        keep: async (): Promise<void> => keyframes.put(keyOf(key), { least, most } satisfies Extremes),
      };
    },
  };
}
