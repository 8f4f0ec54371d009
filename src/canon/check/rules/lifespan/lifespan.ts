import type { Rule } from "../../kit/rule.ts";
import { actsAfterEnd } from "./actsAfterEnd.ts";
import { actsBeforeStart } from "./actsBeforeStart.ts";
import { endsBeforeStart } from "./endsBeforeStart.ts";
import { implausibleAge } from "./implausibleAge.ts";
import { parentAge } from "./parentAge.ts";
import { parentOrder } from "./parentOrder.ts";
import { parentSex } from "./parentSex.ts";
import { restoredWithoutEnd } from "./restoredWithoutEnd.ts";
import { statedDateDisagrees } from "./statedDateDisagrees.ts";
import { twiceEnded } from "./twiceEnded.ts";
import { twiceStarted } from "./twiceStarted.ts";

/** When it is there. */
export const lifespan: readonly Rule[] = [
  endsBeforeStart,
  actsBeforeStart,
  actsAfterEnd,
  twiceStarted,
  twiceEnded,
  statedDateDisagrees,
  implausibleAge,
  parentOrder,
  parentSex,
  parentAge,
  restoredWithoutEnd,
];
