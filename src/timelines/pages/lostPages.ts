import type { Catalogue } from "../../events/createCatalogue.ts";
import { ValorisError } from "../../events/valorisError.ts";
import type { ResolvedEvent } from "../resolvedEvent.ts";
import { LOST, type PageMeta, type PageStore, rowsNamed } from "./page.ts";

export const isLost = (error: unknown): boolean => error instanceof ValorisError && error.code === LOST;

/**
 * Pages of a timeline that do not get lost: where the cache no longer has one, or not as it was written, its rows are found in the
 * whole of the timeline, which is then resolved, once, in memory. What is made meanwhile for this reader alone is in no danger.
 */
export function foundAgain(
  store: PageStore,
  pages: readonly PageMeta[],
  catalogue: Catalogue,
  resolveWhole: () => readonly ResolvedEvent[],
): PageStore {
  let whole: readonly ResolvedEvent[] | undefined;
  const find = ({ key }: PageMeta): readonly ResolvedEvent[] | undefined => {
    let start = 0;
    for (const page of pages) {
      if (page.key === key) return (whole ??= resolveWhole()).slice(start, start + page.count);
      start += page.count;
    }
    return undefined;
  };
  const rows = (page: PageMeta): readonly ResolvedEvent[] => {
    try {
      return store.rows(page);
    } catch (error) {
      const found = isLost(error) ? find(page) : undefined;
      if (found === undefined) throw error;
      return found;
    }
  };
  return {
    ...store,
    rows,
    find(page, names) {
      try {
        return store.find(page, names);
      } catch (error) {
        if (isLost(error)) return rowsNamed(rows(page), names, catalogue);
        throw error;
      }
    },
  };
}
