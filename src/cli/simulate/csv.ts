import type { Block, Columns } from "../../doors/sim.ts";
import { openOutput } from "../outputFile.ts";
import { held } from "../../idioms/held.ts";

/** Writes every number of every run as a line: run, side, what, value. @throws ValorisError `cli/unwritable` */
export function csvWriter(path: string): {
  readonly write: (block: Block, columns: Columns) => void;
  readonly finish: () => void;
} {
  const file = openOutput(path);
  file.write("run,side,what,value\n");
  return {
    ...file,
    write(block, columns) {
      const names = namesOf(columns);
      let text = "";
      for (const side of ["edited", "canon"] as const) {
        const numbers = block[side]?.numbers;
        if (numbers === undefined) continue;
        for (let run = 0; run < block.runs; run++)
          for (const [i, name] of names.entries()) {
            const value = held(numbers[run * columns.width + i]);
            text += `${block.first + run},${side},${quoted(name)},${Number.isFinite(value) ? value : ""}\n`;
          }
      }
      file.write(text);
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
