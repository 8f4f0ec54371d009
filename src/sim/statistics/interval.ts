/** A range of numbers, both ends included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A number with the interval in which it lies, at 95 %: without end where there are too few runs to say. */
export interface Estimate extends Interval {
  readonly value: number;
}
