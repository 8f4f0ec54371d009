import fc from "fast-check";
import { expect, test } from "vitest";
import { dateExpressionSchema, parseDateExpression } from "./dateExpression.ts";
import { isUsualDate, usualDay } from "./usualDate.ts";

const part = (width: number, max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(width, "0"));
const written = fc.oneof(
  fc.tuple(part(4, 9999), part(2, 13), part(2, 32)).map((parts) => parts.join("-")),
  fc.tuple(part(4, 9999), part(2, 13)).map((parts) => parts.join("-")),
  part(4, 9999),
);

test("what is taken for a date is one", () => {
  fc.assert(
    fc.property(written, (text) => {
      expect(!isUsualDate(text) || dateExpressionSchema.safeParse(text).success).toBe(true);
    }),
    { numRuns: 5000 },
  );
});

test("a day that is read at once has the span that it has", () => {
  let read = 0;
  fc.assert(
    fc.property(written, (text) => {
      const span = usualDay(text);
      if (span === undefined) return;
      read++;
      expect(parseDateExpression(text)).toMatchObject([{ kind: "within", span, approximate: false }]);
    }),
    { numRuns: 5000 },
  );
  expect(read).toBeGreaterThan(1000);
});
