/** What a word about a source is worth: the probability that what it reports is so. */
export const RELIABILITY: Readonly<Record<"low" | "medium" | "high", number>> = { low: 0.6, medium: 0.75, high: 0.9 };

export const BELIEF_PARAMETERS = {
  /** No source is trusted more than this, or less than the rest of it: a likelihood ratio is at most 99, and at least 1/99. */
  mostReliable: 0.99,
  /** The likelihood ratio of a report that was exposed as planted: somebody wanted it to be believed. */
  deception: 0.5,
  /** An observer believes what is more probable than this. */
  believedAbove: 0.5,
} as const;
