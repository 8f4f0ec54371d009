import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import type { Consumer } from "./consumer.ts";

const LIMIT = 45; // kB, without rxjs and zod, which the rest of a page may need as well
const RXJS = /^rxjs(?:\/|$)/;
const ZOD = /^zod(?:\/|$)/;

/** A page that replays and shows powers does not load more than was promised. */
export async function checkSize({ folder }: Consumer): Promise<void> {
  const own = await kilobytes(folder, [RXJS, ZOD]);
  const [withRxjs, withZod, withBoth] = [
    await kilobytes(folder, [ZOD]),
    await kilobytes(folder, [RXJS]),
    await kilobytes(folder, []),
  ];
  const others = `with rxjs ${withRxjs}, with zod ${withZod}, with both ${withBoth} kB`;
  console.log(`  replay + project + power, minified and gzipped: ${own} kB of at most ${LIMIT}; ${others}`);
  if (own > LIMIT) throw new Error(`A page that replays and shows powers would load ${own} kB instead of ${LIMIT}.`);
}

async function kilobytes(folder: string, external: readonly RegExp[]): Promise<number> {
  const built = await build({
    root: folder,
    configFile: false,
    logLevel: "warn",
    build: {
      write: false,
      rolldownOptions: {
        input: join(folder, "smallest.js"),
        external: [...external],
        preserveEntrySignatures: "strict", // or nothing counts as used, and nothing is left
      },
    },
  });
  const outputs = [built].flat().flatMap((result) => ("output" in result ? result.output : []));
  const code = outputs.map((output) => (output.type === "chunk" ? output.code : "")).join("\n");
  const bytes = gzipSync(code, { level: 9 }).length;
  if (bytes < 1000) throw new Error("The bundle is empty: nothing was measured.");
  return Math.round(bytes / 100) / 10;
}
