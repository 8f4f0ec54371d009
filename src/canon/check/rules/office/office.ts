import type { Rule } from "../../kit/rule.ts";
import { actsWithoutOffice } from "./actsWithoutOffice.ts";
import { deadHand } from "./deadHand.ts";
import { holderNotAlive } from "./holderNotAlive.ts";
import { ineligible } from "./ineligible.ts";
import { redundantSuccession } from "./redundantSuccession.ts";
import { twoHolders } from "./twoHolders.ts";
import { vacancy } from "./vacancy.ts";
import { wrongPredecessor } from "./wrongPredecessor.ts";

/** Who holds which seat. */
export const office: readonly Rule[] = [
  twoHolders,
  holderNotAlive,
  deadHand,
  vacancy,
  wrongPredecessor,
  redundantSuccession,
  ineligible,
  actsWithoutOffice,
];
