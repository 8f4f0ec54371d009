import { createHeap } from "../events/dates/heap.ts";
import type { TemporalNetwork } from "../events/dates/temporalNetwork.ts";
import { getOrMake } from "../idioms/multimap.ts";
import { held } from "../idioms/held.ts";

export interface Placing {
  readonly id: string;
  readonly placed: number;
  /** Position in the order recorded. */
  readonly position: number;
  /** Its node in the temporal network, if it has one. */
  readonly node: number | undefined;
}

/** In-universe order: by instant, then by what the dates say of each other, then as recorded. Sorts in place. */
export function sortChronicle<Item extends Placing>(items: Item[], network: TemporalNetwork): Item[] {
  items.sort((a, b) => (a.placed === b.placed ? a.position - b.position : a.placed < b.placed ? -1 : 1));
  for (let start = 0; start < items.length; ) {
    let end = start + 1;
    while (end < items.length && items[end]?.placed === items[start]?.placed) end++;
    if (end - start > 1) orderTies(items, start, end, network);
    start = end;
  }
  return items;
}

/** Events at one instant: a stable topological sort by the statements between them (Kahn 1962), earliest recorded first. */
function orderTies<Item extends Placing>(items: Item[], start: number, end: number, network: TemporalNetwork): void {
  let first = start;
  while (first < end && items[first]?.node === undefined) first++;
  // Of events outside the network nothing is stated.
  if (first === end) return;
  const ties = items.slice(start, end);
  const indexByNode = new Map<number, number>();
  for (const [index, { node }] of ties.entries()) if (node !== undefined) indexByNode.set(node, index);

  const earlierThan = remembering((node) => new Set(network.notAfter(node)));
  const followers: number[][] = ties.map(() => []);
  const waitsFor = new Array<number>(ties.length).fill(0);
  let stated = false;
  for (const [index, { node }] of ties.entries()) {
    if (node === undefined) continue;
    for (const earlier of earlierThan(node)) {
      const other = indexByNode.get(earlier);
      // “with” states both directions: neither comes first by it.
      if (other === undefined || other === index || earlierThan(earlier).has(node)) continue;
      followers[other]?.push(index);
      waitsFor[index] = held(waitsFor[index]) + 1;
      stated = true;
    }
  }
  if (!stated) return;

  const ready = createHeap();
  for (const [index, count] of waitsFor.entries()) if (count === 0) ready.push(index, index);
  const order: number[] = [];
  const done = new Set<number>();
  let earliest = 0;
  while (order.length < ties.length) {
    while (done.has(earliest)) earliest++;
    // Statements in a ring through other instants leave nothing ready: the earliest recorded goes first.
    const next = ready.size() > 0 ? ready.pop() : earliest;
    done.add(next);
    order.push(next);
    for (const follower of held(followers[next])) {
      waitsFor[follower] = held(waitsFor[follower]) - 1;
      if (waitsFor[follower] === 0 && !done.has(follower)) ready.push(follower, follower);
    }
  }
  for (const [offset, index] of order.entries()) {
    const item = ties[index];
    if (item !== undefined) items[start + offset] = item;
  }
}

function remembering<Item>(find: (node: number) => Item): (node: number) => Item {
  const known = new Map<number, Item>();
  return (node) => getOrMake(known, node, find);
}
