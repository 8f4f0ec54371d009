/** Sources by the instant of what each may do next; of one instant, the source that comes first. A binary heap with places. */
export interface Agenda {
  clear(): void;
  /** +∞ takes it out of the way. */
  set(source: number, at: number): void;
  /** +∞ where nobody is left. */
  readonly first: number;
  readonly source: number;
}

export function createAgenda(size: number): Agenda {
  const at = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  const heap = Int32Array.from({ length: size }, (_, i) => i);
  const placeOf = Int32Array.from({ length: size }, (_, i) => i);
  const precedes = (a: number, b: number): boolean => {
    const [x, y] = [at[a] ?? 0, at[b] ?? 0];
    return x < y || (x === y && a < b);
  };
  const put = (place: number, source: number): void => {
    heap[place] = source;
    placeOf[source] = place;
  };
  return {
    clear() {
      at.fill(Number.POSITIVE_INFINITY);
      for (let i = 0; i < size; i++) put(i, i);
    },
    set(source, time) {
      at[source] = time;
      let place = placeOf[source] ?? 0;
      while (place > 0) {
        const above = (place - 1) >> 1;
        const other = heap[above] ?? 0;
        if (!precedes(source, other)) break;
        put(place, other);
        place = above;
      }
      for (;;) {
        let below = 2 * place + 1;
        if (below >= size) break;
        if (below + 1 < size && precedes(heap[below + 1] ?? 0, heap[below] ?? 0)) below++;
        const other = heap[below] ?? 0;
        if (!precedes(other, source)) break;
        put(place, other);
        place = below;
      }
      put(place, source);
    },
    get first() {
      return size === 0 ? Number.POSITIVE_INFINITY : (at[heap[0] ?? 0] ?? 0);
    },
    get source() {
      return heap[0] ?? 0;
    },
  };
}
