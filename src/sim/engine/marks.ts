import { exp, log } from "../../idioms/exactMath.ts";
import { ValorisError } from "../../events/valorisError.ts";
import { type Address, addressOf, gumbelOf, PURPOSE, type RunKey, uniformAt } from "../randomness/address.ts";
import type { Alternative } from "./source.ts";

/**
 * Which alternative an atom comes to: the one with the largest φ + γ, γ standard Gumbel noise of its own (Gumbel 1954; Luce & Suppes
 * 1965), which comes out as k with probability e^φₖ / Σ e^φ. The noise hangs on the atom and on the alternative, so that two worlds
 * which weigh alternatives alike choose alike (Oberst & Sontag 2019). That this coupling is the true one cannot be known from any
 * history (Lorberbom et al. 2021): it is a choice, and is said to be one.
 */
export function chooseMark(
  alternatives: readonly Alternative[],
  noise: (alternative: Alternative) => number,
): string | undefined {
  let best: string | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (const alternative of alternatives) {
    if (alternative.phi === Number.NEGATIVE_INFINITY) continue;
    const value = alternative.phi + noise(alternative);
    if (Number.isNaN(value))
      throw new ValorisError("sim/not-a-number", `The weight of “${alternative.key}” is no number.`, {
        help: "Mend `alternatives` of its channel, or the parameters that it reads.",
      });
    if (best === undefined || value > most) {
      most = value;
      best = alternative.key;
    }
  }
  return best;
}

/** Fresh noise of an atom, alternative by alternative. */
export const freshNoise =
  (key: RunKey, atom: Address) =>
  ({ key: name }: Alternative): number =>
    gumbelOf(uniformAt(key, PURPOSE.marks, atom, addressOf(name)));

/**
 * Noise under which a choice comes out as it did: the largest sum is drawn as a Gumbel around ln Σ e^φ, all others below it (top-down
 * sampling: Maddison, Tarlow & Minka 2014). An alternative that was not there to choose has fresh noise.
 */
export function abductedNoise(
  alternatives: readonly Alternative[],
  chosen: string,
  key: RunKey,
  atom: Address,
): (alternative: Alternative) => number {
  const draw = (name: string): number => uniformAt(key, PURPOSE.abduction, atom, addressOf(name));
  const largest = logSumExp(alternatives) + gumbelOf(draw(LARGEST));
  const noise = new Map<string, number>();
  for (const { key: name, phi } of alternatives)
    noise.set(name, name === chosen ? largest - phi : -log(exp(-(largest - phi)) - log(draw(name))));
  const fresh = freshNoise(key, atom);
  return (alternative) => noise.get(alternative.key) ?? fresh(alternative);
}

const LARGEST = "the largest of all";

export function logSumExp(alternatives: readonly Alternative[]): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const { phi } of alternatives) if (phi > most) most = phi;
  if (most === Number.NEGATIVE_INFINITY) return most;
  let sum = 0;
  for (const { phi } of alternatives) sum += exp(phi - most);
  return most + log(sum);
}

/** ln of the probability of one of them; −∞ for one that is not there. */
export const lnProbability = (alternatives: readonly Alternative[], key: string): number =>
  (alternatives.find((one) => one.key === key)?.phi ?? Number.NEGATIVE_INFINITY) - logSumExp(alternatives);

export const sameAlternatives = (a: readonly Alternative[], b: readonly Alternative[]): boolean =>
  a.length === b.length && a.every(({ key, phi }, i) => key === b[i]?.key && phi === b[i]?.phi);
