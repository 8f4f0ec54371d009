import type { Rule } from "../../kit/rule.ts";
import { alliesAtWar } from "./alliesAtWar.ts";
import { contradictoryPair } from "./contradictoryPair.ts";
import { endsBeforeStart } from "./endsBeforeStart.ts";
import { memberOutsideSpan } from "./memberOutsideSpan.ts";
import { missingPrecondition } from "./missingPrecondition.ts";
import { signatoryNotEmpowered } from "./signatoryNotEmpowered.ts";
import { unansweredViolation } from "./unansweredViolation.ts";
import { withItself } from "./withItself.ts";

/** What is agreed, by whom, and whether it is kept. */
export const treaty: readonly Rule[] = [
  endsBeforeStart,
  memberOutsideSpan,
  missingPrecondition,
  unansweredViolation,
  withItself,
  contradictoryPair,
  signatoryNotEmpowered,
  alliesAtWar,
];
