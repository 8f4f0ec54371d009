/**
 * Runs commands of the built command line one after another in this one process, as if each were a process of its own, and answers each
 * with its exit code and output. Loading everything takes twenty times as long as most commands.
 *
 * With the argument `fixed`, the clock and ids are the same each time: so that a log is, too.
 */
import { createHash } from "node:crypto";
import { pathToFileURL } from "node:url";
import type { lmdbLog } from "../../../src/log/lmdb.ts";
import { CLI, LIBRARY } from "../built.ts";
import { randomAt } from "../random.ts";
import { type Answer, type Task, VIEW } from "../runner.ts";

if (process.argv[2] === "fixed") fixClockAndIds();

let unhandled = "";
const remember = (error: unknown): void => {
  unhandled += `${error instanceof Error ? error.stack : String(error)}\n`;
};
process.on("unhandledRejection", remember);

let ran = 0;
process.on("message", (task: Task) => {
  void answer(task).then((answered) => process.send?.(answered));
});

async function answer({ cwd, args }: Task): Promise<Answer> {
  process.chdir(cwd);
  process.argv = [process.execPath, CLI, ...args];
  process.exitCode = undefined;
  for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners("error");
  process.removeAllListeners("uncaughtException").on("uncaughtException", remember);
  unhandled = "";
  const out: string[] = [];
  const err: string[] = [];
  const restore = [capture(process.stdout, out), capture(process.stderr, err)];
  try {
    ran += 1;
    if (args[0] === VIEW) out.push(JSON.stringify(await view(args[1] ?? "")));
    // Another address each time: otherwise a module runs once.
    else await import(`${pathToFileURL(CLI).href}?run=${ran}`);
  } catch (error) {
    if (args[0] === VIEW && error instanceof Error && "code" in error) {
      err.push(`error[${String(error.code)}]: ${error.message}`);
      process.exitCode = 2;
    } else remember(error);
  }
  // What was left to itself may still fail.
  await new Promise((resolve) => setTimeout(resolve, 2));
  for (const undo of restore) undo();
  if (unhandled !== "") err.push(`UnhandledPromiseRejection: ${unhandled}`);
  return { code: Number(process.exitCode ?? 0), out: out.join(""), err: err.join("") };
}

function capture(stream: NodeJS.WriteStream, into: string[]): () => void {
  const { write } = stream;
  stream.write = (text: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
    into.push(typeof text === "string" ? text : Buffer.from(text).toString());
    const callback = typeof encoding === "function" ? encoding : done;
    if (typeof callback === "function") callback();
    return true;
  };
  return () => {
    stream.write = write;
  };
}

/** Every timeline of a log with its own commits, each as a hash of its events: without times and ids, which differ from run to run. */
async function view(folder: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const built = (await import(pathToFileURL(LIBRARY).href)) as { readonly lmdbLog: typeof lmdbLog };
  const log = built.lmdbLog(folder, { readOnly: true });
  const seen: Record<string, string[]> = {};
  let after: string | undefined;
  do {
    const page = await log.timelines(after === undefined ? {} : { after });
    for (const { name, branch } of page.timelines) {
      const commits: string[] = [branch === undefined ? "" : `of ${branch.parent}@${branch.sequence}`];
      for await (const { events } of log.read(name, { from: (branch?.sequence ?? 0) + 1 })) commits.push(mark(events));
      seen[name] = commits;
    }
    after = page.next;
  } while (after !== undefined);
  await log.close();
  return seen;
}

/** Ids that events get where they bring none. */
const GIVEN_IDS = /"[a-z0-9]{21}"/g;

function mark(events: readonly object[]): string {
  const text = JSON.stringify(events, (key: string, value: unknown) => (key === "recorded" ? undefined : value));
  return createHash("sha256").update(text.replaceAll(GIVEN_IDS, '"*"')).digest("hex").slice(0, 16);
}

function fixClockAndIds(): void {
  let now = Date.UTC(2026, 0, 1);
  Date.now = () => (now += 1000);
  const random = randomAt("ids");
  crypto.getRandomValues = (array) => {
    if (array instanceof Uint8Array) for (let i = 0; i < array.length; i++) array[i] = random.below(256);
    return array;
  };
}
