import type { Rule } from "../../kit/rule.ts";
import { actsAsNonMember } from "./actsAsNonMember.ts";
import { allegianceCycle } from "./allegianceCycle.ts";
import { joinedTwice } from "./joinedTwice.ts";
import { leftWithoutJoining } from "./leftWithoutJoining.ts";
import { neverLeft } from "./neverLeft.ts";

/** Who belongs to what. */
export const membership: readonly Rule[] = [
  joinedTwice,
  leftWithoutJoining,
  actsAsNonMember,
  neverLeft,
  allegianceCycle,
];
