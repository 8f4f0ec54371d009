import type { Rule } from "../../kit/rule.ts";
import { brokenCitation } from "./brokenCitation.ts";
import { lowerOverridesHigher } from "./lowerOverridesHigher.ts";
import { notChecked } from "./notChecked.ts";
import { sourcesConflict } from "./sourcesConflict.ts";
import { staleExpectation } from "./staleExpectation.ts";
import { uncited } from "./uncited.ts";

/** Where it comes from, and what became of the checks themselves. */
export const provenance: readonly Rule[] = [
  uncited,
  brokenCitation,
  sourcesConflict,
  lowerOverridesHigher,
  staleExpectation,
  notChecked,
];
