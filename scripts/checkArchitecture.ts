/**
 * Refuses dependencies that point upward, cycles, circles of folders in canon, and names of event types where effects are to be read:
 * `node scripts/checkArchitecture.ts [root]`. It also refuses to have looked at less than all of src/: dependency-cruiser without a TypeScript that it can use is content with 0 modules.
 */
import { readdirSync } from "node:fs";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { architectureRules } from "./architectureRules.ts";
import { folderCircles } from "./folderCircles.ts";
import { namedTypes } from "./typeNames.ts";

process.chdir(process.argv[2] ?? ".");

const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => `src/${file.replaceAll("\\", "/")}`);
const { modules, summary } = await cruiseSources();
const dependencies = modules.reduce((sum, module) => sum + module.dependencies.length, 0);

const cruised = new Set(modules.map((module) => module.source));
const problems = summary.violations.map(({ rule, from, to, cycle }) => {
  const comment = architectureRules.find(({ name }) => name === rule.name)?.comment;
  return `${from} → ${cycle?.map((step) => step.name).join(" → ") ?? to}\n  ${rule.name}: ${comment}`;
});
for (const file of sources) if (!cruised.has(file)) problems.push(`${file} was not looked at`);
problems.push(...namedTypes(sources), ...folderCircles(modules));
if (sources.length === 0) problems.push("src/ has no modules: there is nothing to check");
if (dependencies === 0) problems.push("No module depends on another: the imports were not read");

for (const problem of problems) console.error(problem);
console.log(`${sources.length} modules, ${dependencies} dependencies, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;

async function cruiseSources(): Promise<ICruiseResult> {
  const { output } = await cruise(
    ["src"],
    {
      ruleSet: { forbidden: [...architectureRules] },
      validate: true,
      doNotFollow: { path: "node_modules" },
      tsPreCompilationDeps: true, // An import of types alone is a dependency too.
    },
    { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
  );
  if (typeof output === "string") throw new Error(output);
  return output;
}
