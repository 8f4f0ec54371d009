import { addressOf, PURPOSE, type RunKey, uniformAt } from "../randomness/address.ts";
import { abductedNoise, chooseMark, sameAlternatives } from "./marks.ts";
import type { Alternative } from "./source.ts";

/** An event of canon as a draw of the model: which source, at which rate, and out of what it was chosen. */
export interface Abducted {
  readonly source: number;
  /** λ of canon at its instant, a year. */
  readonly rate: number;
  /** The alternatives of canon then, and the one that it was. */
  readonly alternatives: readonly Alternative[];
  readonly mark: string | undefined;
}

/**
 * z of the atom that canon's event was: that it happened says no more of z than that it lies below canon's rate. (Abduction, the first
 * of the three steps of a counterfactual: Pearl 2009, Causality, §7.1.)
 */
export const abductedRate = ({ rate }: Abducted, key: RunKey, event: string): number =>
  rate * uniformAt(key, PURPOSE.abduction, addressOf(event), NO_NAME);

const NO_NAME = addressOf("");

/** What canon's event comes to where the alternatives may weigh differently, with noise under which canon is as it is. */
export function chooseAgain(
  { alternatives, mark }: Abducted,
  now: readonly Alternative[],
  key: RunKey,
  event: string,
): string | undefined {
  if (mark === undefined || sameAlternatives(alternatives, now)) return mark;
  return chooseMark(now, abductedNoise(alternatives, mark, key, addressOf(event)));
}
