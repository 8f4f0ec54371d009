import type { Rule } from "../../kit/rule.ts";
import { breachOfOthers } from "./breachOfOthers.ts";
import { capitalNotHeld } from "./capitalNotHeld.ts";
import { conquestWithoutConflict } from "./conquestWithoutConflict.ts";
import { doubleGain } from "./doubleGain.ts";
import { heirless } from "./heirless.ts";
import { orphan } from "./orphan.ts";
import { ownerNotExisting } from "./ownerNotExisting.ts";
import { selfTransfer } from "./selfTransfer.ts";
import { transferByNonOwner } from "./transferByNonOwner.ts";
import { twoSovereigns } from "./twoSovereigns.ts";

/** Who holds which system. */
export const territory: readonly Rule[] = [
  transferByNonOwner,
  doubleGain,
  selfTransfer,
  breachOfOthers,
  twoSovereigns,
  orphan,
  heirless,
  capitalNotHeld,
  ownerNotExisting,
  conquestWithoutConflict,
];
