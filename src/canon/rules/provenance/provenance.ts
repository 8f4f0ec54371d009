import type { Rule } from "../rule.ts";
import { notChecked } from "./notChecked.ts";
import { staleExpectation } from "./staleExpectation.ts";

/** Where it comes from, and what became of the checks themselves. */
export const provenance: readonly Rule[] = [staleExpectation, notChecked];
