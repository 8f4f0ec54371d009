/** How sure the dates are that something holds: in every reading, in some, in none. */
export type Likelihood = "no" | "possible" | "certain";

const RANK: Readonly<Record<Likelihood, number>> = { no: 0, possible: 1, certain: 2 };

/** All hold: the least sure decides. */
export const all = (...list: readonly Likelihood[]): Likelihood =>
  list.reduce((least, one) => (RANK[one] < RANK[least] ? one : least), "certain");

/** At least one holds: the surest decides. */
export const any = (...list: readonly Likelihood[]): Likelihood =>
  list.reduce((most, one) => (RANK[one] > RANK[most] ? one : most), "no");

export const not = (one: Likelihood): Likelihood => (one === "certain" ? "no" : one === "no" ? "certain" : "possible");
