import { describe, expect, test } from "vitest";
import { chronicleOf, WORLD } from "../../../test/support/chronicles.ts";
import { createFold } from "../fold.ts";
import { compileExpression } from "./compile.ts";
import { statesOf } from "./vocabulary.ts";

const { events, projections } = chronicleOf(WORLD);
const fold = createFold(projections);
fold.apply([...events]);
const holds = (text: string) => compileExpression(text).evaluate(statesOf(fold), 0);

describe("what is divided by 0 is no number", () => {
  const nothing = ["1 / 0", "0 / 0", "- 1 / 0", "1 / (hulls.alpha - hulls.alpha)", "1 / - 0", "2 * (1 / 0) - 1"];
  test.each(nothing.flatMap((text) => [">", ">=", "<", "<=", "=", "!="].map((is) => [text, is] as const)))(
    "%s %s 5 does not hold, either way round",
    (text, is) => {
      expect([holds(`${text} ${is} 5`), holds(`5 ${is} ${text}`), holds(`${text} ${is} ${text}`)]).toEqual([
        false,
        false,
        false,
      ]);
    },
  );

  test("and what is not, is", () => {
    expect(holds("6 / 2 = 3 and 6 / 4 != 1 and 0 / 5 = 0")).toBe(true);
  });
});

describe("a word in a form that it does not have is refused with the one that it has", () => {
  test.each([
    ["nervousness(quadrant) > 5", "Write nervousness.quadrant."],
    ["nervousness(alpha) > 5", "Write nervousness.alpha."],
    ["nervousness > 5", "Write nervousness.quadrant."],
    ["share() > 0.5", "Write share.faction."],
    ["control.s0 = alpha", "Write control(s0)."],
    ["at-war.alpha", "Write at-war(alpha, faction)."],
    ["not alive", "Write alive(person)."],
  ])("%s", (text, help) => {
    expect(() => compileExpression(text)).toThrow(expect.objectContaining({ help, code: "expression/type" }));
  });
});
