import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { catalogue } from "./catalogue/catalogue.ts";
import { unionOf } from "./createCatalogue.ts";
import { flatSchema } from "./defineEvent.ts";
import { predicateOf } from "./predicates.ts";

const definitions = [...catalogue.definitions.values()];
const union = unionOf(definitions);

/** What fields hold, and what they may not. */
const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom<unknown>(
      "gor",
      "",
      "x".repeat(300),
      "2388-10-10",
      "2388-02-30",
      "2387~",
      "../..",
      "65776.2",
      true,
      null,
    ),
    fc.constantFrom<unknown>(0, 1, 0.5, -1, 2388, 1e11, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60),
    fc.constantFrom<unknown>("several", "all", "hulls", "major", "died", "highest", "aim", "error", "aid"),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        "after",
        "offset",
        "document",
        "path",
        "line",
        "who",
        "from",
        "type",
        "event",
        "not",
        "rule",
        "reason",
        "x",
      ),
      tie("value"),
      { maxKeys: 3 },
    ),
  ),
})).value;

const events = fc.constantFrom(...definitions).chain((definition) => {
  const shape: Readonly<Record<string, z.core.$ZodType>> = flatSchema(definition).def.shape;
  const fields = Object.keys(shape).map((name) =>
    fc.record({ name: fc.constant(name), value, isThere: fc.integer({ min: 0, max: 9 }) }),
  );
  return fc.tuple(...fields).map((list) => {
    const there = list.filter(({ name, isThere }) => isThere < (shape[name] instanceof z.ZodOptional ? 1 : 9));
    return { ...Object.fromEntries(there.map((field) => [field.name, field.value])), type: definition.type };
  });
});

describe("what is taken for valid without asking zod", () => {
  test("is valid, and read as zod reads it", () => {
    let taken = 0;
    fc.assert(
      fc.property(events, (flat) => {
        const definition = catalogue.definitions.get(flat.type);
        if (definition === undefined || !predicateOf(flatSchema(definition))(flat)) return;
        taken++;
        expect(union.safeParse(flat)).toEqual({ success: true, data: flat });
      }),
      { numRuns: 20_000 },
    );
    expect(taken).toBeGreaterThan(50);
  });

  test("field by field, is what zod takes", () => {
    const shapes = definitions.map((definition) => Object.values(flatSchema(definition).def.shape));
    const fields = [...new Set(shapes.flat())];
    const taken = { yes: 0, no: 0 };
    fc.assert(
      fc.property(fc.constantFrom(...fields), value, (field, one) => {
        const isTaken = predicateOf(field)(one);
        taken[isTaken ? "yes" : "no"]++;
        expect(isTaken).toBe(z.safeParse(field, one).success);
      }),
      { numRuns: 20_000 },
    );
    expect(Math.min(taken.yes, taken.no)).toBeGreaterThan(1000);
  });

  test("a schema that changes what it reads is asked", () => {
    const trims = z.strictObject({ name: z.string().trim() });
    expect(predicateOf(z.object({ a: z.string() }))({ a: "x", b: 1 })).toBe(false);
    expect(predicateOf(trims)({ name: " gor " })).toBe(false);
    expect(predicateOf(trims)({ name: "gor" })).toBe(true);
  });
});
