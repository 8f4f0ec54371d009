/** JSON text whose last list is empty, with items in that list: piece by piece, since the whole may not fit into one string. */
export function* listLast<Item>(text: string, items: Iterable<Item>, print: (item: Item) => string): Generator<string> {
  const open = text.lastIndexOf("[]") + 1;
  let isFirst = true;
  yield text.slice(0, open);
  for (const item of items) {
    yield `${isFirst ? "" : ","}\n${print(item)}`;
    isFirst = false;
  }
  yield `${isFirst ? "" : "\n"}${text.slice(open)}`;
}
