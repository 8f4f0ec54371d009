/** The lint rules of this house that oxlint does not have; `.oxlintrc.json` says where each holds. */

interface Node {
  readonly type: string;
  readonly name?: string;
  readonly operator?: string;
  readonly computed?: boolean;
  readonly parent: Node;
  readonly object?: Node;
  readonly property?: Node;
  readonly callee?: Node;
  readonly arguments?: readonly Node[];
  readonly expression?: Node;
}
interface Context {
  report(finding: { node: Node; message: string }): void;
}
type Visitor = Readonly<Record<string, (node: Node) => void>>;

/** What ECMA-262 defines to the last bit; the rest of `Math` is “implementation-approximated” (§21.3.2). */
const EXACT = new Set(
  ["abs", "ceil", "clz32", "floor", "fround", "imul", "max", "min", "round", "sign", "sqrt", "trunc"].concat(
    ["E", "LN10", "LN2", "LOG10E", "LOG2E", "PI", "SQRT1_2", "SQRT2", "random"], // `random` is another rule's business
  ),
);

const exactMath = (context: Context): Visitor => {
  const power = (node: Node): void => {
    const message = "`**` differs between engines, as Math.pow does: multiply, or use src/idioms/exactMath.ts.";
    if (node.operator === "**" || node.operator === "**=") context.report({ node, message });
  };
  return {
    BinaryExpression: power,
    AssignmentExpression: power,
    Identifier(node) {
      if (node.name !== "Math") return;
      const { parent } = node;
      const exact = parent.object === node && !parent.computed && EXACT.has(parent.property?.name ?? "");
      const message = "Only the exact part of Math, by name: engines differ on the rest. Use src/idioms/exactMath.ts.";
      if (!exact) context.report({ node: parent.type === "MemberExpression" ? parent : node, message });
    },
  };
};

const noClock = (context: Context): Visitor => {
  const message = "Time comes in as an argument: only src/cli and src/observatory ask the clock.";
  const noArguments = (node: Node): void => {
    const asksClock = node.callee?.name === "Date" && (node.type === "CallExpression" || node.arguments?.length === 0);
    if (asksClock) context.report({ node, message });
  };
  return { NewExpression: noArguments, CallExpression: noArguments };
};

const noDoubleAssertion = (context: Context): Visitor => ({
  TSAsExpression(node) {
    const message = "`as … as …` silences the compiler: narrow, validate, or fix the type.";
    if (node.expression?.type === "TSAsExpression") context.report({ node, message });
  },
});

const rule = (create: (context: Context) => Visitor) => ({ meta: { type: "problem" }, create });

export default {
  meta: { name: "house" },
  rules: { "exact-math": rule(exactMath), "no-clock": rule(noClock), "no-double-assertion": rule(noDoubleAssertion) },
};
