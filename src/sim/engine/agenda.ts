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
  // Instants stand in the order of the heap, so that comparing two children reads one place of memory.
  const times = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  const sources = Int32Array.from({ length: size }, (_, i) => i);
  const placeOf = Int32Array.from({ length: size }, (_, i) => i);
  /** Whether the source of a place comes before another. */
  const precedes = (place: number, at: number, source: number): boolean => {
    const time = times[place] ?? 0;
    return time < at || (time === at && (sources[place] ?? 0) < source);
  };
  const move = (from: number, to: number): void => {
    const source = sources[from] ?? 0;
    times[to] = times[from] ?? 0;
    sources[to] = source;
    placeOf[source] = to;
  };
  return {
    clear() {
      times.fill(Number.POSITIVE_INFINITY);
      for (let i = 0; i < size; i++) sources[i] = placeOf[i] = i;
    },
    set(source, at) {
      let place = placeOf[source] ?? 0;
      while (place > 0) {
        const above = (place - 1) >> 1;
        if (precedes(above, at, source)) break;
        move(above, place);
        place = above;
      }
      for (;;) {
        let below = 2 * place + 1;
        if (below >= size) break;
        if (below + 1 < size && precedes(below + 1, times[below] ?? 0, sources[below] ?? 0)) below++;
        if (!precedes(below, at, source)) break;
        move(below, place);
        place = below;
      }
      times[place] = at;
      sources[place] = source;
      placeOf[source] = place;
    },
    get first() {
      return times[0] ?? Number.POSITIVE_INFINITY;
    },
    get source() {
      return sources[0] ?? 0;
    },
  };
}
