import { decodeState, encodeState } from "../../events/codec.ts";
import type { DerivedCache } from "../../log/derivedCache.ts";
import type { Block } from "./measure.ts";
import type { BlockStore } from "./simulate.ts";

/** Keeps finished runs beside a log: whoever asks for them again, after a crash too, goes on from there. */
export const keepRuns = (cache: DerivedCache): BlockStore => ({
  get(recipe, first) {
    const bytes = cache.get(keyOf(recipe, first));
    return bytes && (decodeState(bytes) as Block | undefined);
  },
  put: (recipe, block) => cache.put(keyOf(recipe, block.first), encodeState(block)),
});

const keyOf = (recipe: string, first: number): string => `runs:${recipe}:${first}`;
