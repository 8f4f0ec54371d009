import fc from "fast-check";
import { expect, test } from "vitest";
import type { ChronicleInMemory } from "../../../timelines/chronicleInMemory.ts";
import { loadCanon } from "../../text/load/loadCanon.ts";
import { chronicleOf } from "../../sync/record/readCanon.ts";
import { type Comparison, createComparison } from "./comparison.ts";
import { createTouching } from "./touching.ts";

/** Events that are dated by the calendar, by one another, or by nothing, in a random order. */
const dates = fc.array(
  fc.oneof(
    fc.constantFrom("2370", "2371-05", "2372-01-01", "2371/2374", "../2371", "2373/..", "2372~", "../.."),
    fc.nat(7).map((i) => ({ after: `e${i}` })),
    fc.nat(7).map((i) => ({ before: `e${i}`, atMost: "P1Y" })),
  ),
  { minLength: 1, maxLength: 8 },
);

const chronicleWith = (at: readonly unknown[]): Promise<ChronicleInMemory> =>
  chronicleOf(
    loadCanon([
      {
        path: "canon.ndjson",
        text: at.map((date, i) => JSON.stringify({ id: `e${i}`, type: "Noted", at: date, about: "x" })).join("\n"),
      },
    ]),
  );

test("finds just what touches a span and lies between two events, whatever else there is", async () => {
  await fc.assert(
    fc.asyncProperty(dates, fc.nat(), fc.nat(), fc.boolean(), async (at, from, to, bounded) => {
      const { events, ...chronicle } = await chronicleWith(at);
      const comparison = createComparison({ ...chronicle, events });
      const [since, until] = [from, to].map((index) => events[index % events.length]);
      if (since === undefined || until === undefined) return;
      const span = { earliest: since.occurred.earliest, latest: until.occurred.latest };
      const bounds = bounded ? { since: since.id, until: until.id } : {};
      const expected = events.filter(
        ({ id, occurred }) =>
          occurred.earliest <= span.latest &&
          occurred.latest >= span.earliest &&
          !(bounded && comparison.isBefore(id, since.id) === "certain") &&
          !(bounded && comparison.isBefore(until.id, id) === "certain"),
      );
      const touching = createTouching(events, (event) => event, comparison);
      const found = [...touching({ ...span, ...bounds })];
      expect(found.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
      expect([...touching({ ...span, ...bounds, earliestFirst: true })]).toEqual(found.toReversed());
    }),
    { numRuns: 1000 },
  );
});

test("a chain of events dated by one another is gone through by halves", async () => {
  const chain = Array.from({ length: 2000 }, (_, i) => (i === 0 ? "2370" : { after: `e${i - 1}` }));
  const chronicle = await chronicleWith(chain);
  const comparison = createComparison(chronicle);
  let asked = 0;
  const counted: Pick<Comparison, "isBefore"> = {
    isBefore(a, b) {
      asked++;
      return comparison.isBefore(a, b);
    },
  };
  const touching = createTouching(chronicle.events, (event) => event, counted);
  asked = 0;
  const [since, until] = [chronicle.events[1000], chronicle.events[1001]];
  const within = { earliest: since?.occurred.earliest ?? 0, latest: until?.occurred.latest ?? 0 };
  expect([...touching({ ...within, since: "e1000", until: "e1001" })].map(({ id }) => id)).toEqual(["e1001", "e1000"]);
  expect(asked).toBeLessThan(50);
});
