/**
 * How what is asked of a history grows with it, for histories that are nothing but one thing many times: `npm run bench:shapes`, with
 *
 *   --quick          500 and 2000 instead of up to 32 000, of each shape only the first command, and no worlds
 *   --sizes a,b,…    other sizes, in order
 *   --only TEXT      the shapes whose name or command holds a text
 *   --seconds N      how long a command may take (300)
 *   --at-once N      commands that run at once: as many as there are cores, if absent
 *
 * It fails where something grows faster than n log n, ends by a bug, or does not end. CPU time of the command line as it is built and of
 * all that it starts, less that of a handful of events; where one run looks too slow, the least of several: other work on the
 * machine only ever adds.
 */
import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { commandLine, startCommandLine } from "./measures/commandLine.ts";
import { type Asked, type Growth, measureGrowth } from "./measures/growth.ts";
import { measureWorldSize } from "./measures/worldSize.ts";
import { print } from "./report.ts";
import type { Shape } from "./shape.ts";

/** Commands whose growth is measured in one process. */
const COMMANDS = 10;

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    sizes: { type: "string" },
    only: { type: "string", default: "" },
    seconds: { type: "string", default: "300" },
    "at-once": { type: "string", default: String(availableParallelism()) },
  },
});
const sizes = (values.sizes ?? (values.quick ? "500,2000" : "4000,8000,16000,32000")).split(",").map(Number);

const folder = join(import.meta.dirname, "shapes");
const shapes: Shape[] = [];
for (const file of readdirSync(folder).sort()) {
  const { shapes: family } = (await import(join(folder, file))) as { readonly shapes: readonly Shape[] };
  shapes.push(...family);
}
const asked = shapes
  .flatMap((shape) => shape.asked(1).map((_, which): Asked => ({ shape, which })))
  .filter(({ which }) => !values.quick || which === 0)
  .filter((one) => nameOf(one).includes(values.only));

console.log(`\ng. How cost grows: CPU seconds at n of ${sizes.join(", ")}; then the exponent of each step\n`);
const failed: string[] = [];
const waiting = [...asked];
await Promise.all(Array.from({ length: Number(values["at-once"]) }, work));
if (!values.quick && values.only === "") {
  const program = startCommandLine();
  const figure = await measureWorldSize(program, 3);
  program.stop();
  print("h. How cost grows with the world", [figure]);
  if (figure.met !== true) failed.push(figure.name);
}
for (const problem of failed) console.log(`  NOT MET  ${problem}`);
console.log(failed.length === 0 ? "\n  none grows faster than n log n" : `\n  ${failed.length} grow too fast`);
if (failed.length > 0) process.exitCode = 1;

async function work(): Promise<void> {
  const program = startCommandLine();
  let since = 0;
  for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
    // Logs stay open until a process ends.
    if (since++ % COMMANDS === 0) program.stop();
    const growth = await measureGrowth(program, one, sizes, Number(values.seconds));
    console.log(line(nameOf(one), growth));
    if (growth.problem !== undefined) failed.push(`${nameOf(one)}: ${growth.problem}`);
  }
  program.stop();
}

function nameOf({ shape, which }: Asked): string {
  return `${shape.name}: ${commandLine(shape.asked(1)[which] ?? [])}`;
}

function line(name: string, { seconds, exponents, problem }: Growth): string {
  const taken = seconds.map((s) => s.toFixed(2).padStart(6)).join(" ");
  const steps = exponents.map((e) => e.toFixed(1).padStart(4)).join(" ");
  return `  ${name.padEnd(84)} ${taken}  ${steps}  ${problem === undefined ? "met" : "NOT MET"}`;
}
