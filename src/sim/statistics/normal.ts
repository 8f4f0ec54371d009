import { exp, log } from "../../idioms/exactMath.ts";
import { checkLevel, checkProbability } from "./checkNumbers.ts";

/**
 * P(Z ≤ z) of a standard normal variable, to full double precision in both tails. W. J. Cody's rational approximations of erf and
 * erfc (1969, Math. Comp. 23:631). NaN of NaN.
 */
export function normalCdf(z: number): number {
  const distance = Math.min(Math.abs(z), FARTHEST);
  const x = distance * Math.SQRT1_2;
  if (x <= 0.46875) return 0.5 + 0.5 * Math.sign(z) * x * ratio(ERF, x * x);
  const tail = 0.5 * bell(distance) * scaledErfc(x);
  return z > 0 ? 1 - tail : tail;
}

/**
 * The z below which a standard normal variable lies with probability p; ∓∞ at 0 and 1. M. J. Wichura (1988), AS 241, PPND16
 * (Appl. Statist. 37:477): about 1 part in 10¹⁶.
 * @throws ValorisError `sim/not-a-probability`
 */
export function normalQuantile(p: number): number {
  checkProbability(p, "The probability of a quantile");
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * ratio(CENTRE, 0.180625 - q * q);
  const r = Math.sqrt(-log(Math.min(p, 1 - p)));
  if (r === Number.POSITIVE_INFINITY) return Math.sign(q) * r;
  return Math.sign(q) * (r <= 5 ? ratio(SHOULDER, r - 1.6) : ratio(TAIL, r - 5));
}

/**
 * How many standard errors to either side make a central interval of this level: 1.96 for 0.95.
 * @throws ValorisError `sim/not-a-probability`
 */
export function criticalValue(level: number): number {
  checkLevel(level);
  return -normalQuantile((1 - level) / 2);
}

/** e^(−z²/2), with z² in two parts of which the first is exact: far out, its rounding would be the whole error. */
function bell(z: number): number {
  const rounded = Math.floor(z * 16) / 16;
  return exp((-rounded * rounded) / 2) * exp((-(z - rounded) * (z + rounded)) / 2);
}

/** e^(x²) · erfc(x), for x > 0.46875. */
function scaledErfc(x: number): number {
  if (x <= 4) return ratio(ERFC, x);
  const y = 1 / (x * x);
  return (INVERSE_SQRT_PI - y * ratio(ERFC_TAIL, y)) / x;
}

/** A quotient of polynomials; of each the coefficients, the highest power's first. */
interface Ratio {
  readonly above: readonly number[];
  readonly below: readonly number[];
}

const ratio = ({ above, below }: Ratio, x: number): number => polynomial(above, x) / polynomial(below, x);

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}

/** Beyond it both tails are 0 as doubles. */
const FARTHEST = 40;
const INVERSE_SQRT_PI = 0.5641895835477563;

const ERF: Ratio = {
  above: [0.18577770618460315, 3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694],
  below: [1, 23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171],
};
const ERFC: Ratio = {
  above: [
    2.1531153547440383e-8, 0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001,
    881.952221241769, 1712.0476126340707, 2051.0783778260716, 1230.3393547979972,
  ],
  below: [
    1, 15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597,
    4362.619090143247, 3439.3676741437216, 1230.3393548037495,
  ],
};
const ERFC_TAIL: Ratio = {
  above: [
    0.016315387137302097, 0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275,
    0.0006587491615298378,
  ],
  below: [1, 2.568520192289822, 1.8729528499234604, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918],
};

// Wichura's a and b, c and d, e and f.
const CENTRE: Ratio = {
  above: [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
    133.14166789178438, 3.3871328727963665,
  ],
  below: [
    5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
    42.31333070160091, 1,
  ],
};
const SHOULDER: Ratio = {
  above: [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  below: [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
};
const TAIL: Ratio = {
  above: [
    2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
    1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  below: [
    2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133, 0.014875361290850615,
    0.1369298809227358, 0.599832206555888, 1,
  ],
};
