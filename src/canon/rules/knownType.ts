import type { KnownEvent, KnownType } from "../../events/catalogue/catalogue.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";

type DataOf<Type extends KnownType> = Extract<KnownEvent, { readonly type: Type }>["data"];

/** Whether an event is of a built-in type; its data was validated when it entered. */
export const isType = <Type extends KnownType>(
  event: ResolvedEvent,
  type: Type,
): event is ResolvedEvent & { readonly type: Type; readonly data: DataOf<Type> } => event.type === type;

/** A field of data whose type is not known. */
export const fieldOf = (data: unknown, field: string): unknown =>
  typeof data === "object" && data !== null ? Reflect.get(data, field) : undefined;

/** One id or a list of them, as a list. */
export const idsOf = (value: unknown): readonly string[] =>
  [value].flat().filter((item): item is string => typeof item === "string");

export const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
