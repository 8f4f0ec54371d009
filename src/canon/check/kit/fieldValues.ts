/** A field of data whose type is not known. */
export const fieldOf = (data: unknown, field: string): unknown =>
  typeof data === "object" && data !== null ? Reflect.get(data, field) : undefined;

/** One id or a list of them, as a list. */
export const idsOf = (value: unknown): readonly string[] =>
  [value].flat().filter((item): item is string => typeof item === "string");

export const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
