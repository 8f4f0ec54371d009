import type { Catalogue } from "./createCatalogue.ts";
import type { Effect, Naming } from "./effects.ts";
import type { ChronicleEvent } from "./envelope.ts";

/** What an event changes; nothing, where nobody defined its type. Its data is trusted to be valid. */
export const effectsOf = (
  { type, data }: Pick<ChronicleEvent, "type" | "data">,
  catalogue: Catalogue,
): readonly Effect[] => catalogue.definitions.get(type)?.effects(data as never) ?? NONE;

const NONE: readonly Effect[] = [];

/** Who or what an event gives another name. */
export function namingsOf(event: Pick<ChronicleEvent, "type" | "data">, catalogue: Catalogue): readonly Naming[] {
  let found: Naming[] | undefined;
  for (const effect of effectsOf(event, catalogue)) if (effect.kind === "name") (found ??= []).push(effect);
  return found ?? NO_NAMES;
}

const NO_NAMES: readonly Naming[] = [];
