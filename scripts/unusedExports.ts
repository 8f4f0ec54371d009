/** Finds what the package gives and no snippet uses: a name without an example is one that nobody is shown how to use. */
import ts from "typescript";
import type { Snippet } from "./snippets.ts";

/** An entry of the package by the name that it is imported by, and what that gives at run time: values, not types. */
export type Door = readonly [name: string, values: Readonly<Record<string, unknown>>];

/** The values of doors that no snippet uses, a sentence a door; of a namespace among them, its members. */
export function unusedExports(doors: readonly Door[], snippets: readonly Snippet[]): string[] {
  const used = new Set(snippets.flatMap(({ code }) => namesUsed(code)));
  return doors.flatMap(([door, values]) => {
    const unused = namesIn(values).filter((name) => !used.has(`${door} ${name}`));
    return unused.length === 0 ? [] : [`${door} exports what no example uses: ${unused.join(", ")}`];
  });
}

const namesIn = (values: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(values).flatMap(([name, value]) =>
    isNamespace(value) ? Object.keys(value).map((member) => `${name}.${member}`) : [name],
  );

const isNamespace = (value: unknown): value is object =>
  typeof value === "object" && value !== null && Object.prototype.toString.call(value) === "[object Module]";

/** `door name` and `door namespace.member` of what code imports by name and uses beyond that. */
function namesUsed(code: string): string[] {
  const imported = new Map<string, string>();
  const used: string[] = [];
  const note = ({ importClause, moduleSpecifier }: ts.ImportDeclaration): void => {
    const names = importClause?.namedBindings;
    if (names === undefined || !ts.isNamedImports(names) || !ts.isStringLiteral(moduleSpecifier)) return;
    for (const { name, propertyName = name } of names.elements)
      imported.set(name.text, `${moduleSpecifier.text} ${propertyName.text}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return note(node);
    if (ts.isTypeNode(node)) return;
    const name = ts.isIdentifier(node) && !isLabel(node) ? imported.get(node.text) : undefined;
    if (name !== undefined) used.push(name);
    if (name !== undefined && ts.isPropertyAccessExpression(node.parent)) used.push(`${name}.${node.parent.name.text}`);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("snippet.ts", code, ts.ScriptTarget.Latest, true));
  return used;
}

/** Whether a word names something else that is called the same: a field, a method, a parameter. */
function isLabel(word: ts.Identifier): boolean {
  const { name, propertyName }: { name?: ts.Node; propertyName?: ts.Node } = word.parent as ts.BindingElement;
  return (name === word && !ts.isShorthandPropertyAssignment(word.parent)) || propertyName === word;
}
