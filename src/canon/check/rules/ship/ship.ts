import type { Rule } from "../../kit/rule.ts";
import { activeAfterLoss } from "./activeAfterLoss.ts";
import { beforeItsClass } from "./beforeItsClass.ts";
import { impossibleTransition } from "./impossibleTransition.ts";
import { missingUnresolved } from "./missingUnresolved.ts";
import { twoPlaces } from "./twoPlaces.ts";

/** What ships can do, and when. */
export const ship: readonly Rule[] = [
  activeAfterLoss,
  impossibleTransition,
  missingUnresolved,
  twoPlaces,
  beforeItsClass,
];
