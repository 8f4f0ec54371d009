import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { catalogue } from "./catalogue/catalogue.ts";
import { FOREIGN, WRONG } from "../../test/support/wrongValues.ts";
import { defineEvent, flatSchema } from "./defineEvent.ts";
import { whatFits } from "./whatFits.ts";

const said = (flat: Record<string, unknown>, types = catalogue): string[] => {
  const parsed = types.parse(flat);
  return parsed.kind === "invalid" ? parsed.issues.map(({ message }) => message) : [];
};

describe("what does not fit is told in our words", () => {
  test.each([...catalogue.definitions.values()].map((definition) => [definition.type, definition] as const))(
    "in any field of %s",
    (type, definition) => {
      let refused = 0;
      for (const field of Object.keys(flatSchema(definition).shape).filter((name) => name !== "type"))
        for (const value of WRONG)
          for (const message of said({ type, at: 2300, [field]: value })) {
            refused++;
            expect(message).not.toMatch(FOREIGN);
            expect(message).toMatch(
              /is missing(?:; it takes .+)?\.| takes .+; not |has no field|is not a field here|is no field\. |: [A-Z`“].+/,
            );
          }
      expect(refused).toBeGreaterThan(WRONG.length);
    },
  );

  test("and what was probably meant is accepted", () => {
    const fields = { type: "ForceReduced", id: "a", at: 2300, faction: "b", component: "hulls" };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), (percent) => {
        const meant = /Did you mean (\S+)\?/.exec(said({ ...fields, factor: `${percent}%` }).join())?.[1];
        expect(said({ ...fields, factor: Number(meant) })).toEqual([]);
      }),
    );
  });
});

test.each([
  [{ type: "TreatyRatified", treaty: "t", parties: "a" }, "Did you mean [a]?"],
  [{ type: "TreatyRatified", treaty: "t", parties: "a, b" }, "Did you mean [a, b]?"],
  [{ type: "TreatyRatified", treaty: "t", parties: ["a"], b: null }, "write the list in brackets: [a, b]"],
  [{ type: "BorderBreached", by: "a", against: "b", systems: [], repelled: "No" }, "Did you mean false?"],
  [
    { type: "BorderBreached", by: "a", against: "b", systems: [], violence: "serious" },
    "Did you mean serious clashes?",
  ],
  [{ type: "BorderBreached", by: "a", against: "b", sys: ["s"] }, "did you mean `systems`?"],
  [{ type: "Noted", about: "a", at: { afetr: "x" } }, "did you mean `after`?"],
  [{ type: "Noted", about: "a", at: [2300, 2302] }, "Did you mean 2300/2302?"],
  [{ type: "Noted", about: "a", source: { document: "d", locater: "x" } }, "did you mean `locator`?"],
])("%j", (flat, words) => {
  expect(said({ id: "x", at: 2300, ...flat }).join("\n")).toContain(words);
});

test("a code may be written by its name, and is kept as the code", () => {
  const transfer = { id: "x", type: "TerritoryTransferred", at: 2300, systems: ["s"], to: "a" };
  expect(catalogue.parse({ ...transfer, procedure: "conquest" })).toEqual(
    catalogue.parse({ ...transfer, procedure: 1 }),
  );
  expect(said({ ...transfer, procedure: "conqest" })).toEqual([
    "`procedure` takes one of 1 (conquest), 2 (annexation), 3 (cession), 4 (secession), 5 (unification), 6 (mandate); not “conqest”. Did you mean conquest?",
  ]);
});

test.each([
  [z.number().min(0).max(1), "a number from 0 to 1"],
  [z.number().positive(), "a number above 0"],
  [z.number().gt(0).lt(1), "a number above 0 and below 1"],
  [z.number().max(9), "a number up to 9"],
  [z.int().nonnegative(), "a whole number from 0 up"],
  [z.enum(["a", "b"]), "one of a, b"],
  [z.tuple([z.boolean(), z.string()]), "a list of 2: true or false, and text"],
  [z.record(z.string(), z.string()), "names, each with text"],
  [z.strictObject({ a: z.string(), b: z.string().optional() }), "fields in { }: `a`, and any of `b`"],
])("a schema in words: %#", (schema, words) => {
  expect(whatFits(schema)).toBe(words);
});

test("the words of who defined a type are kept", () => {
  const own = defineEvent("GateOpened", {
    doc: "A gate opens.",
    schema: z.strictObject({ keys: z.number({ error: "Keys are counted." }), code: z.string().regex(/^x/) }),
  });
  expect(said({ type: "GateOpened", at: 2300, keys: "two", code: "y" }, catalogue.extend([own]))).toEqual([
    "`keys`: Keys are counted.",
    "`code` takes text that fits /^x/; not “y”.",
  ]);
});
