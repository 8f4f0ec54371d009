/** A copy of a state that shares nothing that changes: plain data, `Map`, `Set` and typed arrays. */
export function cloneState<State>(state: State): State {
  return clone(state) as State;
}

function clone(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Object.isFrozen(value)) return value;
  if (Array.isArray(value)) {
    const copy = new Array<unknown>(value.length);
    for (let i = 0; i < value.length; i++) copy[i] = clone(value[i]);
    return copy;
  }
  if (value instanceof Map) {
    const copy = new Map<unknown, unknown>();
    for (const [key, inner] of value) copy.set(key, clone(inner));
    return copy;
  }
  if (value instanceof Set) return new Set(value);
  if (value instanceof Float64Array || value instanceof Int32Array || value instanceof Uint8Array) return value.slice();
  const copy: Record<string, unknown> = {};
  for (const key in value) copy[key] = clone((value as Record<string, unknown>)[key]);
  return copy;
}
