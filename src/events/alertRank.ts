/** Words for readiness, by rank; a number is its own rank, and another word stands at 1. */
const ALERT_RANKS: Readonly<Record<string, number>> = {
  normal: 0,
  green: 0,
  heightened: 1,
  yellow: 1,
  high: 2,
  red: 2,
  war: 3,
};

export const alertRank = (level: string | number): number =>
  typeof level === "number" ? level : (ALERT_RANKS[level] ?? 1);
