import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { Block, Columns } from "../../index.ts";
import { checkWritable, unwritable } from "./writable.ts";

/** Writes every number of every run as a line: run, side, what, value. */
export function csvWriter(path: string): {
  readonly write: (block: Block, columns: Columns) => void;
  readonly close: () => Promise<void>;
} {
  checkWritable(path);
  const stream = createWriteStream(path);
  let failed: Error | undefined;
  stream.on("error", (error) => void (failed = error));
  stream.write("run,side,what,value\n");
  return {
    write(block, columns) {
      const names = namesOf(columns);
      let text = "";
      for (const side of ["edited", "canon"] as const) {
        const numbers = block[side]?.numbers;
        if (numbers === undefined) continue;
        for (let run = 0; run < block.runs; run++)
          for (const [i, name] of names.entries()) {
            const value = numbers[run * columns.width + i] ?? 0;
            text += `${block.first + run},${side},${quoted(name)},${Number.isFinite(value) ? value : ""}\n`;
          }
      }
      stream.write(text);
    },
    async close() {
      stream.end();
      if (failed === undefined) await once(stream, "close").catch((error: Error) => void (failed = error));
      if (failed !== undefined) throw unwritable(path, failed);
    },
  };
}

/** In the order in which the numbers of a run stand. */
const namesOf = ({ truths, numbers, metrics, classes }: Columns): string[] => [
  ...truths.map(({ text }) => text),
  ...truths.map(({ text }) => `years until ${text}`),
  ...numbers.map(({ text }) => text),
  ...metrics.map(({ metric, subject }) => `${metric}.${subject}`),
  ...classes.map((name) => `events of ${name}`),
];

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
