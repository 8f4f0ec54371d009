/**
 * Names of event types where nobody may ask for one: outside the catalogue that says what they change, and the channels that write
 * them. Whoever reads events reads their effects (src/events/effects.ts), so that a new type counts everywhere at once.
 */
import { readFileSync } from "node:fs";
import { catalogue } from "../src/events/catalogue/catalogue.ts";

const MAY_NAME_TYPES = /^src\/(?:events\/catalogue|sim\/channels)\/|\.test\.ts$/;
const COMMENTS = /\/\*[^]*?\*\/|^\s*\/\/.*$/gm;
const NAME = new RegExp(`(["'])(${[...catalogue.definitions.keys()].join("|")})\\1`, "g");

/** What is wrong, file by file; the path of each is given from the folder that holds src/. */
export function namedTypes(sources: readonly string[]): string[] {
  return sources
    .filter((file) => !MAY_NAME_TYPES.test(file))
    .flatMap((file) => {
      const code = readFileSync(file, "utf8").replace(COMMENTS, "");
      const names = new Set([...code.matchAll(NAME)].map(([, , name]) => name));
      return [...names].map(
        (name) =>
          `${file} names the event type ${name}\n  event-type-named: ask for what an event changes (its effects), not for its type.`,
      );
    });
}
