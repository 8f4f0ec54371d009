/** Tests that a file states, by their titles as they stand there: those of a table keep their `%s`. */
import ts from "typescript";

/** Each test's title behind those of the groups that it stands in: `group › test`. */
export function testTitles(file: string, text: string): ReadonlySet<string> {
  const titles = new Set<string>();
  const visit = (node: ts.Node, groups: readonly string[]): void => {
    const word = ts.isCallExpression(node) ? calledWord(node.expression) : undefined;
    const title = ts.isCallExpression(node) ? node.arguments[0] : undefined;
    const isTest = word === "test" || word === "it";
    if (title === undefined || !ts.isStringLiteralLike(title) || !(isTest || word === "describe"))
      return ts.forEachChild(node, (child) => visit(child, groups));
    const path = [...groups, title.text];
    if (isTest) titles.add(path.join(" › "));
    else ts.forEachChild(node, (child) => visit(child, path));
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest), []);
  return titles;
}

/** `test` of `test(…)`, `test.each(…)(…)`, `test.runIf(…)(…)`; what is skipped holds nothing. */
function calledWord(called: ts.Expression): string | undefined {
  if (ts.isIdentifier(called)) return called.text;
  if (ts.isPropertyAccessExpression(called))
    return ["skip", "todo", "only"].includes(called.name.text) ? undefined : calledWord(called.expression);
  return ts.isCallExpression(called) ? calledWord(called.expression) : undefined;
}
