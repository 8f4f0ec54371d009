import { log } from "../../idioms/exactMath.ts";

export const NERVOUSNESS_PARAMETERS = {
  /** S at which N is 1 − 1/e: one assault next door (9) makes 30. */
  scale: 9 / log(10 / 7),
  /** An event one border or alliance further away counts e^(−1/lengthScale) of it. */
  lengthScale: 2,
  /** Half-life of an event whose type states none, days. */
  halfLife: 30,
} as const;

/** Which scale weighs events: PLOVER's mode scores, or CAMEO–Goldstein where an event has a code. */
export type TensionScale = "plover" | "goldstein";
