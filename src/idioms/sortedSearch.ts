/** The first whole number from `from` on, below `to`, of which something holds that holds of all after it; else `to`. */
export function firstIndex(from: number, to: number, holds: (index: number) => boolean): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How many of a list, from its beginning, a condition holds for; it must hold for none after the first that fails. */
export function countWhile<Item>(items: ArrayLike<Item>, holds: (item: Item) => boolean): number {
  // Not by `firstIndex`: folds ask this of every event.
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && holds(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}
