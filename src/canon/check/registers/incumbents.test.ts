import fc from "fast-check";
import { expect, test } from "vitest";
import { createIncumbents, type OpenTenure } from "./incumbents.ts";

type Step =
  | { readonly does: "enters"; readonly holder: string; readonly acting: boolean; readonly coRuler: boolean }
  | { readonly does: "leaves"; readonly holder: string }
  | { readonly does: "replaces"; readonly explained: boolean };

const holder = fc.constantFrom("a", "b", "c");
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constant("enters" as const), holder, acting: fc.boolean(), coRuler: fc.boolean() }),
  fc.record({ does: fc.constant("leaves" as const), holder }),
  fc.record({ does: fc.constant("replaces" as const), explained: fc.boolean() }),
);

/** All tenures in one list, looked through for each question. */
function model(tenures: readonly OpenTenure[]) {
  const open = tenures.filter(({ left, replaced }) => left === undefined && replaced?.explained !== true);
  const inside = open.filter(({ replaced }) => replaced === undefined);
  return {
    lastOf: (id: string) => open.findLast((tenure) => tenure.holder === id),
    isEmpty: inside.length === 0,
    only: inside.length === 1 ? inside[0] : undefined,
    first: inside.find(({ acting, coRuler }) => !acting && !coRuler),
  };
}

test("who is in an office is who a look through all tenures finds", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const incumbents = createIncumbents();
      const tenures: OpenTenure[] = [];
      for (const [index, one] of steps.entries()) {
        if (one.does === "enters") {
          // Nobody comes to what they hold already.
          if (model(tenures).lastOf(one.holder)?.replaced === undefined && model(tenures).lastOf(one.holder)) continue;
          const { holder: id, acting, coRuler } = one;
          const tenure: OpenTenure = { holder: id, began: `e${index}`, acting, coRuler };
          tenures.push(tenure);
          incumbents.enter(tenure);
        } else if (one.does === "leaves") {
          const last = incumbents.lastOf(one.holder);
          expect(last).toBe(model(tenures).lastOf(one.holder));
          if (last !== undefined) incumbents.leave(last, `e${index}`);
        } else {
          const replaced = tenures.filter(
            (tenure) => tenure.left === undefined && tenure.replaced === undefined && !tenure.coRuler,
          );
          incumbents.replaceAll(`e${index}`, () => one.explained);
          for (const tenure of replaced) expect(tenure.replaced).toEqual({ by: `e${index}`, explained: one.explained });
        }
        const { isEmpty, only, first, lastOf } = model(tenures);
        expect([incumbents.isEmpty(), incumbents.only(), incumbents.first()]).toEqual([isEmpty, only, first]);
        for (const id of ["a", "b", "c"]) expect(incumbents.lastOf(id)).toBe(lastOf(id));
      }
    }),
    { numRuns: 2000 },
  );
});
