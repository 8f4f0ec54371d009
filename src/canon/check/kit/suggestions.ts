import { nearest } from "../../../events/whatFits.ts";

/** Finding the word that was meant is a walk over all that there are: in one run, over so many. */
const MOST_COMPARED = 20_000;

/** The word that was probably meant, among some that are listed once somebody asks; as long as it costs no more than is reasonable. */
export function createSuggestions(known: () => readonly string[]): (word: string) => string | undefined {
  const found = new Map<string, string | undefined>();
  let words: readonly string[] | undefined;
  let compared = 0;
  return (word) => {
    if (!found.has(word) && compared < MOST_COMPARED) {
      words ??= known();
      found.set(word, nearest(word, words));
      compared += words.length;
    }
    return found.get(word);
  };
}
