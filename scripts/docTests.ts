/**
 * Type-checks and runs what readers copy, against the built package, and finds what the package exports and none of it uses;
 * `--self-test` shows that it would notice.
 */
import { readdirSync, readFileSync } from "node:fs";
import { packageEntries } from "./package/packageEntries.ts";
import { runSnippets } from "./runSnippets.ts";
import { snippetsOf } from "./snippets.ts";
import { type Door, unusedExports } from "./unusedExports.ts";

const PLANTED = `# A page that is wrong four times
\`\`\`ts
const year: number = "2388";
console.log(typeof year);
\`\`\`
\`\`\`ts
const systems = ["dozaria"];
throw new Error(systems.join());
\`\`\`
\`\`\`ts
console.log(1 + 1); // 3
\`\`\`
\`\`\`ts
import { noSuchThing } from "valoris";
console.log(noSuchThing);
\`\`\`
\`\`\`ts
import * as valoris from "valoris";
console.log(typeof valoris); // object
\`\`\`
`;
const WRONG_LINES = [3, 8, 11, 14];

const EXAMPLE = "/**\n * @example\n * throw new Error();\n *\n * @throws never\n */\n";

process.exitCode = process.argv.includes("--self-test") ? await selfTest() : await checkAll();

async function checkAll(): Promise<number> {
  const files = ["README.md", ...under("docs", /[.]md$/), ...under("src", /(?<![.]test)[.]ts$/)];
  const snippets = files.flatMap((file) => snippetsOf(file, readFileSync(file, "utf8")));
  const doors = await Promise.all(packageEntries().map(async ({ name }): Promise<Door> => [name, await import(name)]));
  const problems = [...(await runSnippets(snippets)), ...unusedExports(doors, snippets)];
  for (const problem of problems) console.error(problem);
  console.log(`${snippets.length} snippets, ${problems.length} problems`);
  return problems.length === 0 ? 0 : 1;
}

function under(folder: string, kind: RegExp): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map(
    (file) => `${folder}/${file.replaceAll("\\", "/")}`,
  );
  return files.filter((file) => kind.test(file)).sort();
}

async function selfTest(): Promise<number> {
  const snippets = [...snippetsOf("planted.md", PLANTED), ...snippetsOf("planted.ts", EXAMPLE)];
  const problems = await runSnippets(snippets);
  const expected = [...WRONG_LINES.map((line) => `planted.md:${line}`), "planted.ts:3"];
  const unseen = expected.filter((place) => !problems.some((problem) => problem.startsWith(`${place} `)));
  const invented = problems.filter((problem) => !expected.some((place) => problem.startsWith(`${place} `)));
  const passesOnNothing = (await runSnippets([])).length === 0;
  for (const place of unseen) console.error(`${place} is wrong and was not reported`);
  for (const problem of invented) console.error(`nothing is wrong at ${problem}`);
  if (passesOnNothing) console.error("passes when there is nothing to check");
  const honest = unseen.length === 0 && invented.length === 0 && !passesOnNothing;
  console.log(honest ? `${expected.length} planted mistakes, all reported` : "the doc tests cannot be trusted");
  return honest ? 0 : 1;
}
