import { type ChildProcess, fork } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Answer, Task } from "../valoris/asker.ts";
import { newFolder } from "../workspace.ts";

const ASKER = join(import.meta.dirname, "../valoris/asker.ts");
const CPU_TIME = join(import.meta.dirname, "../cpuTime.ts");

/** How a command ended, and what it took of the processors with all that it started, seconds. */
export interface Ended {
  readonly seconds: number;
  /** None, if it did not end in time, or took its process with it. */
  readonly code: number | undefined;
  readonly errors: string;
}

/** The command line, in a process of its own. */
export interface CommandLine {
  /** Runs a command for so many seconds at most. */
  run(args: readonly string[], cwd: string, limit: number): Promise<Ended>;
  stop(): void;
}

const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

export function startCommandLine(): CommandLine {
  const cpuTimes = newFolder("cpu");
  let child: ChildProcess | undefined;
  const stop = (): void => {
    child?.kill("SIGKILL");
    if (child !== undefined) running.delete(child);
    child = undefined;
  };
  const started = async (): Promise<ChildProcess> => {
    if (child !== undefined) return child;
    // It has memory enough already, so that no command runs itself again for more.
    const env = {
      NODE_OPTIONS: `--import=${CPU_TIME}`,
      VALORIS_BENCH_CPU: cpuTimes,
      VALORIS_MEMORY: "1",
      NO_COLOR: "1",
    };
    const made = fork(ASKER, [], {
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      execArgv: ["--max-old-space-size=4096"],
      env: { ...process.env, ...env },
    });
    running.add(made);
    child = made;
    await nextMessage(made, 600);
    return made;
  };
  return {
    stop,
    async run(args, cwd, limit) {
      const asker = await started();
      rmSync(cpuTimes, { force: true });
      asker.send({ args, cwd } satisfies Task);
      const answer = (await nextMessage(asker, limit)) as Answer | "late" | "ended";
      if (answer === "late" || answer === "ended") {
        stop();
        return { seconds: limit, code: undefined, errors: answer === "late" ? `no end within ${limit} s` : "a crash" };
      }
      return { seconds: (answer.ms + ofOthers(cpuTimes)) / 1000, code: answer.code, errors: answer.errors };
    },
  };
}

function nextMessage(child: ChildProcess, limit: number): Promise<unknown> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => end("late"), limit * 1000);
    const ended = (): void => end("ended");
    const end = (message: unknown): void => {
      clearTimeout(timer);
      child.off("message", end);
      child.off("exit", ended);
      resolve(message);
    };
    child.once("message", end);
    child.once("exit", ended);
  });
}

/** What processes took that a command started, ms; they have ended with it. */
function ofOthers(file: string): number {
  if (!existsSync(file)) return 0;
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .reduce((sum, ms) => sum + Number(ms), 0);
}

/** A command as a line of a report: long arguments are cut. */
export const commandLine = (args: readonly string[]): string =>
  args.map((arg) => (arg.length > 30 ? `${arg.slice(0, 27)}…` : arg)).join(" ");
