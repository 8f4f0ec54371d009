import type { Expectations } from "./expected.ts";
import type { Lane } from "./lane.ts";
import type { Trial } from "./outcome.ts";
import type { Random } from "./random.ts";
import type { Sound } from "./soundLog.ts";

export interface Case {
  readonly sound: Sound;
  readonly expectations: Expectations;
  readonly lane: Lane;
  readonly random: Random;
  readonly number: number;
}

/** A part of the campaign: cases without end, each made from its number alone. */
export interface Part {
  readonly name: string;
  /** How much of the time it gets, beside the others. */
  readonly share: number;
  case(from: Case): Promise<readonly Trial[]>;
}
