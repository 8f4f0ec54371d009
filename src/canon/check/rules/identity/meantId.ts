import { withoutStraySigns } from "../../../../events/straySigns.ts";

/** Ids by how they are written apart from capitals, spaces and hyphens, and from quotes that are none. */
export interface LooseIds {
  /** The one id that a word could be; undefined where there are none, or several. */
  meant(word: string): string | undefined;
}

/** Made only once somebody asks: there may be many ids, and nothing wrong with any of them. With each may come another word for it. */
export function looseIds(ids: () => Iterable<string | readonly [id: string, word: string]>): LooseIds {
  let byForm: Map<string, string | undefined> | undefined;
  return {
    meant(word) {
      if (byForm === undefined) {
        byForm = new Map();
        for (const one of ids()) {
          const [id, word] = typeof one === "string" ? [one, one] : one;
          const form = looseForm(word);
          byForm.set(form, byForm.has(form) && byForm.get(form) !== id ? undefined : id);
        }
      }
      return byForm.get(looseForm(word));
    },
  };
}

const looseForm = (id: string): string =>
  withoutStraySigns(id)
    .toLowerCase()
    .replaceAll(/[\s_]+/g, "-");
