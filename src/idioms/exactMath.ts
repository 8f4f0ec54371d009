/**
 * `exp` and `log` from nothing but +, −, ×, ÷ and bit patterns, so that every engine computes the same double: `Math.exp`
 * and `Math.log` are implementation-approximated (ECMA-262 §21.3.2) and differ between engines and versions. Everything that
 * decides a number of valoris uses these. Errors stay below 1 ulp.
 */

const bits = new DataView(new ArrayBuffer(8));

// ln 2 in two parts: the high one has 21 trailing zero bits, so k·LN2_HIGH is exact for |k| < 2²⁰ (Cody & Waite 1980).
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const INVERSE_LN2 = 1.4426950408889634;
const LARGEST_EXPONENT = 709.782712893384;
const SMALLEST_EXPONENT = -745.1332191019411;

export const LN2 = 0.6931471805599453;

/** x · 2^k, for k in [−1074, 1023] around a finite x; in two steps where the result is subnormal. */
function scaleByPowerOfTwo(x: number, k: number): number {
  if (k < -1022) return x * powerOfTwo(k + 54) * powerOfTwo(-54);
  if (k > 1023) return x * powerOfTwo(1023) * powerOfTwo(Math.min(k - 1023, 1023));
  return x * powerOfTwo(k);
}

/** 2^k for a whole k in [−1022, 1023]: the exponent field alone. */
function powerOfTwo(k: number): number {
  bits.setUint32(0, (k + 1023) << 20);
  bits.setUint32(4, 0);
  return bits.getFloat64(0);
}

/**
 * e^x. Argument reduction x = k·ln 2 + r with |r| ≤ ½ ln 2, then e^r = 1 + 2r/(R − r) with R the even part of
 * r·coth(r/2), a minimax series in r² (the form of Tang 1989, ACM TOMS 15:144, and of Sun's fdlibm, 1993).
 */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > LARGEST_EXPONENT) return Number.POSITIVE_INFINITY;
  if (x < SMALLEST_EXPONENT) return 0;
  const k = Math.floor(x * INVERSE_LN2 + 0.5);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  return k === 0 ? y : scaleByPowerOfTwo(y, k);
}

/**
 * ln x. x = 2^k · (1 + f) with √½ < 1 + f < √2, s = f/(2 + f), and ln(1 + f) = 2s + s³·(…) by a minimax polynomial in s²
 * (Sun's fdlibm, 1993). ln 0 = −∞; a negative x gives NaN.
 */
export function log(x: number): number {
  if (Number.isNaN(x) || x < 0) return Number.NaN;
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (x === Number.POSITIVE_INFINITY) return x;
  let k = 0;
  let scaled = x;
  if (x < 2.2250738585072014e-308) {
    scaled = x * 18014398509481984;
    k = -54;
  }
  bits.setFloat64(0, scaled);
  let high = bits.getUint32(0);
  k += (high >>> 20) - 1023;
  high &= 0xfffff;
  // Mantissas above √2 are halved, so that 1 + f lies around 1.
  const above = (high + 0x95f64) & 0x100000;
  bits.setUint32(0, high | (above ^ 0x3ff00000));
  k += above >>> 20;
  const f = bits.getFloat64(0) - 1;
  const s = f / (2 + f);
  const z = s * s;
  const series =
    z *
    (0.6666666666666735 +
      z *
        (0.3999999999940942 +
          z *
            (0.2857142874366239 +
              z *
                (0.22222198432149784 +
                  z * (0.1818357216161805 + z * (0.15313837699209373 + z * 0.14798198605116586))))));
  const half = 0.5 * f * f;
  if (k === 0) return f - (half - s * (half + series));
  return k * LN2_HIGH - (half - (s * (half + series) + k * LN2_LOW) - f);
}

/** 2^x; whole powers are exact. */
export function exp2(x: number): number {
  if (!(x > -1100 && x < 1100)) return exp(x * LN2);
  const k = Math.floor(x + 0.5);
  return scaleByPowerOfTwo(exp((x - k) * LN2), k);
}
