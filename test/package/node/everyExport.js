/** Imports every entry that the installed package has, and looks at all that it exports. */
import { readFileSync } from "node:fs";

const { name, exports } = JSON.parse(readFileSync("node_modules/valoris/package.json", "utf8"));
for (const path of Object.keys(exports)) {
  const entry = `${name}${path.slice(1)}`;
  const exported = Object.entries(await import(entry));
  const missing = exported.filter(([, value]) => value === undefined).map(([key]) => key);
  if (exported.length === 0) throw new Error(`${entry} exports nothing`);
  if (missing.length > 0) throw new Error(`${entry} exports nothing under ${missing.join(", ")}`);
  console.log(`  ${entry}: all ${exported.length} exports`);
}
