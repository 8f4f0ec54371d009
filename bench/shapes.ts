/**
 * How what is asked of a history grows with it, for histories that are nothing but one thing many times: `node bench/shapes.ts`, after
 * `npm run build`, with
 *
 *   --quick          up to 8000 instead of 32 000
 *   --sizes a,b,…    other sizes, in order
 *   --only TEXT      the shapes whose name or command holds a text
 *   --seconds N      how long a command may take (120)
 *
 * It fails where something grows faster than n log n, ends by a bug, or does not end. CPU time of the command line and of all that it
 * starts, less that of a handful of events; the least of several runs, where one run alone looks too slow: other work on the machine
 * only ever adds.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { commandLine } from "./measures/commandLine.ts";
import { type Growth, measureGrowth } from "./measures/growth.ts";
import type { Shape } from "./shape.ts";
import { note } from "./workspace.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    sizes: { type: "string" },
    only: { type: "string", default: "" },
    seconds: { type: "string", default: "120" },
  },
});
const sizes = (values.sizes ?? (values.quick ? "2000,8000" : "2000,4000,8000,16000,32000")).split(",").map(Number);

const folder = join(import.meta.dirname, "shapes");
const shapes: Shape[] = [];
for (const file of readdirSync(folder).sort()) {
  const { shapes: family } = (await import(join(folder, file))) as { readonly shapes: readonly Shape[] };
  shapes.push(...family);
}

console.log(`\ng. How cost grows: CPU seconds at n of ${sizes.join(", ")}; then the exponent of each step\n`);
const failed: string[] = [];
for (const shape of shapes) {
  const chosen = (command: readonly string[]): boolean => `${shape.name} ${command.join(" ")}`.includes(values.only);
  const commands = shape.asked(1).length;
  for (let which = 0; which < commands; which++) {
    if (!chosen(shape.asked(1)[which] ?? [])) continue;
    const name = `${shape.name}: ${commandLine(shape.asked(1)[which] ?? [])}`;
    note(name);
    const growth = await measureGrowth(shape, which, sizes, Number(values.seconds));
    console.log(line(name, growth));
    if (growth.problem !== undefined) failed.push(`${name}: ${growth.problem}`);
  }
}
for (const problem of failed) console.log(`  NOT MET  ${problem}`);
console.log(failed.length === 0 ? "\n  all grow no faster than n log n" : `\n  ${failed.length} grow too fast`);
if (failed.length > 0) process.exitCode = 1;

function line(name: string, { seconds, exponents, problem }: Growth): string {
  const taken = seconds.map((s) => s.toFixed(2).padStart(6)).join(" ");
  const steps = exponents.map((e) => e.toFixed(1).padStart(4)).join(" ");
  return `  ${name.padEnd(72)} ${taken}  ${steps}  ${problem === undefined ? "met" : "NOT MET"}`;
}
