import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { READERS, shown } from "./commands.ts";
import { AS_PROMISED, described, diedOrHung, type Ended, errorCode, type Judged, lost } from "./outcome.ts";
import { type Runner, startRunner, VIEW } from "./runner.ts";
import type { Sound } from "./soundLog.ts";

/** Every timeline of a log with its own commits, in order. */
export type View = Readonly<Record<string, readonly string[]>>;

/** Files beside a log, by their path. */
export type Files = ReadonlyMap<string, string>;

/** What a command does where nothing is wrong. */
export interface Expected {
  readonly ended: Ended;
  readonly view: View;
  readonly files: Files;
}

export interface Expectations {
  readonly before: Omit<Expected, "ended">;
  of(args: readonly string[]): Promise<Expected>;
  readonly stop: () => void;
}

/** Asks each command once, when somebody wants to know: with a cache and without, which must make no difference. */
export async function startExpectations({ folder, cached }: Sound, within: string): Promise<Expectations> {
  const runner = startRunner();
  const known = new Map<string, Promise<Expected>>();
  let copies = 0;
  let last: Promise<unknown> = Promise.resolve();
  const run = async (source: string, args: readonly string[] | undefined): Promise<Expected> => {
    const cwd = join(within, `expected-${copies++}`);
    cpSync(source, cwd, { recursive: true });
    const ended = args === undefined ? NOTHING : await runner.run({ cwd, args });
    const seen = await viewOf(runner, cwd, args && logOf(args));
    if (diedOrHung(ended) !== undefined || errorCode(ended)?.startsWith("log/") === true || !("view" in seen))
      throw new Error(`On a sound log, ${shown(args ?? [])} ends with ${described(ended)}`);
    return { ended, view: seen.view, files: filesIn(cwd) };
  };
  const ask = async (args: readonly string[]): Promise<Expected> => {
    const [one, other] = [await run(folder, args), await run(cached, args)];
    if (one.ended.out !== other.ended.out || !sameView(one.view, other.view))
      throw new Error(`On a sound log, ${shown(args)} does not do the same twice.`);
    if (one.ended.out === "" && READERS.includes(args)) throw new Error(`${shown(args)} prints nothing.`);
    return one;
  };
  return {
    before: await run(folder, undefined),
    of(args) {
      const key = shown(args);
      let expected = known.get(key);
      if (expected === undefined) {
        expected = last.then(() => ask(args));
        last = expected;
        known.set(key, expected);
      }
      return expected;
    },
    stop: runner.stop,
  };
}

const NOTHING: Ended = { code: 0, signal: null, out: "", err: "", hung: false };

/** The log that a command is about. */
export const logOf = (args: readonly string[]): string =>
  args.includes("--log") ? (args[args.indexOf("--log") + 1] ?? "log") : "log";

/** What a log holds now; how reading it ended, where it cannot be read. */
export async function viewOf(runner: Runner, cwd: string, log = "log"): Promise<{ readonly view: View } | Ended> {
  const ended = await runner.run({ cwd, args: [VIEW, log] });
  return ended.code === 0 ? { view: JSON.parse(ended.out) as View } : ended;
}

export const sameView = (a: View, b: View): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What stands beside the logs; a name that begins with a dot is nobody's. */
export function filesIn(folder: string): Files {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map(({ name, parentPath }) => relative(folder, join(parentPath, name)))
    .filter((path) => !/^log(-of-files)?\//.test(path));
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

export const sameFiles = (a: Files, b: Files): boolean =>
  a.size === b.size && [...a].every(([path, text]) => b.get(path) === text);

export const isBeginning = (part: readonly string[], whole: readonly string[]): boolean =>
  part.every((commit, i) => commit === whole[i]);

/** Every commit of before is there, and of what came after only whole commits, in their order. */
export function liesBetween(before: View, view: View, after: View): boolean {
  return (
    Object.entries(before).every(([name, commits]) => isBeginning(commits, view[name] ?? [])) &&
    Object.entries(view).every(([name, commits]) => isBeginning(commits, after[name] ?? []))
  );
}

export function partOfFile(before: Files, now: Files, after: Files): string | undefined {
  for (const [path, text] of now)
    if (text !== before.get(path) && text !== after.get(path)) return `${path} is there in part, ${text.length} bytes`;
  for (const path of before.keys()) if (!now.has(path)) return `${path} is gone`;
  return undefined;
}

/** It printed what is right, and nothing else. */
export function printedRight(ended: Ended, expected: Ended): Judged {
  if (ended.code === expected.code && ended.out === expected.out && errorCode(ended) === errorCode(expected))
    return AS_PROMISED;
  return lost(ended.code === expected.code ? "it shows something else" : described(ended));
}

/** It said in a code of the log's why it could not; what it had printed until then is the beginning of what is right. */
export const refused = (ended: Ended, expected: Ended): boolean =>
  ended.code === 2 && errorCode(ended)?.startsWith("log/") === true && expected.out.startsWith(ended.out);
