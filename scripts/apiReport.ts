/**
 * Writes docs/api.md: what each entry of package.json's `exports` gives to its users, from the declarations that are published, so
 * that a change of the public interface is seen in review. `--check` fails with the difference when the page is stale.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import ts from "typescript";
import { packageEntries } from "./package/packageEntries.ts";

const PAGE = "docs/api.md";
const DIST = `${resolve("dist").replaceAll("\\", "/")}/`;
const { NoTruncation, InTypeAlias, UseAliasDefinedOutsideCurrentScope } = ts.TypeFormatFlags;
const INTRODUCTION = `# Public interface

Written by \`npm run api\` from the declarations that are published; CI fails when it is stale. What each name is for stands in its doc
comment; the fields of events are in [events.md](events.md).
`;

type Names = readonly (readonly [name: string, symbol: ts.Symbol])[];

const entries = packageEntries();
const program = ts.createProgram({
  rootNames: entries.map(({ types }) => types),
  options: { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2023, types: [], skipLibCheck: true },
});
const checker = program.getTypeChecker();
const printer = ts.createPrinter({ removeComments: true });

const sections = entries.flatMap(({ name, types }) => sectionsOf(`\`${name}\``, exportsOf(types)));
const leaks = leaksOf(sections.flatMap(({ names }) => names.map(([, symbol]) => symbol)));
const report = [INTRODUCTION, ...sections.map(({ title, names }) => section(title, names))].join("\n");

if (leaks.length > 0) {
  for (const [name, by] of leaks)
    console.error(
      `${name} is part of ${by}, and no entry exports it: export it, or mark the member that names it @internal.`,
    );
  process.exitCode = 1;
} else if (process.argv.includes("--check")) process.exitCode = isFresh() ? 0 : 1;
else {
  writeFileSync(PAGE, report);
  console.log(`${PAGE} written`);
}

/** What an entry gives, and in sections of their own the namespaces among it. */
function sectionsOf(title: string, names: Names): { readonly title: string; readonly names: Names }[] {
  const isNamespace = ([, symbol]: Names[number]): boolean => (symbol.flags & ts.SymbolFlags.ValueModule) !== 0;
  const nested = names.filter(isNamespace).map(([name, symbol]) => ({
    title: `\`${name}\` of ${title}`,
    names: checker.getExportsOfModule(symbol).map((own) => [own.name, unalias(own)] as const),
  }));
  return [{ title, names: names.filter((one) => !isNamespace(one)) }, ...nested];
}

function exportsOf(types: string): Names {
  const source = program.getSourceFile(types);
  const module = source && checker.getSymbolAtLocation(source);
  const names = module && checker.getExportsOfModule(module);
  if (names === undefined || names.length === 0) throw new Error(`${types} exports nothing: was the package built?`);
  return names.map((symbol) => [symbol.name, unalias(symbol)]);
}

/** Types of ours that exported ones are made of and that nobody can import, and what names each. */
function leaksOf(symbols: readonly ts.Symbol[]): (readonly [name: string, by: string])[] {
  const known = new Set(symbols);
  const found: (readonly [string, string])[] = [];
  const visit = (node: ts.Node, by: string): void => {
    // Printed as what it comes to, which names nothing; `typeof` of a constant stands for its values.
    if (isInferredFromSchema(node) || ts.isTypeQueryNode(node)) return;
    const named = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
    const symbol = named && unalias(named);
    if (symbol !== undefined && !known.has(symbol) && statementsOf(symbol).length > 0) {
      known.add(symbol);
      found.push([symbol.name, by]);
    }
    ts.forEachChild(node, (child) => visit(child, by));
  };
  for (const { name, statements } of symbols.map((symbol) => ({ name: symbol.name, statements: statementsOf(symbol) })))
    for (const statement of statements) visit(statement, name);
  return found;
}

function section(title: string, names: Names): string {
  const lines = [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, symbol]) => print(name, symbol));
  // `mts` is coloured as TypeScript, and is not run as a doc test.
  return `## ${title}\n\n\`\`\`mts\n${lines.join("\n")}\n\`\`\`\n`;
}

function print(name: string, symbol: ts.Symbol): string {
  const statements = statementsOf(symbol);
  const lines = statements.map((statement) => {
    const inferred = inferredText(symbol, statement);
    // A path would be another one on every machine.
    if (inferred !== undefined && !inferred.includes('import("')) return inferred;
    const text = printer.printNode(ts.EmitHint.Unspecified, statement, statement.getSourceFile());
    return text.replace(/^(?:export |declare )+/, "").replaceAll(/\[\s+\]/g, "[]");
  });
  if (lines.length === 0) lines.push(`${symbol.name}: another package's`);
  return [...lines, ...(name === symbol.name ? [] : [`export { ${symbol.name} as ${name} };`])].join("\n");
}

/** What the compiler wrote out for a value or a schema fills pages: the type's name or form says as much. */
function inferredText(symbol: ts.Symbol, statement: ts.Statement): string | undefined {
  if (ts.isVariableStatement(statement)) return `const ${symbol.name}: ${typeText(checker.getTypeOfSymbol(symbol))};`;
  return isInferredFromSchema(statement)
    ? `type ${symbol.name} = ${typeText(checker.getDeclaredTypeOfSymbol(symbol))};`
    : undefined;
}

function typeText(type: ts.Type): string {
  return checker.typeToString(type, undefined, NoTruncation | InTypeAlias | UseAliasDefinedOutsideCurrentScope);
}

function unalias(symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** Statements of our own declarations; none for a parameter, a member, a module, or what another package declares. */
function statementsOf(symbol: ts.Symbol): ts.Statement[] {
  return (symbol.declarations ?? []).flatMap((declaration) => {
    if (!declaration.getSourceFile().fileName.startsWith(DIST)) return [];
    const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
    return ts.isStatement(statement) && ts.isSourceFile(statement.parent) ? [statement] : [];
  });
}

function isInferredFromSchema(node: ts.Node): boolean {
  return (
    ts.isTypeAliasDeclaration(node) && ts.isTypeReferenceNode(node.type) && node.type.typeName.getText() === "z.infer"
  );
}

function isFresh(): boolean {
  if (existsSync(PAGE) && readFileSync(PAGE, "utf8").replaceAll("\r\n", "\n") === report) {
    console.log(`${PAGE} is fresh.`);
    return true;
  }
  const folder = mkdtempSync(join(tmpdir(), "valoris-api-"));
  const current = join(folder, "api.md");
  writeFileSync(current, report);
  spawnSync("git", ["--no-pager", "diff", "--no-index", "--unified=1", "--", PAGE, current], { stdio: "inherit" });
  rmSync(folder, { recursive: true });
  console.error(`${PAGE} is stale: if the interface is meant to change, run \`npm run api\` and commit it.`);
  return false;
}
