import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chronicleOf, WORLD } from "../../../test/support/chronicles.ts";
import { ValorisError } from "../../events/valorisError.ts";
import { createFold } from "../fold.ts";
import { compileExpression, type Value } from "./compile.ts";
import { parseExpression, type Syntax } from "./syntax.ts";
import { type States, statesOf } from "./vocabulary.ts";

// Nothing that is asked of no state reads one.
const NOTHING = {} as States;
const valueOf = (text: string): Value => compileExpression(text).evaluate(NOTHING, 0);

/** Operator by operator, as it is nested. */
function plainly(part: Syntax): Value {
  if (part.kind === "number" || part.kind === "truth" || part.kind === "id") return part.value;
  if (part.kind === "not") return !plainly(part.of);
  if (part.kind === "negative") return -Number(plainly(part.of));
  if (part.kind !== "binary") throw new Error(part.kind);
  const [a, b] = [plainly(part.left), plainly(part.right)];
  switch (part.operator) {
    case "and":
      return a === true && b === true;
    case "or":
      return a === true || b === true;
    case "=":
      return a === b;
    case "!=":
      return a !== b;
    case "+":
      return Number(a) + Number(b);
    case "-":
      return Number(a) - Number(b);
    case "*":
      return Number(a) * Number(b);
    default:
      return part.operator === "<" ? a < b : a >= b;
  }
}

const { truth } = fc.letrec<{ number: string; truth: string }>((tie) => ({
  number: fc.oneof(
    { depthSize: "small" },
    fc.nat(4).map(String),
    fc.tuple(tie("number"), fc.constantFrom("+", "-", "*"), tie("number")).map((parts) => parts.join(" ")),
    tie("number").map((inner) => `(- ${inner})`),
  ),
  truth: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("true", "false", "a = b", "a = a"),
    fc.tuple(tie("number"), fc.constantFrom("<", ">=", "="), tie("number")).map((parts) => parts.join(" ")),
    fc.tuple(tie("truth"), fc.constantFrom("and", "or"), tie("truth")).map((parts) => parts.join(" ")),
    fc.tuple(tie("truth"), fc.constantFrom("=", "!="), tie("truth")).map(([a, op, b]) => `(${a}) ${op} (${b})`),
    tie("truth").map((inner) => `not (${inner})`),
  ),
}));

describe("a compiled expression", () => {
  test("has the value of what it is made of, operator by operator", () => {
    fc.assert(
      fc.property(truth, (text) => {
        expect(valueOf(text)).toBe(plainly(parseExpression(text)));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ["and", true],
    ["or", true],
    ["=", true],
    ["!= false and", true],
  ])("may be as long as one likes: 50 000 times “%s”", (operator, expected) => {
    expect(valueOf(new Array(50_000).fill("true").join(` ${operator} `))).toBe(expected);
  });

  test("adds up 50 000 numbers", () => {
    expect(valueOf(`${new Array(50_000).fill("1").join(" + ")} = 50000`)).toBe(true);
  });

  test.each([
    ["parentheses", `${"(".repeat(10_000)}true${")".repeat(10_000)}`],
    ["not", `${"not ".repeat(10_000)}true`],
    ["minus", `${"- ".repeat(10_000)}1 < 2`],
    ["parentheses on the right", `${"true and (".repeat(10_000)}true${")".repeat(10_000)}`],
  ])("nested 10 000 deep by %s is refused, and the limit is named", (_, text) => {
    const refused = (): Value => valueOf(text);
    expect(refused).toThrow(ValorisError);
    expect(refused).toThrow("more than 100 levels");
  });

  test("of which one part has the wrong type is refused at that part, and not shown whole", () => {
    const text = `${"true and ".repeat(10_000)}3`;
    expect(() => valueOf(text)).toThrow(/^This is a number, and true or false is needed\.\n {2}….*true and 3\n +\^$/);
    expect(() => valueOf("a = b and 1 < true")).toThrow("This is true or false, and a number is needed.");
    expect(() => valueOf("true + 1 = 2")).toThrow("This is true or false, and a number is needed.");
    expect(() => valueOf("1 and true")).toThrow("This is a number, and true or false is needed.");
  });
});

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
