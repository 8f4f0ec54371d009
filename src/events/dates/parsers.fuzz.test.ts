import fc from "fast-check";
import { expect, it } from "vitest";
import { ValorisError } from "../valorisError.ts";
import { ANY_ERA, dateExpressionSchema, parseDateExpression } from "./dateExpression.ts";
import { parseDuration } from "./duration.ts";
import { parseEdtf } from "./edtf.ts";
import { parseStardate } from "./stardate.ts";

const nearly = fc.stringMatching(/^[-YPT\dXE.:~?%/+@a-z ]{0,24}$/);
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  nearly,
  fc.stringMatching(/^[\dX-]{4,10}[~?%/]?[\dX.-]{0,10}$/),
);

/** What is read from it, or nothing where it is refused as it should be. */
function tryTo<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    expect(error).toBeInstanceOf(ValorisError);
    expect((error as ValorisError).message.length).toBeLessThan(300);
    expect((error as ValorisError).help).toBeTruthy();
    return undefined;
  }
}

it("any text is a date, a duration or a stardate, or is refused in a sentence with help", () => {
  fc.assert(
    fc.property(text, (written) => {
      const spans = [tryTo(() => parseEdtf(written).span), tryTo(() => parseStardate(written))];
      expect(spans.every((span) => span === undefined || span.earliest <= span.latest)).toBe(true);
      const duration = tryTo(() => parseDuration(written));
      if (duration !== undefined) expect(duration.shortest).toBeLessThanOrEqual(duration.longest);
    }),
    { numRuns: 5000 },
  );
});

it("whatever the schema lets pass is read, and nothing else", () => {
  const name = fc.oneof(text, fc.integer(), fc.constantFrom("x", "@x", "x@y", "2387", "2387~"));
  const anchor = fc.oneof(name, fc.array(name, { maxLength: 3 }));
  const duration = fc.oneof(fc.constantFrom("P1M", "P3W", "P0D", "PT1H"), text);
  const relations = fc.record(
    {
      after: anchor,
      before: anchor,
      during: anchor,
      with: anchor,
      offset: duration,
      atLeast: duration,
      atMost: duration,
      stardate: text,
    },
    { requiredKeys: [] },
  );
  const anything = fc.oneof(text, fc.double(), fc.anything(), relations, fc.array(relations, { maxLength: 3 }));
  fc.assert(
    fc.property(anything, (written) => {
      const { success, data, error } = dateExpressionSchema.safeParse(written);
      if (success) expect(parseDateExpression(data, ANY_ERA).length).toBeGreaterThan(0);
      else expect(error.issues.length).toBeGreaterThan(0);
    }),
    { numRuns: 5000 },
  );
});
