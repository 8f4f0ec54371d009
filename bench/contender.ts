/**
 * What is compared runs in a process of its own, so that no one's heap, compiled code or object shapes weigh on another. It gets
 * ready once, and then runs a round each time that it is told to: rounds of several contenders take turns.
 */
import { type ChildProcess, fork } from "node:child_process";
import { contenders, type ContenderName } from "./contenders.ts";
import { timed } from "./statistics.ts";

/** What a contender works with. */
export interface Setting {
  readonly folder: string;
  readonly events: number;
  /** Where the history that it appends begins. */
  readonly from?: number;
}

export interface Round {
  readonly ms: number;
  readonly events: number;
  /** Bytes, the most that was seen during the round; 0 for those that do not look. */
  readonly rssAnon: number;
}

export interface Contender {
  /** Before each round, and not part of it. */
  prepare?(): void | Promise<void>;
  /** `ms` from one that runs another program, and leaves its start out. */
  run(): Promise<{ readonly events: number; readonly rssAnon?: number; readonly ms?: number }>;
}

export interface Remote {
  readonly name: ContenderName;
  round(): Promise<Round>;
  stop(): void;
}

const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

export async function startContender(name: ContenderName, setting: Setting, heapMegabytes?: number): Promise<Remote> {
  const child = fork(import.meta.filename, [name, JSON.stringify(setting)], {
    // Emmett prints errors on stdout, where only results belong.
    stdio: ["ignore", 2, 2, "ipc"],
    execArgv: heapMegabytes === undefined ? [] : [`--max-old-space-size=${heapMegabytes}`],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  await answer(child, name);
  return {
    name,
    async round() {
      child.send("go");
      return (await answer(child, name)) as Round;
    },
    stop: () => void child.kill(),
  };
}

function answer(child: ChildProcess, name: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`${name} ended with ${code}`));
    child.once("exit", ended);
    child.once("message", (message) => {
      child.off("exit", ended);
      resolve(message);
    });
  });
}

/** So many rounds of each, in turn. */
export async function takeTurns(
  contenders: readonly Remote[],
  rounds: number,
): Promise<ReadonlyMap<ContenderName, readonly Round[]>> {
  const taken = new Map<ContenderName, Round[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const contender of contenders) taken.get(contender.name)?.push(await contender.round());
  return taken;
}

export const rates = (rounds: readonly Round[] = []): number[] => rounds.map(({ events, ms }) => (1000 * events) / ms);

if (process.send !== undefined) await serve();

async function serve(): Promise<void> {
  const [, , name = "", setting = "{}"] = process.argv;
  const make = contenders[name as ContenderName];
  const contender = await make(JSON.parse(setting) as Setting);
  process.on("message", async () => {
    await contender.prepare?.();
    const { ms, result } = await timed(() => contender.run());
    process.send?.({ ms, rssAnon: 0, ...result });
  });
  process.send?.("ready");
}
