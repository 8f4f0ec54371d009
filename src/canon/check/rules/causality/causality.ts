import type { Rule } from "../../kit/rule.ts";
import { agentNotAlive } from "./agentNotAlive.ts";
import { calendarMismatch } from "./calendarMismatch.ts";
import { effectBeforeCause } from "./effectBeforeCause.ts";
import { impossibleDates } from "./impossibleDates.ts";
import { outOfOrder } from "./outOfOrder.ts";
import { timelineLeak } from "./timelineLeak.ts";

/** What comes after what. */
export const causality: readonly Rule[] = [
  effectBeforeCause,
  impossibleDates,
  outOfOrder,
  calendarMismatch,
  agentNotAlive,
  timelineLeak,
];
