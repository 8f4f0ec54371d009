import type { Rule } from "../../kit/rule.ts";
import { arithmetic } from "./arithmetic.ts";
import { jump } from "./jump.ts";
import { negativeLevel } from "./negativeLevel.ts";
import { sharesSum } from "./sharesSum.ts";
import { statedCount } from "./statedCount.ts";
import { statedDuration } from "./statedDuration.ts";
import { superlative } from "./superlative.ts";

/** What is counted, and what the text says of it. */
export const numbers: readonly Rule[] = [
  arithmetic,
  superlative,
  jump,
  sharesSum,
  negativeLevel,
  statedDuration,
  statedCount,
];
