import type { Rule } from "../../kit/rule.ts";
import { actsAsNonMember } from "./actsAsNonMember.ts";
import { allegianceCycle } from "./allegianceCycle.ts";
import { joinedTwice } from "./joinedTwice.ts";
import { leftWithoutJoining } from "./leftWithoutJoining.ts";
import { neverLeft } from "./neverLeft.ts";
import { onBothSides } from "./onBothSides.ts";
import { victorOnNoSide } from "./victorOnNoSide.ts";

/** Who belongs to what. */
export const membership: readonly Rule[] = [
  joinedTwice,
  leftWithoutJoining,
  actsAsNonMember,
  neverLeft,
  victorOnNoSide,
  onBothSides,
  allegianceCycle,
];
