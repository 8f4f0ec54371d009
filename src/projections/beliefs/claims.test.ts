import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "../../events/contentHash.ts";
import { assertionOf, isOfEvent, type Statement, statedBy } from "./claims.ts";

const value = fc.constantFrom("x", "y", ["x"], undefined);
const fields = fc.dictionary(fc.constantFrom("ship", "by", "place"), value);
const statement: fc.Arbitrary<Statement> = fc.oneof(
  fc.record({ event: fc.constantFrom("e1", "e2") }),
  fc.tuple(fc.constantFrom("ShipLost", "ShipFound"), fields).map(([type, rest]) => ({ ...rest, type, title: "said" })),
);
const event = fc.record({
  id: fc.constantFrom("e1", "e2", "e3"),
  type: fc.constantFrom("ShipLost", "ShipFound"),
  data: fields,
});

test("what states an event is found as if each statement were held against it", () => {
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 12 }), event, (statements, happened) => {
      const items = statements.map((statement) => ({ statement }));
      const isStated = (one: Statement): boolean =>
        isOfEvent(one)
          ? one.event === happened.id
          : one.type === happened.type &&
            Object.entries(one).every(
              ([field, claimed]) =>
                field === "type" ||
                field === "title" ||
                canonicalJson(claimed ?? null) ===
                  canonicalJson(new Map(Object.entries(happened.data)).get(field) ?? null),
            );
      expect(new Set(statedBy(items)(happened))).toEqual(new Set(items.filter((one) => isStated(one.statement))));
    }),
    { numRuns: 1000 },
  );
});

test("a denial of a denial affirms, however often", () => {
  let claim: Parameters<typeof assertionOf>[0] = { event: "e1" };
  for (let i = 0; i < 100_001; i++) claim = { not: claim };
  expect(assertionOf(claim)).toEqual({ statement: { event: "e1" }, denied: true });
});
