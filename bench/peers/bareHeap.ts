import { log } from "../../src/idioms/exactMath.ts";
import type { Contender, Setting } from "../contender.ts";
import { ENTITIES } from "../valoris/hold.ts";

/** The bare limit of the hold model: a heap of typed arrays, delays hashed from (entity, how many before), and nothing kept. */
export const bareHeap = ({ events }: Setting): Contender => ({
  run: async () => {
    const at = new Float64Array(ENTITIES);
    const drawn = new Uint32Array(ENTITIES);
    const heap = Uint32Array.from({ length: ENTITIES }, (_, i) => i);
    const timeOf = (place: number): number => at[heap[place] ?? 0] ?? 0;
    const wait = (entity: number): void => {
      const count = (drawn[entity] = (drawn[entity] ?? 0) + 1);
      const u = (finish(Math.imul(entity, 0x9e3779b1) ^ finish(count)) + 0.5) / 4_294_967_296;
      at[entity] = (at[entity] ?? 0) - log(u);
    };
    const sink = (start: number): void => {
      const entity = heap[start] ?? 0;
      const time = at[entity] ?? 0;
      let place = start;
      for (let below = 2 * place + 1; below < ENTITIES; below = 2 * place + 1) {
        if (below + 1 < ENTITIES && timeOf(below + 1) < timeOf(below)) below++;
        if (timeOf(below) >= time) break;
        heap[place] = heap[below] ?? 0;
        place = below;
      }
      heap[place] = entity;
    };
    for (let entity = 0; entity < ENTITIES; entity++) wait(entity);
    for (let place = ENTITIES >> 1; place >= 0; place--) sink(place);
    for (let i = 0; i < events; i++) {
      wait(heap[0] ?? 0);
      sink(0);
    }
    return { events };
  },
});

/** MurmurHash3's finalizer (Appleby 2011). */
function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
