import fc from "fast-check";
import { expect, test } from "vitest";
import { catalogue } from "../../../events/catalogue/catalogue.ts";
import { choicesAt } from "./choices.ts";
import { writingAt } from "./writingAt.ts";

const PIECES = [
  ["events:\n", "entities:\n", "amend:\n", "  - ", "    ", "\n", "\r\n", "type: DomoReplaced", "kind: system", "at: "],
  ["successor: ", "lanes: ", "[", "]", "{", "}", ", ", ": ", "'", '"', " #", "&x ", "*x", "<<: *x", "|\n", "!t ", "? "],
  ["causes", "expect", "rule", "set", "event: a", "\t", "~", "\\", "\u0000", "é", "__proto__: "],
].flat();
const piece = fc.nat({ max: PIECES.length - 1 }).map((index) => PIECES[index] ?? "");

test("whatever is written, there are choices or none, for a word around the cursor", () => {
  fc.assert(
    fc.property(fc.string({ unit: piece, maxLength: 40 }), fc.nat(), (text, anywhere) => {
      const offset = anywhere % (text.length + 1);
      const writing = writingAt(text, offset);
      if (writing === undefined) return;
      expect(writing.start).toBeLessThanOrEqual(offset);
      expect(writing.end).toBeGreaterThanOrEqual(offset);
      expect(text.slice(writing.start, writing.end)).not.toMatch(/\n/);
      expect(choicesAt(writing, { catalogue, typeOf: () => "DomoReplaced" })).toBeInstanceOf(Array);
    }),
    { numRuns: 3000 },
  );
}, 60_000);
