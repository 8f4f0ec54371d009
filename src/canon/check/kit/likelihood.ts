/** How sure the dates are that something holds: in every reading, in some, in none. */
export type Likelihood = "no" | "possible" | "certain";

/** By how sure they are. */
export const RANK: Readonly<Record<Likelihood, number>> = { no: 0, possible: 1, certain: 2 };

/** All hold: the least sure decides. */
export const all = (...list: readonly Likelihood[]): Likelihood =>
  list.reduce((least, one) => (RANK[one] < RANK[least] ? one : least), "certain");

/** At least one holds: the surest decides. */
export const any = (...list: readonly Likelihood[]): Likelihood =>
  list.reduce((most, one) => (RANK[one] > RANK[most] ? one : most), "no");

/** So many doubts are enough: a long list of them is left at “possible”, though one more might have said “no”. */
export const DOUBTS = 64;

/** All of a long list hold, asked one by one until one does not. */
export function allOf<Item>(items: Iterable<Item>, holds: (item: Item) => Likelihood): Likelihood {
  let doubts = 0;
  for (const item of items) {
    const likelihood = holds(item);
    if (likelihood === "no") return "no";
    if (likelihood === "possible" && ++doubts === DOUBTS) break;
  }
  return doubts > 0 ? "possible" : "certain";
}

/** At least one of a long list holds, asked one by one until one certainly does. */
export const anyOf = <Item>(items: Iterable<Item>, holds: (item: Item) => Likelihood): Likelihood =>
  not(allOf(items, (item) => not(holds(item))));

export const not = (one: Likelihood): Likelihood => (one === "certain" ? "no" : one === "no" ? "certain" : "possible");
