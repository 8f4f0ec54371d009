/** A binary min-heap of numbered items by key; an item may be in it more than once. */
export interface Heap {
  size(): number;
  clear(): void;
  push(item: number, key: number): void;
  topKey(): number;
  pop(): number;
}

export function createHeap(): Heap {
  const items: number[] = [];
  const keys: number[] = [];
  const put = (at: number, item: number, key: number): void => {
    items[at] = item;
    keys[at] = key;
  };
  return {
    size: () => items.length,
    clear() {
      items.length = 0;
      keys.length = 0;
    },
    topKey: () => keys[0] ?? Number.NaN,
    push(item, key) {
      let at = items.length;
      put(at, item, key);
      while (at > 0) {
        const above = (at - 1) >> 1;
        const aboveKey = keys[above] ?? 0;
        if (aboveKey <= key) break;
        put(at, items[above] ?? 0, aboveKey);
        at = above;
      }
      put(at, item, key);
    },
    pop() {
      const top = items[0] ?? 0;
      const item = items.pop() ?? 0;
      const key = keys.pop() ?? 0;
      const size = items.length;
      if (size === 0) return top;
      let at = 0;
      for (;;) {
        let below = 2 * at + 1;
        if (below >= size) break;
        if (below + 1 < size && (keys[below + 1] ?? 0) < (keys[below] ?? 0)) below++;
        const belowKey = keys[below] ?? 0;
        if (belowKey >= key) break;
        put(at, items[below] ?? 0, belowKey);
        at = below;
      }
      put(at, item, key);
      return top;
    },
  };
}
