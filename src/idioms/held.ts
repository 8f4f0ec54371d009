/** What cannot be missing: the item at a list's own index, the value of a key that was put in. */
export function held<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("This is a bug: something that was put there is missing.");
  return value;
}
