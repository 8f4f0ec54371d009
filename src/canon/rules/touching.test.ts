import fc from "fast-check";
import { expect, test } from "vitest";
import { chronicleOf } from "../readCanon.ts";
import { loadCanon } from "../loadCanon.ts";
import { createTouching } from "./touching.ts";

const at = fc.constantFrom("2370", "2371-05", "2372-01-01", "2371/2374", "../2371", "2373/..", "2372~");

test("finds just what touches a span, whatever else there is", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(at, { minLength: 1, maxLength: 8 }), fc.nat(), fc.nat(), async (dates, from, to) => {
      const text = dates
        .map((date, i) => JSON.stringify({ id: `e${i}`, type: "Noted", at: date, about: "x" }))
        .join("\n");
      const chronicle = await chronicleOf(loadCanon([{ path: "canon.ndjson", text }]));
      const spanAt = (index: number) => chronicle.events[index % dates.length]?.occurred;
      const [earliest, latest] = [spanAt(from)?.earliest ?? 0, spanAt(to)?.latest ?? 0];
      const expected = chronicle.events.filter(
        ({ occurred }) => occurred.earliest <= latest && occurred.latest >= earliest,
      );
      const found = [...createTouching(chronicle.events, ({ occurred }) => occurred)({ earliest, latest })];
      expect(found.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
    }),
    { numRuns: 200 },
  );
});
