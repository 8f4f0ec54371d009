// Importing it loads more than what is used of it.
const { fstatSync, readFileSync, writeSync } = process.getBuiltinModule("node:fs");

/** What is printed for words that stand alone, as it was when this was built. */
export const AT_ONCE = "atOnce.json";

const STDOUT = 1;

/**
 * Prints what is known beforehand, for which nothing has to be loaded. False where it is not known, or cannot be printed so: the other way
 * says why.
 */
export function answeredAtOnce(words: readonly string[]): boolean {
  const [word = "", ...others] = words;
  if (others.length > 0 || !word.startsWith("-")) return false;
  try {
    // There, help is as wide as the window.
    if (isTerminal()) return false;
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

/** Only of a device it takes more than a look. */
const isTerminal = (): boolean =>
  fstatSync(STDOUT).isCharacterDevice() && process.getBuiltinModule("node:tty").isatty(STDOUT);
