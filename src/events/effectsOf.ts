import type { Catalogue } from "./createCatalogue.ts";
import type { Effect } from "./effects.ts";
import type { ChronicleEvent } from "./envelope.ts";

/** What an event changes; nothing, where nobody defined its type. Its data is trusted to be valid. */
export const effectsOf = (
  { type, data }: Pick<ChronicleEvent, "type" | "data">,
  catalogue: Catalogue,
): readonly Effect[] => catalogue.definitions.get(type)?.effects(data as never) ?? NONE;

const NONE: readonly Effect[] = [];
