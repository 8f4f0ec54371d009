import { createHeap } from "../events/dates/heap.ts";
import type { Trust } from "../events/dates/temporalNetwork.ts";
import { held } from "../idioms/held.ts";
import { append } from "../idioms/multimap.ts";
import type { DatedThing, Statement } from "./datedStatement.ts";

/**
 * Dates are trusted in the order recorded, but more than those that count from them: what an event says of others is wrong before what
 * they say of themselves. Ghosts yield.
 */
export function trustIn(
  things: readonly DatedThing[],
  statements: readonly Statement[],
  nodes: ReadonlyMap<string, number>,
): Trust {
  const ofNode = new Map<number, number[]>();
  for (const [index, { key }] of things.entries()) append(ofNode, held(nodes.get(key)), index);
  const indices = new Map(things.map((thing, index) => [thing, index]));
  const countedFrom = new Map<number, number[]>();
  const waitsFor = new Int32Array(things.length);
  for (const { thing, constraint } of statements) {
    const [own, index] = [held(nodes.get(thing.key)), held(indices.get(thing))];
    const anchor = constraint.from === own ? constraint.to : constraint.from;
    if (anchor === own) continue;
    for (const other of ofNode.get(anchor) ?? []) {
      append(countedFrom, other, index);
      waitsFor[index] = held(waitsFor[index]) + 1;
    }
  }
  const ranks = new Map<number, number>();
  const heap = createHeap();
  const rankAll = (): void => {
    while (heap.size() > 0) {
      const index = heap.pop();
      if (ranks.has(index)) continue;
      ranks.set(index, ranks.size);
      for (const other of countedFrom.get(index) ?? []) {
        const left = held(waitsFor[other]) - 1;
        waitsFor[other] = left;
        if (left === 0) heap.push(other, other);
      }
    }
  };
  for (const [index, waits] of waitsFor.entries()) if (waits === 0) heap.push(index, index);
  rankAll();
  // What counts from itself by a detour waits for ever: of those, the one that was recorded first begins.
  for (const index of things.keys()) {
    if (!ranks.has(index)) heap.push(index, index);
    rankAll();
  }
  return {
    rank: (statement) => {
      const { thing } = held(statements[statement]);
      const own = held(ranks.get(held(indices.get(thing))));
      return thing.ghost ? things.length + own : own;
    },
    yields: (statement) => held(statements[statement]).thing.ghost,
  };
}
