import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lmdbLog } from "../../src/log/lmdb.ts";
import { CANON, LOG, type Shape } from "../shape.ts";
import { newFolder, removeFolder } from "../workspace.ts";
import type { CommandLine } from "./commandLine.ts";

export interface Growth {
  /** CPU seconds at each size, less those of a handful. */
  readonly seconds: readonly number[];
  /** Of each step from one size to the next. */
  readonly exponents: readonly number[];
  readonly problem?: string;
}

/** One command that is asked of a shape. */
export interface Asked {
  readonly shape: Shape;
  readonly which: number;
}

/** A history so small that what it takes is what starting takes. */
const HANDFUL = 20;
/**
 * n log n from 4000 to 32 000 is 1.11, n² is 2. From less, or to only four times as much, caches, garbage and other work on the machine
 * weigh more.
 */
const steepest = (few: number, many: number): number => (few >= 4000 && many >= 8 * few ? 1.15 : 1.45);
/** Below this nothing is measured but noise, s. */
const NOISE = 0.15;
/** Runs of what looks too slow, of which the least counts. */
const RUNS = 3;

/**
 * How the CPU time of one command of a shape grows. It is judged from each size to those four times as large or more; `limit` is the
 * longest that it may take, s.
 */
export async function measureGrowth(
  line: CommandLine,
  asked: Asked,
  all: readonly number[],
  limit: number,
): Promise<Growth> {
  const sizes = all.filter((n) => n <= (asked.shape.upTo ?? Number.POSITIVE_INFINITY));
  const least = new Map<number, number>();
  const run = async (n: number): Promise<string | undefined> => {
    const { seconds, problem } = await runOnce(line, asked, n, limit);
    least.set(n, Math.min(seconds, least.get(n) ?? Number.POSITIVE_INFINITY));
    return problem;
  };
  const net = (n: number): number => Math.max(0, (least.get(n) ?? 0) - (least.get(HANDFUL) ?? 0));
  const exponent = (few: number, many: number): number =>
    Math.log(Math.max(NOISE, net(many)) / Math.max(NOISE, net(few))) / Math.log(many / few);
  const measured = (): Growth => {
    const done = sizes.filter((n) => least.has(n));
    return {
      seconds: done.map(net),
      exponents: done.slice(1).map((many, i) => exponent(done[i] ?? many, many)),
    };
  };
  const steep = (): readonly [number, number] | undefined =>
    sizes
      .flatMap((few) => sizes.filter((many) => many >= 4 * few).map((many) => [few, many] as const))
      .find(([few, many]) => least.has(few) && least.has(many) && exponent(few, many) > steepest(few, many));

  // What is asked first is compiled on the way.
  for (let i = 0; i < 2; i++) {
    const problem = await run(HANDFUL);
    if (problem !== undefined) return { seconds: [], exponents: [], problem: `${problem} at ${HANDFUL}` };
  }
  for (const n of sizes) {
    const problem = await run(n);
    if (problem !== undefined) return { ...measured(), problem: `${problem} at ${n}` };
  }
  // The smaller size with the larger: a lucky run of the one is as misleading as an unlucky one of the other.
  for (let again = 1; again < RUNS && steep() !== undefined; again++) for (const n of sizes) await run(n);
  const [few, many] = steep() ?? [];
  if (few === undefined || many === undefined) return measured();
  return { ...measured(), problem: `exponent ${exponent(few, many).toFixed(2)} from ${few} to ${many}` };
}

/** Each run writes its history anew: what was computed from it before is not there, and no command finds what another left. */
async function runOnce(
  line: CommandLine,
  { shape, which }: Asked,
  n: number,
  limit: number,
): Promise<{ readonly seconds: number; readonly problem?: string }> {
  const folder = newFolder("shape");
  const canon = join(folder, "canon");
  const logFolder = join(folder, "log");
  mkdirSync(canon, { recursive: true });
  for (const [name, text] of Object.entries(shape.canon?.(n) ?? {})) writeFileSync(join(canon, name), text);
  if (shape.log !== undefined) {
    const log = lmdbLog(logFolder);
    await shape.log(n, log);
    await log.close();
  }
  const places: Readonly<Record<string, string>> = { [CANON]: canon, [LOG]: logFolder };
  const command = (shape.asked(n)[which] ?? []).map((arg) => places[arg] ?? arg);
  const { seconds, code, errors } = await line.run(command, folder, limit);
  removeFolder(folder);
  if (code === undefined) return { seconds, problem: errors };
  const bug = /This is a bug: (.*)/.exec(errors)?.[1];
  if (bug !== undefined) return { seconds, problem: `a bug, ${bug}` };
  const isRefused = shape.refusedWith !== undefined && errors.includes(shape.refusedWith);
  // A check that found something is 1, and has run.
  const hasRun = code === 0 || (code === 1 && command[0] === "check");
  if (!hasRun && !isRefused) return { seconds, problem: `ended with ${code}, ${errors.split("\n")[0]?.slice(0, 200)}` };
  return { seconds };
}
