// Importing these loads more than what is used of them.
const { readFileSync, writeSync } = process.getBuiltinModule("node:fs");
const { isatty } = process.getBuiltinModule("node:tty");

/** What is printed for words that stand alone, as it was when this was built. */
export const AT_ONCE = "atOnce.json";

const STDOUT = 1;

/** Prints what is known beforehand, for which nothing has to be loaded. False where it is not known, or cannot be printed so: the other way says why. */
export function answeredAtOnce(words: readonly string[]): boolean {
  const [word = "", ...others] = words;
  // On a terminal, help is as wide as that is.
  if (others.length > 0 || !word.startsWith("-") || isatty(STDOUT)) return false;
  try {
    const known: unknown = JSON.parse(readFileSync(new URL(AT_ONCE, import.meta.url), "utf8"));
    const text: unknown = typeof known === "object" && known !== null ? Reflect.get(known, word) : undefined;
    if (typeof text !== "string") return false;
    const bytes = Buffer.from(text);
    for (let done = 0; done < bytes.length; ) done += writeSync(STDOUT, bytes, done);
    return true;
  } catch {
    return false;
  }
}
