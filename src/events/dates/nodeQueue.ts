/** A priority queue of nodes, each at most once, least key first: a binary heap that knows where its nodes are. */
export interface NodeQueue {
  size(): number;
  clear(): void;
  /** Puts a node in, or moves it forward to a smaller key. */
  put(node: number, key: number): void;
  /** The node of the least key; −1 if there is none. */
  pop(): number;
}

export function createNodeQueue(nodeCount: number): NodeQueue {
  const heap = new Int32Array(nodeCount);
  const keys = new Float64Array(nodeCount);
  /** Place in the heap plus one; 0 for nodes that are not in it. */
  const places = new Int32Array(nodeCount);
  let size = 0;

  const set = (at: number, node: number): void => {
    heap[at] = node;
    places[node] = at + 1;
  };
  const rise = (start: number, node: number, key: number): void => {
    let at = start;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const other = heap[above] ?? 0;
      if ((keys[other] ?? 0) <= key) break;
      set(at, other);
      at = above;
    }
    set(at, node);
  };
  const sink = (node: number, key: number): void => {
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= size) break;
      if (below + 1 < size && (keys[heap[below + 1] ?? 0] ?? 0) < (keys[heap[below] ?? 0] ?? 0)) below++;
      const other = heap[below] ?? 0;
      if ((keys[other] ?? 0) >= key) break;
      set(at, other);
      at = below;
    }
    set(at, node);
  };

  return {
    size: () => size,
    clear() {
      for (let at = 0; at < size; at++) places[heap[at] ?? 0] = 0;
      size = 0;
    },
    put(node, key) {
      const place = places[node] ?? 0;
      if (place > 0 && (keys[node] ?? 0) <= key) return;
      keys[node] = key;
      rise(place > 0 ? place - 1 : size++, node, key);
    },
    pop() {
      if (size === 0) return -1;
      const top = heap[0] ?? 0;
      places[top] = 0;
      size--;
      const last = heap[size] ?? 0;
      if (size > 0) sink(last, keys[last] ?? 0);
      return top;
    },
  };
}
